/** The rows of an event table that the project's `where` lets through, whoever they are of. */
import { type EventTable, tablesOf } from '../model/schema.ts';
import { Clocks } from '../plan/clocks.ts';
import { Names } from '../plan/intern.ts';
import { RecipeTables } from '../plan/recipes/recipes.ts';
import type { CommonTable } from '../sql/ast.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface RowsLetThrough {
  readonly relation: string;
  /** Of which it is made. */
  readonly with: readonly CommonTable[];
}

/** With the columns of the table: its own relation where it has no `where`. */
export function rowsLetThrough(
  table: EventTable,
  { schema, asOf, definitions }: Pick<Workspace, 'schema' | 'asOf' | 'definitions'>,
): RowsLetThrough {
  if (!definitions.filters.has(table.name)) return { relation: table.relation, with: [] };
  const names = new Names(tablesOf(schema).map(({ relation }) => relation));
  const input = { schema, asOf, definitions, models: [], files: new Map(), recorded: () => '' };
  const made = new RecipeTables(input, new Clocks(schema, asOf), names).rowsMeant(table);
  return { relation: made.at(-1)!.name, with: made };
}
