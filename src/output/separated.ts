/** The only door to csv-stringify: one set of conventions for every separated file, whatever its size. */
import { stringify } from 'csv-stringify/sync';
import type { Table, TableRow } from '../model/table.ts';
import { fileText } from './cell.ts';
import { BYTE_ORDER_MARK, type Excel, excelText, neutralise } from './excel.ts';

const ROWS_AT_ONCE = 1000;

/** UTF-8, RFC 4180 quoting, LF, a header; missing cells are empty. */
export function* separatedText(table: Table, delimiter: string, excel?: Excel): Generator<string> {
  const { columns, rows } = table;
  const write = (cells: readonly (readonly string[])[]): string => stringifyRows(cells, delimiter, excel);
  const name = excel ? neutralise : (text: string) => text;
  yield (excel ? BYTE_ORDER_MARK : '') + write([columns.map((column) => name(column.name))]);
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    yield write(rows.slice(start, start + ROWS_AT_ONCE).map((row) => rowTexts(table, row, excel)));
  }
}

function rowTexts({ columns }: Table, row: TableRow, excel: Excel | undefined): readonly string[] {
  return columns.map(({ kind }, index) => {
    const cell = row[index] ?? null;
    return excel ? excelText(cell, kind, excel) : fileText(cell);
  });
}

function stringifyRows(
  rows: readonly (readonly string[])[],
  delimiter: string,
  excel: Excel | undefined,
): string {
  return stringify(rows as string[][], {
    delimiter,
    record_delimiter: '\n',
    // A spreadsheet may split at another separator than ours, so texts with any of them are quoted.
    quoted_match: excel ? /[\r\n,;\t]/ : /[\r\n]/,
    // The only cell of a row, when empty, would make the line vanish for most readers.
    quoted_empty: rows[0]?.length === 1,
    // Everything is text already, as `cell.ts` writes it.
    cast: { boolean: String, number: String, bigint: String },
  });
}
