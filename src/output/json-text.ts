/** JSON of rows, with numbers exactly as they are: a decimal keeps every digit, a large integer all of its own. */
import type { Cell, ColumnKind, Table, TableRow } from '../model/table.ts';
import { fileText, isDecimal, isMissing, isNumeric, sparklineValues } from './cell.ts';

/** One row as an object, by column name. */
export function jsonRow({ columns }: Table, row: TableRow): string {
  const fields = columns.map(
    ({ name, kind }, index) => `${JSON.stringify(name)}:${jsonCell(row[index] ?? null, kind)}`,
  );
  return `{${fields.join(',')}}`;
}

function jsonCell(cell: Cell, kind: ColumnKind): string {
  if (isMissing(cell)) return 'null';
  if (kind === 'sparkline') return JSON.stringify(sparklineValues(cell));
  if (typeof cell === 'boolean') return String(cell);
  const text = fileText(cell);
  const isNumber =
    kind === 'text' || kind === 'prose' || kind === 'key'
      ? false
      : isNumeric(kind) || typeof cell !== 'string';
  return isNumber && (typeof cell !== 'string' || isJsonNumber(text)) ? text : JSON.stringify(text);
}

/** Decimals with leading zeros are no JSON. */
function isJsonNumber(text: string): boolean {
  return isDecimal(text) && !/^-?0\d/.test(text);
}
