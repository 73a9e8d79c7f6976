/** Who entered, left and stayed between two lists: the one place that says so. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';

export type ListChange = 'entered' | 'left' | 'stayed';

/**
 * A query of everybody in either list: `customer`, and the `ListChange` as `change`. The lists are queries with a
 * column `customer`, which has nobody twice and is never missing.
 */
export function changesBetween(before: string, after: string): string {
  return `SELECT coalesce(now.customer, was.customer) AS customer,
  CASE WHEN was.customer IS NULL THEN 'entered' WHEN now.customer IS NULL THEN 'left' ELSE 'stayed' END AS change
FROM (${before}) AS was
FULL JOIN (${after}) AS now ON now.customer = was.customer`;
}

/** The same of relations with such a column. */
export function changesOfRelations(before: string, after: string): string {
  const [was, now] = [before, after].map((relation) => `SELECT customer FROM ${quoteIdentifier(relation)}`);
  return changesBetween(was!, now!);
}

/** How many of each there are among the rows of `changesBetween`. */
export async function countChanges(
  database: Database,
  changes: string,
): Promise<Readonly<Record<ListChange, number>>> {
  const [row = []] = await database.rows(`SELECT count_if(change = 'entered'), count_if(change = 'left'),
    count_if(change = 'stayed') FROM (${changes})`);
  const [entered = 0, left = 0, stayed = 0] = row.map(Number);
  return { entered, left, stayed };
}

/** How many entered and left among the rows of `changesBetween`, and what a column of a relation by key sums to over each. */
export async function weighChanges(
  database: Database,
  changes: string,
  weights: { readonly relation: string; readonly key: string; readonly column: string | undefined },
): Promise<
  readonly { readonly change: ListChange; readonly customers: number; readonly weight: string | null }[]
> {
  const [key, column] = [weights.key, weights.column].map((name) => name && quoteIdentifier(name));
  const rows =
    await database.rows(`SELECT change, count(*), ${column === undefined ? 'NULL' : `sum(w.${column})::VARCHAR`}
FROM (${changes}) AS c LEFT JOIN ${weights.relation} AS w ON w.${key}::VARCHAR = c.customer GROUP BY change`);
  return rows.map(([change, customers, weight]) => ({
    change: change as ListChange,
    customers: Number(customers),
    weight: weight === null || weight === undefined ? null : String(weight),
  }));
}

/** How many of each there are in a relation of `changesBetween`. */
export function countChangesIn(
  database: Database,
  relation: string,
): Promise<Readonly<Record<ListChange, number>>> {
  return countChanges(database, `FROM ${quoteIdentifier(relation)}`);
}

/** Of a relation of `changesBetween`: `segment`, the key under its name, and `change` of those who entered or left, by key. */
export function moversQuery(relation: string, segment: string, key: string): string {
  return `SELECT ${quoteText(segment)} AS segment, customer AS ${quoteIdentifier(key)}, change
FROM ${relation} WHERE change <> 'stayed' ORDER BY customer`;
}
