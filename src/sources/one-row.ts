import type { Database } from '../database/database.ts';
import type { Cell } from '../model/table.ts';

/** The engine's work for a query grows with the square of its aggregates; so many are one, and a table of few columns is read once. */
const together = 40;

/** The values of the aggregates over the rows. */
export async function aggregateRow(
  aggregates: readonly string[],
  from: string,
  database: Pick<Database, 'rows'>,
): Promise<readonly Cell[]> {
  const found: Cell[] = [];
  for (let start = 0; start < aggregates.length; start += together) {
    const [row] = await database.rows(
      `SELECT ${aggregates.slice(start, start + together).join(', ')} ${from}`,
    );
    found.push(...row!);
  }
  return found;
}
