/** Counts over texts and values of loaded tables that tell what is odd in them; nothing of it leaves as a value of a person. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';

/** A letter that could not be read, or two that are one in UTF-8, read as if each byte were a letter. */
const DAMAGED =
  '\\x{FFFD}|[\\x{C2}\\x{C3}\\x{C4}\\x{C5}\\x{102}\\x{139}][\\x{80}-\\x{BF}\\x{2013}-\\x{203A}\\x{20AC}\\x{2122}\\x{15A}\\x{15B}\\x{164}\\x{165}\\x{17D}\\x{17E}\\x{141}\\x{142}\\x{2C7}\\x{2D8}\\x{2DB}]';
/** Marks that databases, spreadsheets and statistics write; words of people such as `unknown` may be values. */
const NO_VALUE =
  '(?i)^(\\\\n|null|nil|nan|undefined|n/a|#n/a|<na>|#null!|#div/0!|#value!|#ref!|#num!|#name\\?)$';
const ADDRESS = '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$';

const isBeyondAscii = (cell: string): string => `strlen(${cell}) > length(${cell})`;
const isShort = (cell: string): string => `strlen(${cell}) < 10`;
const hasAt = (cell: string): string => `contains(${cell}, '@')`;

interface Looked {
  /** What every cell that matches has, and few others have: it is told sooner. */
  readonly sign: (cell: string) => string;
  readonly pattern: string;
}

const oddities = {
  /** Letters that were read in another encoding. */
  damaged: { sign: isBeyondAscii, pattern: DAMAGED },
  address: { sign: hasAt, pattern: ADDRESS },
  /** What programs write for no value. */
  'no-value': { sign: isShort, pattern: NO_VALUE },
} as const satisfies Readonly<Record<string, Looked>>;

export type OddText = keyof typeof oddities;

/** How many cells of each column are so. */
export async function countOdd(
  oddity: OddText,
  relation: string,
  columns: readonly string[],
  database: Database,
): Promise<readonly number[]> {
  const { sign, pattern } = oddities[oddity];
  if (columns.length === 0) return [];
  const counts = columns.map((name) => {
    const cell = quoteIdentifier(name);
    return `count_if(CASE WHEN ${sign(cell)} THEN regexp_matches(${cell}, ${quoteText(pattern)}) END)`;
  });
  const [row = []] = await database.rows(`SELECT ${counts.join(', ')} FROM ${quoteIdentifier(relation)}`);
  return row.map(Number);
}

/** Of each column whether it has one value in all rows. */
export async function onlyValues(
  relation: string,
  columns: readonly string[],
  database: Database,
): Promise<readonly boolean[]> {
  if (columns.length === 0) return [];
  const tests = columns.map((name) => `min(${quoteIdentifier(name)}) = max(${quoteIdentifier(name)})`);
  const [row = []] = await database.rows(`SELECT ${tests.join(', ')} FROM ${quoteIdentifier(relation)}`);
  return row.map((only) => only === true);
}

export interface Doers {
  readonly customers: number;
  /** With a row in the table. */
  readonly doers: number;
}

export async function countDoers(
  table: { readonly relation: string; readonly customer: string },
  customers: { readonly relation: string; readonly key: string },
  database: Database,
): Promise<Doers> {
  const [row = []] = await database.rows(
    `SELECT count(*), count(rows.customer) FROM ${quoteIdentifier(customers.relation)} AS customers
     LEFT JOIN (SELECT DISTINCT ${quoteIdentifier(table.customer)} AS customer FROM ${quoteIdentifier(table.relation)}) AS rows
       ON rows.customer = customers.${quoteIdentifier(customers.key)}`,
  );
  return { customers: Number(row[0]), doers: Number(row[1]) };
}
