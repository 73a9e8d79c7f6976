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

export async function withoutValue(relation: string, column: string, database: Database): Promise<number> {
  const [[found] = []] = await database.rows(
    `SELECT count(*) FROM ${quoteIdentifier(relation)} WHERE ${quoteIdentifier(column)} IS NULL`,
  );
  return Number(found);
}

export async function distinctValues(relation: string, column: string, database: Database): Promise<number> {
  const [[found] = []] = await database.rows(
    `SELECT count(DISTINCT ${quoteIdentifier(column)}) FROM ${quoteIdentifier(relation)}`,
  );
  return Number(found);
}

/** Rows with a value that stands in more rows in another letter case or with other blanks, and how many such values there are. */
export interface Respelled {
  readonly rows: number;
  readonly values: number;
}

/** Of columns whose values come again, at least twice as a rule: names of things, and not of people. */
export async function respelled(relation: string, column: string, database: Database): Promise<Respelled> {
  const name = quoteIdentifier(column);
  const [row = []] = await database.rows(
    `WITH spellings AS (SELECT ${name} AS value, count(*) AS rows FROM ${quoteIdentifier(relation)} WHERE ${name} IS NOT NULL GROUP BY 1),
       folded AS (SELECT sum(rows) - max(rows) AS others, count(*) AS ways FROM spellings
         GROUP BY regexp_replace(lower(value), '\\s+', ' ', 'g'))
     SELECT coalesce(sum(others) FILTER (WHERE ways > 1), 0), count(*) FILTER (WHERE ways > 1), (SELECT count(*) * 2 > sum(rows) FROM spellings) FROM folded`,
  );
  const [rows, values, isOfNames] = row;
  return isOfNames === true ? { rows: 0, values: 0 } : { rows: Number(rows), values: Number(values) };
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

export interface MixedDates {
  readonly column: string;
  /** As `date_format` says them, the most frequent first. */
  readonly forms: readonly string[];
  /** That have another form than most. */
  readonly rows: number;
}

const dateShapes = [
  ['YYYY-MM-DD', '\\d{4}-\\d{2}-\\d{2}'],
  ['DD.MM.YYYY', '\\d{1,2}\\.\\d{1,2}\\.\\d{4}'],
  ['DD/MM/YYYY', '\\d{1,2}/\\d{1,2}/\\d{4}'],
  ['YYYY/MM/DD', '\\d{4}/\\d{2}/\\d{2}'],
  ['DD-MM-YYYY', '\\d{1,2}-\\d{1,2}-\\d{4}'],
] as const;

/** Columns of text that hold nothing but dates, in more than one form. */
export async function mixedDates(
  relation: string,
  columns: readonly string[],
  database: Database,
): Promise<readonly MixedDates[]> {
  if (columns.length === 0) return [];
  const counts = columns.flatMap((column) => {
    const name = quoteIdentifier(column);
    const ofForm = dateShapes.map(
      ([, shape]) => `count(*) FILTER (WHERE regexp_full_match(${name}, ${quoteText(shape)}))`,
    );
    return [`count(${name})`, ...ofForm];
  });
  const [row = []] = await database.rows(`SELECT ${counts.join(', ')} FROM ${quoteIdentifier(relation)}`);
  const numbers = row.map(Number);
  return columns.flatMap((column, index) => {
    const [values = 0, ...ofForms] = numbers.slice(index * (dateShapes.length + 1));
    const found = dateShapes
      .map(([form], place) => ({ form, rows: ofForms[place] ?? 0 }))
      .filter(({ rows }) => rows > 0)
      .toSorted((a, b) => b.rows - a.rows);
    const all = found.reduce((sum, { rows }) => sum + rows, 0);
    if (found.length < 2 || all < values) return [];
    return [{ column, forms: found.map(({ form }) => form), rows: all - found[0]!.rows }];
  });
}

export interface OddAddresses {
  /** That nothing can be sent to. */
  readonly broken: number;
  /** Of whoever tried the shop out. */
  readonly tests: number;
}

/** E-mail addresses that are none, or of tests. */
export async function oddAddresses(
  relation: string,
  column: string,
  database: Database,
): Promise<OddAddresses> {
  const address = `lower(trim(CAST(${quoteIdentifier(column)} AS VARCHAR)))`;
  const [row = []] = await database.rows(
    `SELECT count(*) FILTER (WHERE NOT regexp_full_match(${address}, '[^@\\s,;]+@[^@\\s,;]+\\.[^@\\s,;.]+')),
       count(*) FILTER (WHERE regexp_matches(${address}, '^(tests?|tester|testing|dummy|asdf|qwerty|no-?reply)[0-9]*([+._-][^@]*)?@|@(tests?|mailinator)\\.[a-z]+$'))
     FROM ${quoteIdentifier(relation)} WHERE ${quoteIdentifier(column)} IS NOT NULL`,
  );
  const [broken = 0, tests = 0] = row.map(Number);
  return { broken, tests };
}

/** Customers that are created at or after the moment, on the clock of the column. */
export async function createdSince(
  { relation, created }: { readonly relation: string; readonly created: string },
  moment: string,
  database: Database,
): Promise<number> {
  const [[found] = []] = await database.rows(
    `SELECT count(*) FROM ${quoteIdentifier(relation)} WHERE ${quoteIdentifier(created)} >= ${quoteText(moment)}::TIMESTAMP`,
  );
  return Number(found);
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
