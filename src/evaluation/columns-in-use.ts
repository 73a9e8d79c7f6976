/** Which columns of which tables definitions read: of those in files, of traits, and of what rows are meant. */
import { type Schema, tableBehind } from '../model/schema.ts';
import type { Definitions } from '../model/segment.ts';
import type { ColumnValue } from '../model/value.ts';

/** As `table.column`; a column that a lookup finds is one of the table that it is in. */
export function columnsInUse(definitions: Definitions, schema: Schema): ReadonlySet<string> {
  const { segments, stageSets, traits, named, filters } = definitions;
  const used = new Set<string>();
  visitColumns([segments, stageSets, traits, named, [...filters.values()]], (column) => {
    const table = tableBehind(schema, column.table, column.lookups);
    if (table) used.add(`${table.name}.${column.name}`);
  });
  for (const { name, value } of schema.events) if (value !== undefined) used.add(`${name}.${value}`);
  return used;
}

function visitColumns(node: unknown, visit: (column: ColumnValue) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ((node as Partial<ColumnValue>).kind === 'column') visit(node as ColumnValue);
  // Spans lead into the text of whole files.
  for (const [key, inner] of Object.entries(node)) if (key !== 'span') visitColumns(inner, visit);
}
