import type { Database } from './database.ts';

/** How many rows the first query has that the second has not, and the other way round; a row that stands twice counts twice. */
export async function countUnlike(
  database: Database,
  first: string,
  second: string,
): Promise<readonly [missing: number, more: number]> {
  const without = (a: string, b: string): string => `(SELECT count(*) FROM ((${a}) EXCEPT ALL (${b})))`;
  const query = `SELECT ${without(first, second)}, ${without(second, first)}`;
  const [[missing, more] = []] = await database.rows(query);
  return [Number(missing), Number(more)];
}
