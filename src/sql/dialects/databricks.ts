import {
  common,
  type Dialect,
  extract,
  isPlain,
  plain,
  replacing,
  type Spelling,
  tested,
} from '../dialect.ts';
import { spellPattern } from './pattern.ts';
import { backslashed, backticked, foldedLower, reserved } from './spelling.ts';

/** Words that are no names here, beside those of the standard. */
const reservedWords = reserved('anti except minus rows semi unnest lateral set view');

const startOf =
  (part: string): Spelling =>
  (day = '') =>
    `TRUNC(${day}, '${part}')`;

/**
 * Databricks and Spark SQL in ANSI mode. Its own: times without a zone are TIMESTAMP_NTZ, so that the zone of the
 * session takes no part; patterns of Java, where `$` stands before a last line end too.
 */
export const databricks: Dialect = {
  ...common,
  name: 'databricks',
  verified: 'only read, and never run on Databricks',
  into: replacing,
  identifier: (name) => (isPlain(name) && !reservedWords.has(name) ? name : backticked(name)),
  literal(type, text) {
    if (type === 'text') return backslashed(text);
    return type === 'timestamp' ? `TIMESTAMP_NTZ '${text}'` : common.literal(type, text);
  },
  type(type) {
    const names = {
      text: 'STRING',
      double: 'DOUBLE',
      timestamp: 'TIMESTAMP_NTZ',
      'text-list': 'ARRAY<STRING>',
    };
    if (typeof type !== 'object' && type in names) return names[type as keyof typeof names];
    return common.type(type);
  },
  operators: { ...common.operators, '%': '%', '//': 'DIV' },
  functions: {
    ...common.functions,
    least: plain('LEAST'),
    lower: foldedLower,
    translate: plain('TRANSLATE'),
    replace: plain('REPLACE'),
    contains: plain('CONTAINS'),
    'starts-with': plain('STARTSWITH'),
    'ends-with': plain('ENDSWITH'),
    matches: (item = '', pattern = '') => `(${item} RLIKE ${pattern})`,
    'list-contains': plain('ARRAY_CONTAINS'),
    'list-presence': (list = '') => `CASE WHEN SIZE(${list}) > 0 THEN SIZE(${list}) END`,
    'number-of': (item = '') => `TRY_CAST(${item} AS DECIMAL(38, 10))`,
    significant: (item = '') => `TRY_CAST(FORMAT_STRING('%.14e', CAST(${item} AS DOUBLE)) AS DOUBLE) + 0`,
    divide: (left = '', right = '') => `CAST(${left} AS DOUBLE) / NULLIF(CAST(${right} AS DOUBLE), 0)`,
    'days-between': (from = '', to = '') => `DATEDIFF(CAST(${to} AS DATE), CAST(${from} AS DATE))`,
    'add-days': (item = '', days = '') => `CAST(${item} AS TIMESTAMP_NTZ) + MAKE_DT_INTERVAL(${days})`,
    'add-seconds': (item = '', seconds = '') => `${item} + MAKE_DT_INTERVAL(0, 0, 0, ${seconds})`,
    'epoch-microseconds': (item = '') =>
      `TIMESTAMPDIFF(MICROSECOND, TIMESTAMP_NTZ '1970-01-01 00:00:00', ${item})`,
    quarter: extract('QUARTER'),
    'iso-weekday': (day = '') => `(WEEKDAY(${day}) + 1)`,
    'start-of-week': startOf('WEEK'),
    'start-of-month': startOf('MM'),
    'start-of-quarter': startOf('QUARTER'),
    'md5-bucket': (item = '') => `CAST(CONV(SUBSTR(MD5(${item}), 1, 8), 16, 10) AS BIGINT) % 10000`,
    'read-text': (item = '') => `NULLIF(TRIM(CAST(${item} AS STRING)), '')`,
    'read-time': (item = '') => `CAST(${item} AS TIMESTAMP_NTZ)`,
  },
  aggregates: { ...common.aggregates, median: 'MEDIAN', any: 'BOOL_OR' },
  first: (of = '', order = '') => `MIN_BY(${of}, CASE WHEN ${of} IS NOT NULL THEN ${order} END)`,
  listMap: (list, item, each) => `TRANSFORM(${list}, ${item} -> ${each})`,
  each: (texts, tests, name) =>
    `LATERAL VIEW EXPLODE(ARRAY_COMPACT(ARRAY(${tested(texts, tests)}))) AS ${name}`,
  pattern: (pattern) => spellPattern(pattern, { dot: '[^\\n]', end: '\\z' }),
};
