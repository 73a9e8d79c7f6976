/** Tables of very many columns. */
import type { Database } from '../database/database.ts';

/** More columns than these. */
export const WIDE = 200;

/**
 * Does something with a table of so many columns. The engine compares every expression of a query with all others,
 * to compute equal ones once: of 2,000 columns that is a minute, in which nothing is found.
 */
export async function atWidth<T>(
  columns: number,
  database: Pick<Database, 'run'>,
  action: () => Promise<T>,
): Promise<T> {
  if (columns <= WIDE) return action();
  await database.run("SET disabled_optimizers = 'common_subexpressions'");
  try {
    return await action();
  } finally {
    await database.run('RESET disabled_optimizers');
  }
}
