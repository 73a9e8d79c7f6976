import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { EventTable, Schema } from '../model/schema.ts';

/** An event table, or its first rows. */
export interface LookedAt {
  readonly events: EventTable;
  readonly first?: number | undefined;
  /** The column that leads to the customer where it is not the one with the key: rows may have it and lead to nobody. */
  readonly by?: string | undefined;
}

/** How many of each table's rows have a customer that nobody knows, by the table's name. */
export async function countOrphans(
  looks: readonly LookedAt[],
  schema: Schema,
  database: Database,
): Promise<ReadonlyMap<string, number>> {
  // Whose key is known as it is written needs no cleaning, which takes twice as long as the look.
  const found = await countUnknown(
    looks,
    schema,
    database,
    (events) => writtenKey(events) ?? events.customer,
  );
  const doubtful = looks.filter(({ events }) => writtenKey(events) !== undefined && found.has(events.name));
  const cleaned = await countUnknown(doubtful, schema, database, ({ customer }) => customer);
  const others = [...found].filter(([name]) => !doubtful.some(({ events }) => events.name === name));
  return new Map([...others, ...cleaned]);
}

function writtenKey({ columns, customer }: EventTable): string | undefined {
  return columns.find(({ name }) => name === customer)?.written;
}

/** By the column that holds the key; the customers are read once. */
async function countUnknown(
  looks: readonly LookedAt[],
  { customers }: Schema,
  database: Database,
  keyOf: (events: EventTable) => string,
): Promise<ReadonlyMap<string, number>> {
  if (looks.length === 0) return new Map();
  const rows = looks.map(({ events, first, by }) => {
    const limit = first === undefined ? '' : ` LIMIT ${first}`;
    const isAsked = by === undefined ? 'FALSE' : `${quoteIdentifier(by)} IS NOT NULL`;
    return `(SELECT ${quoteText(events.name)} AS name, ${quoteIdentifier(keyOf(events))} AS customer, ${isAsked} AS asked FROM ${quoteIdentifier(events.relation)}${limit})`;
  });
  // A condition on the customer would clean each of them twice.
  const found = await database.rows(
    `SELECT name, count_if(customer IS NOT NULL OR asked) AS found FROM (${rows.join(' UNION ALL ')})
     ANTI JOIN (SELECT ${quoteIdentifier(customers.key)} AS customer FROM ${quoteIdentifier(customers.relation)}) USING (customer)
     GROUP BY name HAVING found > 0`,
  );
  return new Map(found.map(([name, count]) => [String(name), Number(count)]));
}

/** What a lookup joins: the column of a table, and the key of another. */
export interface Joining {
  readonly relation: string;
  readonly by: string;
  readonly others: string;
  readonly key: string;
}

/** Whether any row finds its other one; true also where no row names one. A match ends the look. */
export async function findsAny({ relation, by, others, key }: Joining, database: Database): Promise<boolean> {
  const named = `SELECT ${quoteIdentifier(by)} AS value FROM ${quoteIdentifier(relation)} WHERE ${quoteIdentifier(by)} IS NOT NULL`;
  const known = `SELECT ${quoteIdentifier(key)} AS value FROM ${quoteIdentifier(others)}`;
  const [[isNamed, isKnown] = []] = await database.rows(
    `SELECT (SELECT count(*) FROM (${named} LIMIT 1)), (SELECT count(*) FROM (SELECT 1 FROM (${named}) SEMI JOIN (${known}) USING (value) LIMIT 1))`,
  );
  return Number(isNamed) === 0 || Number(isKnown) > 0;
}
