import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { EventTable, Schema } from '../model/schema.ts';

/** How many of an event table's rows, or of its first ones, have a customer that nobody knows. */
export async function countOrphans(
  events: EventTable,
  { customers }: Schema,
  database: Database,
  first?: number,
): Promise<number> {
  const limit = first === undefined ? '' : ` LIMIT ${first}`;
  const [row] = await database.rows(
    `SELECT count(*) FROM (SELECT ${quoteIdentifier(events.customer)} AS customer FROM ${quoteIdentifier(events.relation)}${limit})
     ANTI JOIN (SELECT ${quoteIdentifier(customers.key)} AS customer FROM ${quoteIdentifier(customers.relation)}) USING (customer)`,
  );
  return Number(row![0]);
}
