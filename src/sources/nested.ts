/** Values within columns of JSON, by dotted paths. */
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { RawColumn } from './raw.ts';

/** A column by its name; where none is written so, the one that is so in other letter case. */
export function findNamed(name: string, columns: readonly RawColumn[]): RawColumn | undefined {
  const same = columns.find((column) => column.name === name);
  if (same) return same;
  const alike = columns.filter((column) => column.name.toLowerCase() === name.toLowerCase());
  return alike.length === 1 ? alike[0] : undefined;
}

/** `customer.id` within the column `customer`; the longest name that is a column is the one. */
export function nestedColumn(path: string, columns: readonly RawColumn[]): RawColumn | undefined {
  const parts = path.split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const column = findNamed(parts.slice(0, length).join('.'), columns);
    if (column && isNested(column)) return within(column, parts.slice(length), path);
  }
  return undefined;
}

/** A column that holds arrays, or a place within one that does; `json` is it as JSON. */
export function columnAt(
  path: string,
  columns: readonly RawColumn[],
): (Pick<RawColumn, 'within'> & { readonly json: string }) | undefined {
  const named = findNamed(path, columns);
  if (named) return { json: jsonOf(named), ...(named.type === 'VARCHAR' ? { within: named.name } : {}) };
  const nested = nestedColumn(path, columns);
  if (!nested?.sql) return undefined;
  const { sql, within } = nested;
  return {
    json: sql.replace('json_extract_string(', 'json_extract('),
    ...(within === undefined ? {} : { within }),
  };
}

function isNested({ type, guess }: RawColumn): boolean {
  return type === 'JSON' || /^(STRUCT|MAP)/.test(type) || (type === 'VARCHAR' && guess !== 'nothing');
}

function within(column: RawColumn, steps: readonly string[], name: string): RawColumn {
  const path = quoteText(`$${steps.map((step) => `."${step.replaceAll('"', '\\"')}"`).join('')}`);
  return {
    name,
    type: 'VARCHAR',
    guess: 'anything',
    sql: `json_extract_string(${jsonOf(column)}, ${path})`,
    ...(column.type === 'VARCHAR' ? { within: column.name } : {}),
  };
}

/** The column as JSON; text that is none is missing, and told where the table is read. */
function jsonOf({ name, type, sql }: RawColumn): string {
  const column = sql ?? quoteIdentifier(name);
  if (type === 'JSON') return column;
  return type === 'VARCHAR' ? `CASE WHEN json_valid(${column}) THEN ${column} END` : `to_json(${column})`;
}
