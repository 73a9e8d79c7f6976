/** The values of a list as they are compared with fields that are no text. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { ValueType } from '../model/value.ts';

export interface ListForm {
  readonly words: string;
  readonly pattern: string;
  readonly read: string;
}

const NUMBER = { words: 'a number', pattern: '[-+]?[0-9]+([.][0-9]+)?' };

/** How the text of a list is read for fields that are no text; those without a form cannot be in a list. */
export const listForms: Readonly<Partial<Record<ValueType, ListForm>>> = {
  integer: { ...NUMBER, read: 'TRY_CAST(value AS DECIMAL(38, 12))' },
  decimal: { ...NUMBER, read: 'TRY_CAST(value AS DECIMAL(38, 12))' },
  float: { ...NUMBER, read: 'TRY_CAST(value AS DOUBLE)' },
  quotient: { ...NUMBER, read: 'round(TRY_CAST(value AS DOUBLE), 6)' },
  date: {
    words: 'a date such as `2026-06-30`',
    pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}',
    read: 'TRY_CAST(value AS DATE)',
  },
  boolean: { words: '`true` or `false`', pattern: '(?i)true|false', read: 'CAST(lower(value) AS BOOLEAN)' },
};

/** Makes the relation's texts values of the form, unless some are none; gives how many are none, of how many. */
export async function typeList(
  relation: string,
  { pattern, read }: ListForm,
  database: Database,
): Promise<{ readonly wrong: number; readonly all: number }> {
  const name = quoteIdentifier(relation);
  const typed = `CASE WHEN regexp_full_match(value, '${pattern}') THEN ${read} END`;
  const [row = []] = await database.rows(
    `SELECT count(*) FILTER (WHERE (${typed}) IS NULL), count(*) FROM ${name}`,
  );
  const [wrong = 0, all = 0] = row.map(Number);
  if (wrong === 0) {
    await database.run(`CREATE OR REPLACE TABLE ${name} AS SELECT DISTINCT ${typed} AS value FROM ${name}`);
  }
  return { wrong, all };
}
