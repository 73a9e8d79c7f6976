/** The values that a field has in the loaded data, for `{ distinct: products.category }`. */
import type { Database } from '../database/database.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import { findColumn, type Schema } from '../model/schema.ts';
import { type ColumnPath, type PathTable, valuesOnPath } from '../sources/distinct-values.ts';

/** The distinct values as text in byte order, up to `most`; missing ones left out. A diagnostic when there is no such field. */
export async function distinctValues(
  field: ScalarSyntax,
  most: number,
  schema: Schema,
  database: Database,
): Promise<readonly string[] | Diagnostic> {
  const found = findField(field.text.split('.'), schema);
  if (!found) return unknownField(field, schema);
  const { type } = found.column;
  if (type === 'time') {
    return problem(
      field.span,
      'distinct-time',
      `\`${field.text}\` is a time, so nearly all of its values differ`,
      'take a column of texts, numbers, dates or truth values',
    );
  }
  return valuesOnPath(found, most, database);
}

/** `country`, `customer.country`, `company.size`, `products.category`, `orders.channel`, `orders.product.category`. */
function findField(parts: readonly string[], schema: Schema): ColumnPath | undefined {
  const [first, ...rest] = parts;
  const { customers, events, lookups } = schema;
  if (first === 'customer' && rest.length > 0) return follow(customers, rest, schema);
  const table = [...events, ...lookups].find((candidate) => candidate.name === first);
  const inTable = table && rest.length > 0 ? follow(table, rest, schema) : undefined;
  return inTable ?? follow(customers, parts, schema);
}

function follow(from: PathTable, parts: readonly string[], schema: Schema): ColumnPath | undefined {
  const column = findColumn(from, parts.join('.'));
  if (column) return { from, joins: [], column };
  const [first, ...rest] = parts;
  const lookup = from.lookups.find((candidate) => candidate.name === first);
  const table = lookup && schema.lookups.find((candidate) => candidate.name === lookup.table);
  const found = table && rest.length > 0 ? follow(table, rest, schema) : undefined;
  return found && { from, joins: [{ lookup: lookup!, table: table! }, ...found.joins], column: found.column };
}

function unknownField(field: ScalarSyntax, { customers, events, lookups }: Schema): Diagnostic {
  const names = [
    ...customers.columns.map(({ name }) => name),
    ...[...events, ...lookups].flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`)),
  ];
  const help = didYouMean(field.text, names);
  return problem(
    field.span,
    'unknown-field',
    `the data has no column \`${field.text}\``,
    help ?? 'name a column of the customers, or `TABLE.COLUMN`',
  );
}
