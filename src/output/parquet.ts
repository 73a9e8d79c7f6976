import { valuesQuery } from '../database/rows-query.ts';
import type { Cell, ColumnKind, Table } from '../model/table.ts';
import { cellNumber, fileText, isDecimal, isMissing } from './cell.ts';
import type { EngineFormat } from './format.ts';

const MOST_DIGITS = 38;

export const parquet: EngineFormat = {
  kind: 'engine',
  name: 'parquet',
  summary: 'Parquet with typed columns, written by the engine',
  extensions: ['parquet'],
  reader: 'program',
  copies: 'parquet',
  query: parquetQuery,
};

/** A query that gives the table's rows, typed by kind: money is DECIMAL, percents DOUBLE, text VARCHAR. */
function parquetQuery(table: Table): string {
  const types = table.columns.map(({ kind }, index) => engineType(kind, cellsOf(table, index)));
  const rows = table.rows.map((row) => types.map((_type, index) => cellText(row[index] ?? null)));
  return valuesQuery(
    table.columns.map(({ name }, index) => ({ name, type: types[index]! })),
    rows,
  );
}

function cellsOf(table: Table, index: number): readonly Cell[] {
  return table.rows.map((row) => row[index] ?? null).filter((cell) => !isMissing(cell));
}

function cellText(cell: Cell): string | null {
  return isMissing(cell) ? null : fileText(cell);
}

function engineType(kind: ColumnKind, cells: readonly Cell[]): string {
  switch (kind) {
    case 'text':
    case 'prose':
    case 'key':
    case 'sparkline':
      return 'VARCHAR';
    case 'integer':
      return cells.every((cell) => Number.isSafeInteger(cellNumber(cell)))
        ? 'BIGINT'
        : `DECIMAL(${MOST_DIGITS}, 0)`;
    case 'number':
    case 'percent':
      return 'DOUBLE';
    case 'money':
      return moneyType(cells.map(fileText));
    case 'date':
      return 'DATE';
    case 'time':
      return 'TIMESTAMP';
    case 'boolean':
      return 'BOOLEAN';
  }
}

function moneyType(texts: readonly string[]): string {
  if (!texts.every(isDecimal)) return 'DOUBLE';
  const parts = texts.map((text) => text.replace('-', '').split('.'));
  const scale = Math.max(2, ...parts.map(([, decimals = '']) => decimals.length));
  const whole = Math.max(1, ...parts.map(([digits = '']) => digits.length));
  return scale + whole > MOST_DIGITS ? 'DOUBLE' : `DECIMAL(${Math.max(18, scale + whole)}, ${scale})`;
}
