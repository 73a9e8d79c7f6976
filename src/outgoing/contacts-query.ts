/** Names and addresses of customers, cleaned, in SQL. */
import { type ContactColumns, contactFields } from '../evaluation/contacts.ts';
import type { CustomerTable } from '../model/schema.ts';
import type { Select } from '../sql/ast.ts';
import { cast, column, sqlNull } from '../sql/build.ts';
import type { Dialect } from '../sql/dialect.ts';
import { printQuery } from '../sql/print.ts';
import { callingCodes } from './calling-codes.ts';
import { isDigest } from './digest.ts';

/**
 * A query of every customer: `customer` (the key) and the names of `ContactName`. What is no address is no `email`.
 * Numbers of customers without a country are taken for those of `country` (ISO 3166 alpha-2), when it is given.
 */
export function contactsQuery(
  customers: CustomerTable,
  columns: ContactColumns,
  country: string | undefined,
  dialect: Dialect,
): string {
  const fields = contactFields.map((field) => `${trimmed(field)} AS ${field}`);
  const fallback = country === undefined ? 'NULL' : dialect.literal('text', country);
  return `WITH
calling(iso, code, shortest, longest, trunk, keeps_zero) AS (VALUES ${callingRows()}),
given AS (
${printQuery({ with: [], body: fieldsOf(customers, columns) }, dialect)}
),
written AS (SELECT customer, ${fields.join(', ')} FROM given),
placed AS (
  SELECT * REPLACE (${emailOf()} AS email, ${countryOf(fallback)} AS country),
    email IS NOT NULL AND ${emailOf()} IS NULL AS is_misaddressed,
    regexp_replace(phone, '[(]0[)]|[^0-9]', '', 'g') AS digits,
    CASE WHEN regexp_full_match(phone, '[-+0-9 ().\\/\\x{a0}\\x{2010}-\\x{2015}]+') THEN phone END AS number
  FROM written
)
SELECT customer, ${contactFields.join(', ')}, is_misaddressed, ${numberOf()} AS e164
FROM placed LEFT JOIN calling ON iso = country`;
}

/** The fields as the data has them. */
function fieldsOf({ relation, key }: CustomerTable, columns: ContactColumns): Select {
  const fields = contactFields.map((field) => {
    const name = columns[field];
    return { expr: cast(name === undefined ? sqlNull : column(name), 'text'), as: field };
  });
  return {
    kind: 'select',
    items: [{ expr: column(key), as: 'customer' }, ...fields],
    from: { relation },
  };
}

function trimmed(text: string): string {
  return `nullif(regexp_replace(${text}, '^${BLANK}+|${BLANK}+$', '', 'g'), '')`;
}

/** Blanks of every kind, those that do not show included. */
const BLANK = '[\\s\\pZ\\x{200b}\\x{feff}]';

/** A blank beside `@` or a dot was never meant; one between words says that it is more than an address. */
function emailOf(): string {
  const closed = `regexp_replace(email, '${BLANK}*([@.])${BLANK}*', '\\1', 'g')`;
  const isAddress = `regexp_full_match(${closed}, '[^@\\s\\pZ]+@[^@\\s\\pZ]+')`;
  return `CASE WHEN ${isDigest('email')} THEN email WHEN ${isAddress} THEN ${closed} END`;
}

/** Codes in capitals; whatever else stands there is left as it is. */
function countryOf(fallback: string): string {
  const code = "CASE upper(country) WHEN 'UK' THEN 'GB' ELSE upper(country) END";
  return `CASE WHEN length(country) = 2 THEN ${code} ELSE coalesce(country, ${fallback}) END`;
}

/** With a plus or two zeros the code stands there; else the number is the country's, in one of the ways to write it. */
function numberOf(): string {
  const abroad = "CASE WHEN digits LIKE '00%' THEN substr(digits, 3) ELSE digits END";
  const isAbroad = "regexp_matches(number, '^[( ]*[+]') OR digits LIKE '00%'";
  const national = "CASE WHEN keeps_zero THEN digits ELSE regexp_replace(digits, '^0', '') END";
  const afterTrunk =
    "CASE WHEN trunk <> '' AND starts_with(digits, trunk) THEN substr(digits, length(trunk) + 1) END";
  const afterCode = 'CASE WHEN starts_with(digits, code) THEN substr(digits, length(code) + 1) END';
  const ways = [national, afterTrunk, afterCode].map(
    (way) => `WHEN length(${way}) BETWEEN shortest AND longest THEN '+' || code || (${way})`,
  );
  return `CASE
    WHEN number IS NULL THEN NULL
    WHEN ${isAbroad} THEN CASE WHEN regexp_full_match(${abroad}, '[1-9][0-9]{6,14}') THEN '+' || (${abroad}) END
    ${ways.join('\n    ')}
  END`;
}

function callingRows(): string {
  return callingCodes
    .map(
      ({ country, code, shortest, longest, trunk, keepsZero }) =>
        `('${country}', '${code}', ${shortest}, ${longest}, '${trunk}', ${keepsZero})`,
    )
    .join(', ');
}
