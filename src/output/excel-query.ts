/** What `excel.ts` does to a cell, in SQL: for lists that the engine writes. */
import type { ResultColumn } from '../database/copy.ts';
import { readType } from '../database/engine-type.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import { type Excel, RUN_AS_FORMULA } from './excel.ts';

/** The query with texts that a spreadsheet would run behind an apostrophe, and the locale's decimal sign. */
export function excelQuery(query: string, columns: readonly ResultColumn[], excel: Excel): string {
  const items = columns.map(
    (column) => `${spreadsheetCell(column, excel)} AS ${quoteIdentifier(column.name)}`,
  );
  return `SELECT ${items.join(', ')} FROM (${query})`;
}

function spreadsheetCell({ name, type }: ResultColumn, excel: Excel): string {
  const cell = quoteIdentifier(name);
  switch (readType(type).kind) {
    case 'text':
      return neutralised(cell);
    case 'list':
      return neutralised(`array_to_string(${cell}, '|')`);
    case 'decimal':
      return withSign(`CAST(${cell} AS VARCHAR)`, excel);
    case 'double':
      return withSign(`CASE WHEN isfinite(${cell}) THEN CAST(${cell} AS VARCHAR) END`, excel);
    default:
      return cell;
  }
}

function withSign(text: string, { decimal }: Excel): string {
  return decimal === '.' ? text : `replace(${text}, '.', ${quoteText(decimal)})`;
}

function neutralised(text: string): string {
  const isRun = `regexp_matches(${text}, ${quoteText(RUN_AS_FORMULA.source)})`;
  const isNumber = `regexp_full_match(${text}, '-?[0-9]+([.][0-9]+)?')`;
  return `CASE WHEN ${isRun} AND NOT ${isNumber} THEN '''' || ${text} ELSE ${text} END`;
}
