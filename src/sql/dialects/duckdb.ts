import { applied, common, type Dialect, extract, plain, replacing, type Spelling } from '../dialect.ts';

const startOf =
  (part: string): Spelling =>
  (item = '') =>
    `CAST(DATE_TRUNC('${part}', ${item}) AS DATE)`;

export const duckdb: Dialect = {
  ...common,
  name: 'duckdb',
  verified: 'run on the DuckDB 1.5 that `segment run` has',
  into: replacing,
  unites: true,
  type: (type) => (type === 'text-list' ? 'VARCHAR[]' : type === 'double' ? 'DOUBLE' : common.type(type)),
  operators: { ...common.operators, '%': '%', '//': '//' },
  functions: {
    ...common.functions,
    least: plain('LEAST'),
    ln: plain('LN'),
    exp: plain('EXP'),
    translate: plain('TRANSLATE'),
    replace: plain('REPLACE'),
    contains: plain('CONTAINS'),
    'starts-with': plain('STARTS_WITH'),
    'ends-with': plain('ENDS_WITH'),
    matches: plain('REGEXP_MATCHES'),
    'list-contains': plain('LIST_CONTAINS'),
    round: plain('ROUND'),
    'number-of': (item = '') => `TRY_CAST(${item} AS DECIMAL(38, 10))`,
    significant: (item = '') => `CAST(FORMAT('{:.15g}', CAST(${item} AS DOUBLE)) AS DOUBLE) + 0`,
    divide: (left = '', right = '') => `CAST(${left} AS DOUBLE) / NULLIF(${right}, 0)`,
    'days-between': (from = '', to = '') => `DATE_DIFF('day', ${from}, ${to})`,
    'add-days': (item = '', days = '') => `${item} + TO_DAYS(CAST(${days} AS INTEGER))`,
    'add-seconds': (item = '', seconds = '') => `${item} + TO_SECONDS(${seconds})`,
    'epoch-microseconds': plain('EPOCH_US'),
    quarter: extract('QUARTER'),
    'iso-weekday': extract('ISODOW'),
    'start-of-week': startOf('week'),
    'start-of-month': startOf('month'),
    'start-of-quarter': startOf('quarter'),
    'md5-bucket': (item = '') => `CAST('0x' || SUBSTR(MD5(${item}), 1, 8) AS BIGINT) % 10000`,
    'clean-key': (key = '') => `source_key(${key})`,
    'has-bit': (number = '', bit = '') => `(${number} & ${bit} <> 0)`,
  },
  aggregates: { ...common.aggregates, median: 'MEDIAN', any: 'BOOL_OR', 'count-true': 'COUNT_IF' },
  // A filter copies every argument of every aggregate beside it; only different values are worth that.
  filtered: (name, arg, distinct, filter) =>
    distinct
      ? `${applied(name, `DISTINCT ${arg}`)} FILTER (WHERE ${filter})`
      : common.filtered(name, arg, distinct, filter),
  first: plain('ARG_MIN'),
  listMap: (list, item, each) => `LIST_TRANSFORM(${list}, LAMBDA ${item}: ${each})`,
};
