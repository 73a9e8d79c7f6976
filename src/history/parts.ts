/** Who went from one part of the customers to another between two moments. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';

/** Customers that went from one part to another; a part is null where the field is missing. */
export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
}

/**
 * How many went from each part to each, in any order. The relations have a row a customer: `customer`, and the text
 * `part`; whoever is not in one of them is `outside`.
 */
export async function countMovesBetween(
  database: Database,
  before: string,
  after: string,
  outside: { readonly before: string; readonly after: string },
): Promise<readonly Move[]> {
  const rows = await database.rows(`
    SELECT CASE WHEN was.customer IS NULL THEN ${quoteText(outside.before)} ELSE was.part END AS part_from,
      CASE WHEN now.customer IS NULL THEN ${quoteText(outside.after)} ELSE now.part END AS part_to, count(*)
    FROM ${quoteIdentifier(before)} AS was
    FULL JOIN ${quoteIdentifier(after)} AS now ON was.customer = now.customer
    GROUP BY ALL`);
  const text = (cell: unknown): string | null => (typeof cell === 'string' ? cell : null);
  return rows.map(([was, now, customers]) => ({
    from: text(was),
    to: text(now),
    customers: Number(customers),
  }));
}
