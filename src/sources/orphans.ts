import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { EventTable, Schema } from '../model/schema.ts';

/** How many rows of an event table have a customer that nobody knows. Reads the whole column, so only when asked for. */
export async function countOrphans(
  events: EventTable,
  { customers }: Schema,
  database: Database,
): Promise<number> {
  const [row] = await database.rows(
    `SELECT count(*) FROM (SELECT ${quoteIdentifier(events.customer)} AS customer FROM ${quoteIdentifier(events.relation)})
     ANTI JOIN (SELECT ${quoteIdentifier(customers.key)} AS customer FROM ${quoteIdentifier(customers.relation)}) USING (customer)`,
  );
  return Number(row![0]);
}
