import type { Expr } from '../ast.ts';
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
import { shortened } from './identifiers.ts';
import { backslashed, backticked, foldedLower, reserved } from './spelling.ts';

/** Words that are no names here, beside those of the standard. */
const reservedWords = reserved(
  'assert_rows_modified contains cube define enum escape exclude groups hash if ignore lookup merge new no ' +
    'nulls of over preceding proto recursive respect rollup rows set treat unnest within',
);

const dateTime = (item: string): string => `CAST(${item} AS DATETIME)`;

const startOf =
  (part: string): Spelling =>
  (day = '') =>
    `DATE_TRUNC(${day}, ${part})`;

/** Not in names of columns: https://cloud.google.com/bigquery/docs/schemas#flexible-column-names */
const UNNAMEABLE = /[!"$()*,./;?@[\\\]^`{}~]/g;
const LONGEST_NAME = 300;

/** Bytes of the longest query. */
const LONGEST_QUERY = 1_048_576;

/** The mean of the two in the middle, which are one where their count is odd. */
const median: Spelling = (of = '') => {
  const at = (place: string): string =>
    `ARRAY_AGG(${of} IGNORE NULLS ORDER BY ${of})[SAFE_OFFSET(DIV(${place}, 2))]`;
  return `(${at(`COUNT(${of}) - 1`)} + ${at(`COUNT(${of})`)}) / 2`;
};

/**
 * BigQuery. Its own: times without a zone are DATETIME; decimals are BIGNUMERIC, which a cast does not round; weeks that
 * begin on Sunday; no exact quantile as an aggregate.
 */
export const bigquery: Dialect = {
  ...common,
  name: 'bigquery',
  verified: 'run on the reference evaluator of GoogleSQL (ZetaSQL 1.13), and never on BigQuery itself',
  into: replacing,
  // Of FLOAT64 there are no partitions; of the numbers as text, which is the same for equal ones, there are.
  partition: ([first, ...more]) => [
    ...(first ? [first] : []),
    ...more.map((item) => `TO_JSON_STRING(${item})`),
  ],
  columnName: (name) => shortened(name.replaceAll(UNNAMEABLE, '_'), LONGEST_NAME),
  tooLong: (bytes) =>
    bytes > LONGEST_QUERY ? 'longer than the 1 MB that BigQuery reads: ask for fewer segments' : undefined,
  identifier: (name) => (isPlain(name) && !reservedWords.has(name) ? name : backticked(name)),
  literal(type, text) {
    switch (type) {
      case 'text':
        return backslashed(text);
      case 'decimal':
        return `BIGNUMERIC '${text}'`;
      case 'timestamp':
        return `DATETIME '${text}'`;
      default:
        return common.literal(type, text);
    }
  },
  type(type) {
    if (typeof type === 'object') return 'BIGNUMERIC';
    const names = {
      text: 'STRING',
      integer: 'INT64',
      double: 'FLOAT64',
      boolean: 'BOOL',
      date: 'DATE',
      timestamp: 'DATETIME',
      'text-list': 'ARRAY<STRING>',
    };
    return names[type];
  },
  cast: (item, type) =>
    typeof type === 'object' ? `ROUND(CAST(${item} AS BIGNUMERIC), ${type.decimal[1]})` : undefined,
  operators: {
    ...common.operators,
    '%': (left, right) => `MOD(${left}, ${right})`,
    '//': (left, right) => `DIV(${left}, ${right})`,
  },
  functions: {
    ...common.functions,
    least: plain('LEAST'),
    lower: foldedLower,
    translate: plain('TRANSLATE'),
    replace: plain('REPLACE'),
    contains: (item = '', part = '') => `(STRPOS(${item}, ${part}) > 0)`,
    'starts-with': plain('STARTS_WITH'),
    'ends-with': plain('ENDS_WITH'),
    matches: plain('REGEXP_CONTAINS'),
    'list-contains': (list = '', item = '') => `(${item} IN UNNEST(${list}))`,
    'list-presence': (list = '') => `NULLIF(ARRAY_LENGTH(${list}), 0)`,
    'number-of': (item = '') => `ROUND(SAFE_CAST(${item} AS BIGNUMERIC), 10)`,
    significant: (item = '') => `SAFE_CAST(FORMAT('%.15g', CAST(${item} AS FLOAT64)) AS FLOAT64) + 0`,
    divide: (left = '', right = '') => `CAST(${left} AS FLOAT64) / NULLIF(CAST(${right} AS FLOAT64), 0)`,
    'days-between': (from = '', to = '') => `DATE_DIFF(CAST(${to} AS DATE), CAST(${from} AS DATE), DAY)`,
    'add-days': (item = '', days = '') => `DATETIME_ADD(${dateTime(item)}, INTERVAL ${days} DAY)`,
    'add-seconds': (item = '', seconds = '') => `DATETIME_ADD(${dateTime(item)}, INTERVAL ${seconds} SECOND)`,
    'epoch-microseconds': (item = '') => `UNIX_MICROS(TIMESTAMP(${item}, 'UTC'))`,
    quarter: extract('QUARTER'),
    'iso-weekday': (day = '') => `(MOD(EXTRACT(DAYOFWEEK FROM ${day}) + 5, 7) + 1)`,
    'start-of-week': startOf('ISOWEEK'),
    'start-of-month': startOf('MONTH'),
    'start-of-quarter': startOf('QUARTER'),
    'md5-bucket': (item = '') =>
      `MOD(CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(${item})), 1, 8)) AS INT64), 10000)`,
    'read-text': (item = '') => `NULLIF(TRIM(CAST(${item} AS STRING)), '')`,
    'read-time': dateTime as Spelling,
  },
  aggregates: { ...common.aggregates, median, any: 'LOGICAL_OR' },
  first: (of = '', order = '') =>
    `ARRAY_AGG(IF(${order} IS NULL, NULL, ${of}) IGNORE NULLS ORDER BY ${order} LIMIT 1)[SAFE_OFFSET(0)]`,
  listMap: (list, item, each) => `ARRAY(SELECT ${each} FROM UNNEST(${list}) AS ${item})`,
  each: (texts, tests, name) =>
    `CROSS JOIN UNNEST(ARRAY(SELECT item FROM UNNEST([${tested(texts, tests)}]) AS item WHERE item IS NOT NULL)) AS ${name}`,
  refuses,
};

/** Years of one to four digits. */
function refuses(node: Expr): string | undefined {
  const isDate = node.kind === 'literal' && (node.type === 'date' || node.type === 'timestamp');
  return isDate && !/^\d{4}-/.test(node.text) ? `the date \`${node.text.slice(0, 10)}\`` : undefined;
}
