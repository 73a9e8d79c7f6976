import { common, type Dialect, plain, type Spelling, tested } from '../dialect.ts';
import { spellPattern } from './pattern.ts';
import { foldedLower } from './spelling.ts';

const startOf =
  (part: string): Spelling =>
  (day = '') =>
    `DATE_TRUNC('${part}', ${day})`;

const ignoringNulls =
  (name: string): Spelling =>
  (...args) =>
    `${name}(FILTER(ARRAY[${args.join(', ')}], item -> item IS NOT NULL))`;

/**
 * Trino. Its own: a least value that is NULL beside NULL; a quotient of whole numbers is whole; quantiles that are
 * approximate, so that `median` is refused; patterns of Java.
 */
export const trino: Dialect = {
  ...common,
  name: 'trino',
  verified: 'only read, and never run on Trino',
  type(type) {
    const names = { double: 'DOUBLE', timestamp: 'TIMESTAMP(6)', 'text-list': 'ARRAY(VARCHAR)' };
    if (typeof type !== 'object' && type in names) return names[type as keyof typeof names];
    return common.type(type);
  },
  operators: { ...common.operators, '%': '%', '//': '/' },
  functions: {
    ...common.functions,
    least: ignoringNulls('ARRAY_MIN'),
    lower: foldedLower,
    translate: plain('TRANSLATE'),
    replace: plain('REPLACE'),
    contains: (item = '', part = '') => `(STRPOS(${item}, ${part}) > 0)`,
    'starts-with': plain('STARTS_WITH'),
    'ends-with': (item = '', part = '') => `(SUBSTR(${item}, -LENGTH(${part})) = ${part})`,
    matches: plain('REGEXP_LIKE'),
    'list-contains': plain('CONTAINS'),
    'list-presence': (list = '') => `NULLIF(CARDINALITY(${list}), 0)`,
    'number-of': (item = '') => `TRY_CAST(${item} AS DECIMAL(38, 10))`,
    significant: (item = '') => `TRY_CAST(FORMAT('%.14e', CAST(${item} AS DOUBLE)) AS DOUBLE) + 0`,
    divide: (left = '', right = '') => `CAST(${left} AS DOUBLE) / NULLIF(CAST(${right} AS DOUBLE), 0)`,
    'days-between': (from = '', to = '') => `DATE_DIFF('day', CAST(${from} AS DATE), CAST(${to} AS DATE))`,
    'add-days': (item = '', days = '') => `CAST(${item} AS TIMESTAMP(6)) + ${days} * INTERVAL '1' DAY`,
    'add-seconds': (item = '', seconds = '') => `${item} + ${seconds} * INTERVAL '1' SECOND`,
    'epoch-microseconds': (item = '') => `CAST(ROUND(TO_UNIXTIME(${item}) * 1e6) AS BIGINT)`,
    quarter: plain('QUARTER'),
    'iso-weekday': plain('DAY_OF_WEEK'),
    'start-of-week': startOf('week'),
    'start-of-month': startOf('month'),
    'start-of-quarter': startOf('quarter'),
    'md5-bucket': (item = '') => `FROM_BASE(SUBSTR(TO_HEX(MD5(TO_UTF8(${item}))), 1, 8), 16) % 10000`,
    'read-text': (item = '') => `NULLIF(TRIM(CAST(${item} AS VARCHAR)), '')`,
    'read-time': (item = '') => `CAST(${item} AS TIMESTAMP(6))`,
  },
  aggregates: { ...common.aggregates, any: 'BOOL_OR' },
  first: (of = '', order = '') => `MIN_BY(${of}, CASE WHEN ${of} IS NOT NULL THEN ${order} END)`,
  listMap: (list, item, each) => `TRANSFORM(${list}, ${item} -> ${each})`,
  each: (texts, tests, name) =>
    `CROSS JOIN UNNEST(FILTER(ARRAY[${tested(texts, tests)}], item -> item IS NOT NULL)) AS chosen (${name})`,
  pattern: (pattern) => spellPattern(pattern, { dot: '[^\\n]', end: '\\z' }),
};
