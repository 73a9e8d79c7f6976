/** Views of the relations that no file holds, for whatever asks the engine beside a plan. */
import type { Database } from '../database/database.ts';
import { viewOf } from '../database/relation.ts';
import type { AsOf } from '../model/calendar.ts';
import { type Schema, tablesOf } from '../model/schema.ts';
import type { Definitions } from '../model/segment.ts';
import { Clocks } from '../plan/clocks.ts';
import { Names } from '../plan/intern.ts';
import { RecipeTables } from '../plan/recipes/recipes.ts';
import type { Dialect } from '../sql/dialect.ts';
import { printQuery } from '../sql/print.ts';

/** Made when the engine starts, as they stand at the as-of. A plan has relations of its own, at its own as-of. */
export async function createMadeTables(
  schema: Schema,
  definitions: Definitions,
  asOf: AsOf,
  { database, dialect }: { readonly database: Database; readonly dialect: Dialect },
): Promise<void> {
  const { recipes } = definitions;
  if (recipes.length === 0) return;
  const names = new Names([
    ...tablesOf(schema).map(({ relation }) => relation),
    ...recipes.map(({ relation }) => relation),
  ]);
  const input = { schema, asOf, definitions, models: [], files: new Map(), recorded: () => '' };
  const tables = new RecipeTables(input, new Clocks(schema, asOf), names);
  for (const recipe of recipes) {
    const made = tables.made(recipe);
    const last = made.at(-1)!;
    const query = printQuery({ with: made.slice(0, -1), body: last.query }, dialect);
    await database.whenOpen(viewOf(recipe.relation, query));
  }
}
