/** What a spreadsheet is given of a cell, where the engine writes it. */
import type { ResultColumn } from './copy.ts';
import { readType } from './engine-type.ts';
import { quoteIdentifier, quoteText } from './quote.ts';

export interface Spreadsheet {
  /** Its decimal sign. */
  readonly decimal: string;
  /** What it takes for the start of a formula, as RE2 reads it too. */
  readonly formula: RegExp;
}

/** The query with texts that a spreadsheet would run behind an apostrophe, and the locale's decimal sign. */
export function spreadsheetQuery(
  query: string,
  columns: readonly ResultColumn[],
  sheet: Spreadsheet,
): string {
  const items = columns.map(
    (column) => `${spreadsheetCell(column, sheet)} AS ${quoteIdentifier(column.name)}`,
  );
  return `SELECT ${items.join(', ')} FROM (${query})`;
}

function spreadsheetCell({ name, type }: ResultColumn, sheet: Spreadsheet): string {
  const cell = quoteIdentifier(name);
  switch (readType(type).kind) {
    case 'text':
      return neutralised(cell, sheet);
    case 'list':
      return neutralised(`array_to_string(${cell}, '|')`, sheet);
    case 'decimal':
      return withSign(`CAST(${cell} AS VARCHAR)`, sheet);
    case 'double':
      return withSign(`CASE WHEN isfinite(${cell}) THEN CAST(${cell} AS VARCHAR) END`, sheet);
    default:
      return cell;
  }
}

function withSign(text: string, { decimal }: Spreadsheet): string {
  return decimal === '.' ? text : `replace(${text}, '.', ${quoteText(decimal)})`;
}

function neutralised(text: string, { formula }: Spreadsheet): string {
  const isRun = `regexp_matches(${text}, ${quoteText(formula.source)})`;
  const isNumber = `regexp_full_match(${text}, '-?[0-9]+([.][0-9]+)?')`;
  return `CASE WHEN ${isRun} AND NOT ${isNumber} THEN '''' || ${text} ELSE ${text} END`;
}
