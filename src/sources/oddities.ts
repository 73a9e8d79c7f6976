/** Counts that tell what is odd in loaded tables. Each is one query over a table; nothing of it leaves as a value of a person. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { EventTable } from '../model/schema.ts';

/** An event table with its time, which has one. */
export type TimedTable = EventTable & { readonly time: string };

export interface TimeOddities {
  readonly rows: number;
  /** At or after the as-of. */
  readonly future: number;
  /** Before the year 2000, when no shop had these exports. */
  readonly ancient: number;
  /** Rows at midnight sharp. */
  readonly midnight: number;
}

/** `before` is the as-of on the column's clock. */
export async function timeOddities(
  table: TimedTable,
  before: string,
  database: Database,
): Promise<TimeOddities> {
  const time = quoteIdentifier(table.time);
  const [row = []] = await database.rows(
    `SELECT count(*), count(*) FILTER (WHERE ${time} >= ${quoteText(before)}::TIMESTAMP),
       count(*) FILTER (WHERE ${time} < DATE '2000-01-01'),
       count(*) FILTER (WHERE CAST(${time} AS TIMESTAMP) = CAST(CAST(${time} AS DATE) AS TIMESTAMP))
     FROM ${quoteIdentifier(table.relation)}`,
  );
  const [rows = 0, future = 0, ancient = 0, midnight = 0] = row.map(Number);
  return { rows, future, ancient, midnight };
}

/** The longest run of days without a row, between the first and the last before the as-of. */
export interface Silence {
  readonly days: number;
  /** The last day with a row before it, ISO. */
  readonly after: string;
  /** Days with rows, and days between them that are usual: 95 of 100 are no longer. */
  readonly active: number;
  readonly usual: number;
}

export async function longestSilence(
  table: TimedTable,
  before: string,
  database: Database,
): Promise<Silence | undefined> {
  const time = quoteIdentifier(table.time);
  const [row] = await database.rows(
    `WITH days AS (SELECT DISTINCT CAST(${time} AS DATE) AS day FROM ${quoteIdentifier(table.relation)}
         WHERE ${time} < ${quoteText(before)}::TIMESTAMP AND ${time} >= DATE '2000-01-01'),
       gaps AS (SELECT day, date_diff('day', day, lead(day) OVER (ORDER BY day)) - 1 AS gap FROM days)
     SELECT max(gap), CAST(arg_max(day, gap) AS VARCHAR), count(*), quantile_disc(gap, 0.95) FROM gaps WHERE gap IS NOT NULL`,
  );
  if (!row || row[0] === null) return undefined;
  return { days: Number(row[0]), after: String(row[1]), active: Number(row[2]), usual: Number(row[3]) };
}

/** Customers with a row on most days of a long time: scripts and test accounts, not people. */
export async function tireless(table: TimedTable, database: Database): Promise<number> {
  const [time, customer] = [quoteIdentifier(table.time), quoteIdentifier(table.customer)];
  const [[found] = []] = await database.rows(
    `SELECT count(*) FROM (
       SELECT ${customer}, count(DISTINCT CAST(${time} AS DATE)) AS days,
         date_diff('day', min(${time}), max(${time})) + 1 AS span
       FROM ${quoteIdentifier(table.relation)} WHERE ${customer} IS NOT NULL GROUP BY ${customer})
     WHERE days >= 60 AND days >= 0.8 * span`,
  );
  return Number(found);
}

export async function negativeMoney(table: EventTable, database: Database): Promise<number> {
  const [[found] = []] = await database.rows(
    `SELECT count(*) FROM ${quoteIdentifier(table.relation)} WHERE ${quoteIdentifier(table.value!)} < 0`,
  );
  return Number(found);
}

