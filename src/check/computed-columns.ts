/** Columns of a table that are computed beside its own, and those that a path to a lookup gives. */
import { type EventTable, findColumn } from '../model/schema.ts';
import type { EventEntry, Name } from '../project/project.ts';
import { isOneName, spelledOnce } from './column-spelling.ts';
import { checkComputed } from './computed.ts';
import type { Computable, Relation, TableBook } from './recipe-book.ts';

/** The columns that are computed of the row's own; those of a made table that are measures have been bound. */
export function expressionsOf(
  computed: EventEntry['computed'],
  isFile: boolean,
  table: EventTable,
): EventEntry['computed'] {
  if (isFile) return computed;
  const isBound = (name: string): boolean => table.columns.some((column) => isOneName(column.name, name));
  return computed.filter(({ name }) => !isBound(name.name));
}

export function isPath({ name }: Name, table: EventTable): boolean {
  const [first] = name.split('.', 1);
  return !findColumn(table, name) && table.lookups.some((lookup) => lookup.name === first);
}

/** A relation a step: a column may be computed of those before it. */
export function computeColumns(
  table: Computable,
  relation: string,
  computed: EventEntry['computed'],
  paths: readonly Name[],
  { recipes, context }: TableBook,
): Relation {
  let current: Computable = { ...table, relation };
  for (const { name, body } of spelledOnce(computed, table, context)) {
    const value = checkComputed(body, current, context);
    if (value) current = recipes.extended(current, { name: name.name, value });
  }
  for (const path of paths) {
    const column = { kind: 'scalar', text: path.name, quoted: false, span: path.span! } as const;
    const value = checkComputed({ kind: 'column', column }, current, context);
    if (value) current = recipes.extended(current, { name: path.name, value });
  }
  return { columns: current.columns, relation: current.relation };
}
