import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { CustomerTable } from '../model/schema.ts';

/** Up to three keys of customers that are the one asked for but for zeros in front, case and blanks, and since when they are there. */
export async function keysLike(
  key: string,
  { relation, key: column, created }: CustomerTable,
  database: Database,
): Promise<readonly { readonly key: string; readonly created: string }[]> {
  const name = quoteIdentifier(column);
  const since = created === undefined ? 'NULL' : `CAST(${quoteIdentifier(created)} AS VARCHAR)`;
  const folded = (text: string): string => `ltrim(lower(trim(${text})), '0')`;
  const rows = await database.rows(
    `SELECT ${name}, ${since} FROM ${quoteIdentifier(relation)}
     WHERE ${folded(name)} = ${folded(quoteText(key))} ORDER BY ${name} LIMIT 3`,
  );
  return rows.map(([found, at]) => ({ key: String(found), created: String(at) }));
}
