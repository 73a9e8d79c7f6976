import type { Expr } from '../ast.ts';
import { common, type Dialect, extract, plain, type Spelling, tested } from '../dialect.ts';
import { shortened } from './identifiers.ts';
import { spellPattern } from './pattern.ts';

/** Bytes of a longer name are cut off, and two names may become one. */
const LONGEST_NAME = 63;

const startOf =
  (part: string): Spelling =>
  (day = '') =>
    `CAST(DATE_TRUNC('${part}', CAST(${day} AS TIMESTAMP)) AS DATE)`;

/** In text with backslashes nothing depends on `standard_conforming_strings`. */
const text = (value: string): string => {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return value.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
};

/**
 * PostgreSQL 15. Its own: names of 63 bytes; text ordered by the collation of the database, so that columns are read
 * in that of bytes; letters made small by ICU, which every build has, save the two that only Unicode's full mapping
 * changes; numbers without a limit; no minimum of booleans.
 */
export const postgres: Dialect = {
  ...common,
  name: 'postgres',
  verified: 'run on PostgreSQL 15 and 18',
  makesTogether: true,
  shownAs: 'AS NOT MATERIALIZED',
  identifier: (name) => common.identifier(shortened(name, LONGEST_NAME)),
  literal: (type, value) => (type === 'text' ? text(value) : common.literal(type, value)),
  type(type) {
    if (typeof type === 'object') return `NUMERIC(${type.decimal.join(', ')})`;
    return type === 'text' ? 'TEXT' : type === 'text-list' ? 'TEXT[]' : common.type(type);
  },
  operators: { ...common.operators, '%': '%', '//': (left, right) => `DIV(${left}, ${right})` },
  functions: {
    ...common.functions,
    least: plain('LEAST'),
    lower: (item = '') => `(LOWER(TRANSLATE(${item}, 'İΣ', 'iσ') COLLATE "und-x-icu") COLLATE "C")`,
    translate: plain('TRANSLATE'),
    replace: plain('REPLACE'),
    contains: (item = '', part = '') => `(STRPOS(${item}, ${part}) > 0)`,
    'starts-with': plain('STARTS_WITH'),
    'ends-with': (item = '', part = '') => `(RIGHT(${item}, LENGTH(${part})) = ${part})`,
    matches: (item = '', pattern = '') => `(${item} ~ ${pattern})`,
    'list-contains': (list = '', item = '') => `(${item} = ANY(${list}))`,
    'number-of': (item = '') =>
      `CASE WHEN ${item} ~ '^[+-]?[0-9]{1,28}([.][0-9]*)?$' THEN CAST(${item} AS NUMERIC(38, 10)) END`,
    significant: (item = '') =>
      `CAST(CAST(CAST(${item} AS DOUBLE PRECISION) AS NUMERIC) AS DOUBLE PRECISION)`,
    'days-between': (from = '', to = '') => `(CAST(${to} AS DATE) - CAST(${from} AS DATE))`,
    'add-days': (item = '', days = '') => `${item} + MAKE_INTERVAL(days => CAST(${days} AS INTEGER))`,
    'add-seconds': (item = '', seconds = '') => `${item} + MAKE_INTERVAL(secs => ${seconds})`,
    'epoch-microseconds': (item = '') => `CAST(EXTRACT(EPOCH FROM ${item}) * 1000000 AS BIGINT)`,
    quarter: extract('QUARTER'),
    'iso-weekday': extract('ISODOW'),
    'start-of-week': startOf('week'),
    'start-of-month': startOf('month'),
    'start-of-quarter': startOf('quarter'),
    'md5-bucket': (item = '') => `CAST(CAST('x' || SUBSTR(MD5(${item}), 1, 8) AS BIT(32)) AS BIGINT) % 10000`,
    'read-text': (item = '') => `NULLIF(BTRIM(CAST(${item} AS TEXT), E' \\t\\n\\x0B\\f\\r'), '') COLLATE "C"`,
    'read-time': (item = '') => `CAST(${item} AS TIMESTAMP)`,
    // Of a `timestamptz` a cast is in the zone of the session; its seconds are those of UTC, as of a `timestamp`.
    'read-instant': (item = '') =>
      `(TIMESTAMP '1970-01-01 00:00:00' + EXTRACT(EPOCH FROM ${item}) * INTERVAL '1 second')`,
    'read-list': (list = '') => `NULLIF(${list}, '{}')`,
  },
  aggregates: {
    ...common.aggregates,
    median: (of = '') => `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY ${of})`,
    any: 'BOOL_OR',
  },
  first: (of = '', order = '') =>
    `(ARRAY_AGG(${of} ORDER BY ${order}) FILTER (WHERE ${of} IS NOT NULL AND ${order} IS NOT NULL))[1]`,
  listMap: (list, item, each) => `ARRAY(SELECT ${each} FROM UNNEST(${list}) AS ${item})`,
  // The texts are ordered by bytes, as columns are.
  each: (texts, tests, name) =>
    `CROSS JOIN UNNEST(ARRAY_REMOVE(ARRAY[${tested(texts, tests)}] COLLATE "C", NULL)) AS ${name}`,
  // `.` would meet line ends.
  pattern: (pattern) => spellPattern(pattern, { dot: '[^\\n]', end: '$' }),
  refuses,
};

function refuses(node: Expr): string | undefined {
  if (node.kind === 'literal' && node.type === 'text' && node.text.includes('\0'))
    return 'text with a NUL character';
  return undefined;
}
