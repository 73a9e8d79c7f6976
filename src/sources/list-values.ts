/** The values of a list as they are compared with fields that are no text. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { ValueType } from '../model/value.ts';
import type { Dialect } from '../sql/dialect.ts';

export interface ListForm {
  readonly words: string;
  readonly pattern: string;
  /** Whether the values are decimals. */
  readonly isExact?: true;
  /** The value as SQL; an exact one has so many digits after the point. */
  readonly read: (scale: number, dialect: Dialect) => string;
}

const numberShape = { words: 'a number', pattern: '[-+]?[0-9]+([.][0-9]+)?' };

/** Digits after the point that leave room for large numbers before it. */
const FEWEST_DIGITS = 12;
const MOST_DIGITS = 18;

const decimals: ListForm = {
  ...numberShape,
  isExact: true,
  read: (scale) => `TRY_CAST(value AS DECIMAL(38, ${scale}))`,
};

/** How the text of a list is read for fields that are no text; those without a form cannot be in a list. */
export const listForms: Readonly<Partial<Record<ValueType, ListForm>>> = {
  integer: decimals,
  decimal: decimals,
  float: { ...numberShape, read: () => 'TRY_CAST(value AS DOUBLE)' },
  quotient: { ...numberShape, read: (_, { functions }) => functions.significant!('value') },
  date: {
    words: 'a date such as `2026-06-30`',
    pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}',
    read: () => 'TRY_CAST(value AS DATE)',
  },
  boolean: {
    words: '`true` or `false`',
    pattern: '(?i)true|false',
    read: () => 'CAST(lower(value) AS BOOLEAN)',
  },
};

/**
 * Makes the relation's texts values of the form, unless some are none; gives how many are none, of how many, and the
 * digits after the point of exact ones: those of the list, but at least `leastScale`, which those compared with it have.
 */
export async function typeList(
  relation: string,
  { pattern, read }: ListForm,
  leastScale: number,
  { database, dialect }: { readonly database: Database; readonly dialect: Dialect },
): Promise<{ readonly wrong: number; readonly all: number; readonly scale: number }> {
  const name = quoteIdentifier(relation);
  const [[digits] = []] = await database.rows(`SELECT max(length(split_part(value, '.', 2))) FROM ${name}`);
  const scale = Math.max(FEWEST_DIGITS, leastScale, Math.min(MOST_DIGITS, Number(digits ?? 0)));
  const value = read(scale, dialect);
  const typed = `CASE WHEN regexp_full_match(value, '${pattern}') THEN ${value} END`;
  const [row = []] = await database.rows(
    `SELECT count(*) FILTER (WHERE (${typed}) IS NULL), count(*) FROM ${name}`,
  );
  const [wrong = 0, all = 0] = row.map(Number);
  if (wrong === 0) {
    await database.run(`CREATE OR REPLACE TABLE ${name} AS SELECT DISTINCT ${typed} AS value FROM ${name}`);
  }
  return { wrong, all, scale };
}
