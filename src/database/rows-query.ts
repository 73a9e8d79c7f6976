/** Queries of rows that are given, and of those of another query in another form. */
import type { ResultColumn } from './copy.ts';
import { readType } from './engine-type.ts';
import { quoteIdentifier, quoteText } from './quote.ts';

/** The rows as columns of those types; one literal, whatever their number: a list of VALUES is planned cell by cell. */
export function valuesQuery(
  columns: readonly ResultColumn[],
  rows: readonly (readonly (string | null)[])[],
): string {
  const items = columns.map(
    ({ name, type }, index) => `  CAST(cells[${index + 1}] AS ${type}) AS ${quoteIdentifier(name)}`,
  );
  return [
    'SELECT',
    items.join(',\n'),
    `FROM (SELECT unnest(from_json(${quoteText(JSON.stringify(rows))}, '[["VARCHAR"]]')) AS cells)`,
  ].join('\n');
}

/** No rows, of columns of text. */
export function noRowsQuery(names: readonly string[]): string {
  return `SELECT ${names.map((name) => `'' AS ${quoteIdentifier(name)}`).join(', ')} WHERE false`;
}

/** The rows of the query with lists as texts, joined by `|`. */
export function textListsQuery(query: string, columns: readonly ResultColumn[]): string {
  const items = columns.map(({ name, type }) => {
    const column = quoteIdentifier(name);
    return readType(type).kind === 'list' ? `array_to_string(${column}, '|') AS ${column}` : column;
  });
  return `SELECT ${items.join(', ')} FROM (${query})`;
}
