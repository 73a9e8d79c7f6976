import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { EventTable, Schema } from '../model/schema.ts';

/** An event table, or its first rows. */
export interface LookedAt {
  readonly events: EventTable;
  readonly first?: number | undefined;
}

/** How many of each table's rows have a customer that nobody knows, by the table's name; the customers are read once. */
export async function countOrphans(
  looks: readonly LookedAt[],
  { customers }: Schema,
  database: Database,
): Promise<ReadonlyMap<string, number>> {
  if (looks.length === 0) return new Map();
  const rows = looks.map(({ events, first }) => {
    const limit = first === undefined ? '' : ` LIMIT ${first}`;
    return `(SELECT ${quoteText(events.name)} AS name, ${quoteIdentifier(events.customer)} AS customer FROM ${quoteIdentifier(events.relation)}${limit})`;
  });
  const found = await database.rows(
    `SELECT name, count(*) FROM (FROM (${rows.join(' UNION ALL ')}) WHERE customer IS NOT NULL)
     ANTI JOIN (SELECT ${quoteIdentifier(customers.key)} AS customer FROM ${quoteIdentifier(customers.relation)}) USING (customer)
     GROUP BY name`,
  );
  return new Map(found.map(([name, count]) => [String(name), Number(count)]));
}