/** The different values of a column, the most frequent first, with their rows. */
export async function valueCounts(
  relation: string,
  column: string,
  database: Database,
): Promise<readonly (readonly [value: string, rows: number])[]> {
  const name = quoteIdentifier(column);
  const rows = await database.rows(
    `SELECT CAST(${name} AS VARCHAR), count(*) FROM ${quoteIdentifier(relation)} WHERE ${name} IS NOT NULL
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
  );
  return rows.map(([value, count]) => [String(value), Number(count)]);
}

/** Columns that had values in most rows and have none in the last 30 days that there are. */
export async function driedColumns(
  table: TimedTable,
  names: readonly string[],
  database: Database,
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const time = quoteIdentifier(table.time);
  const isLate = `${time} >= latest - INTERVAL 30 DAY`;
  const counts = names.flatMap((name) => [
    `count(${quoteIdentifier(name)}) FILTER (WHERE NOT ${isLate})`,
    `count(${quoteIdentifier(name)}) FILTER (WHERE ${isLate})`,
  ]);
  const [row = []] = await database.rows(
    `SELECT count(*) FILTER (WHERE NOT ${isLate}), count(*) FILTER (WHERE ${isLate}), ${counts.join(', ')}
     FROM ${quoteIdentifier(table.relation)}, (SELECT max(${time}) AS latest FROM ${quoteIdentifier(table.relation)})`,
  );
  const [early = 0, late = 0, ...filled] = row.map(Number);
  if (early < 20 || late < 20) return [];
  return names.filter((_, index) => filled[2 * index]! >= 0.5 * early && filled[2 * index + 1] === 0);
}

export interface SharedAddresses {
  readonly addresses: number;
  readonly customers: number;
  /** Of the address that most have. */
  readonly most: number;
}

/** Addresses, trimmed and in lower case, that more than one customer has. */
export async function sharedAddresses(
  relation: string,
  column: string,
  database: Database,
): Promise<SharedAddresses> {
  const [row = []] = await database.rows(
    `SELECT count(*), coalesce(sum(n), 0), coalesce(max(n), 0) FROM (
       SELECT count(*) AS n FROM ${quoteIdentifier(relation)} WHERE ${quoteIdentifier(column)} IS NOT NULL
       GROUP BY lower(trim(CAST(${quoteIdentifier(column)} AS VARCHAR))) HAVING count(*) > 1)`,
  );
  const [addresses = 0, customers = 0, most = 0] = row.map(Number);
  return { addresses, customers, most };
}

export interface KeyLook {
  /** What keys look like, digits as `9` and letters as `a`, the most frequent first. */
  readonly shapes: readonly string[];
  /** Unknown keys that would be known without their leading zeros, or with them. */
  readonly byZeros: number;
  /** In another letter case. */
  readonly byCase: number;
}

/** How the keys of unknown customers look beside those that are known. */
export async function unknownKeys(
  table: EventTable,
  customers: { readonly relation: string; readonly key: string },
  database: Database,
): Promise<KeyLook> {
  const key = quoteIdentifier(customers.key);
  const known = `SELECT ${key} FROM ${quoteIdentifier(customers.relation)}`;
  const unknown = `SELECT DISTINCT ${quoteIdentifier(table.customer)} AS k FROM ${quoteIdentifier(table.relation)}
    WHERE ${quoteIdentifier(table.customer)} IS NOT NULL AND ${quoteIdentifier(table.customer)} NOT IN (${known} WHERE ${key} IS NOT NULL)`;
  const [row = []] = await database.rows(
    `SELECT count(*) FILTER (WHERE ltrim(k, '0') IN (SELECT ltrim(${key}, '0') FROM ${quoteIdentifier(customers.relation)})),
       count(*) FILTER (WHERE lower(k) IN (SELECT lower(${key}) FROM ${quoteIdentifier(customers.relation)})) FROM (${unknown})`,
  );
  const shapes = await database.rows(
    `SELECT regexp_replace(regexp_replace(k, '[0-9]', '9', 'g'), '\\p{L}', 'a', 'g') AS shape FROM (${unknown})
     GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2`,
  );
  return { shapes: shapes.map(([shape]) => String(shape)), byZeros: Number(row[0]), byCase: Number(row[1]) };
}
