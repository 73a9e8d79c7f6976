import type { AggregateName, FunctionName, LiteralType, SqlType, WindowName } from './ast.ts';

/** How one engine spells what `ast.ts` means. A dialect spreads `common` and replaces what differs. */
export interface Dialect {
  readonly name: string;
  identifier(name: string): string;
  literal(type: LiteralType, text: string): string;
  type(type: SqlType): string;
  readonly functions: Readonly<Record<FunctionName, (...args: readonly string[]) => string>>;
  aggregate(
    name: AggregateName,
    arg: string | undefined,
    distinct: boolean,
    filter: string | undefined,
  ): string;
  /** The argument that is not NULL where the order is least. */
  first(arg: string, order: string): string;
  listMap(list: string, item: string, each: string): string;
  readonly windows: Readonly<Record<WindowName, string>>;
}

const plain =
  (name: string) =>
  (...args: readonly string[]): string =>
    `${name}(${args.join(', ')})`;

const extract =
  (part: string) =>
  (item = ''): string =>
    `EXTRACT(${part} FROM ${item})`;

const startOf =
  (part: string) =>
  (item = ''): string =>
    `CAST(DATE_TRUNC('${part}', ${item}) AS DATE)`;

/** The rule every engine is measured against: standard SQL, and DuckDB's word where there is no standard. */
export const common: Dialect = {
  name: 'common',
  identifier: (name) => (isPlain(name) ? name : `"${name.replaceAll('"', '""')}"`),
  literal(type, text) {
    switch (type) {
      case 'text':
        return `'${text.replaceAll("'", "''")}'`;
      case 'integer':
      case 'decimal':
        return text;
      case 'boolean':
        return text.toUpperCase();
      case 'date':
        return `DATE '${text}'`;
      case 'timestamp':
        return `TIMESTAMP '${text}'`;
    }
  },
  type(type) {
    if (typeof type === 'object') return `DECIMAL(${type.decimal.join(', ')})`;
    switch (type) {
      case 'text':
        return 'VARCHAR';
      case 'integer':
        return 'BIGINT';
      case 'double':
        return 'DOUBLE';
      case 'boolean':
        return 'BOOLEAN';
      case 'date':
        return 'DATE';
      case 'timestamp':
        return 'TIMESTAMP';
      case 'text-list':
        return 'VARCHAR[]';
    }
  },
  functions: {
    coalesce: plain('COALESCE'),
    nullif: plain('NULLIF'),
    least: plain('LEAST'),
    greatest: plain('GREATEST'),
    lower: plain('LOWER'),
    translate: plain('TRANSLATE'),
    replace: plain('REPLACE'),
    contains: plain('CONTAINS'),
    'starts-with': plain('STARTS_WITH'),
    'ends-with': plain('ENDS_WITH'),
    matches: plain('REGEXP_MATCHES'),
    'list-contains': plain('LIST_CONTAINS'),
    round: plain('ROUND'),
    divide: (left = '', right = '') => `CAST(${left} AS DOUBLE) / NULLIF(${right}, 0)`,
    'days-between': (from = '', to = '') => `DATE_DIFF('day', ${from}, ${to})`,
    'add-days': (item = '', days = '') => `${item} + TO_DAYS(CAST(${days} AS INTEGER))`,
    'add-seconds': (item = '', seconds = '') => `${item} + TO_SECONDS(${seconds})`,
    'epoch-microseconds': plain('EPOCH_US'),
    year: extract('YEAR'),
    quarter: extract('QUARTER'),
    month: extract('MONTH'),
    day: extract('DAY'),
    hour: extract('HOUR'),
    'iso-weekday': extract('ISODOW'),
    'start-of-week': startOf('week'),
    'start-of-month': startOf('month'),
    'start-of-quarter': startOf('quarter'),
    'start-of-year': startOf('year'),
    'md5-bucket': (item = '') => `CAST('0x' || SUBSTR(MD5(${item}), 1, 8) AS BIGINT) % 10000`,
    concat: (...args) => args.join(' || '),
    'clean-key': (key = '') => `source_key(${key})`,
  },
  aggregate(name, arg, distinct, filter) {
    const inner = arg === undefined ? '*' : `${distinct ? 'DISTINCT ' : ''}${arg}`;
    if (filter === undefined) return `${AGGREGATES[name]}(${inner})`;
    // A filter copies every argument of every aggregate beside it; only different values are worth that.
    if (distinct) return `${AGGREGATES[name]}(${inner}) FILTER (WHERE ${filter})`;
    return `${AGGREGATES[name]}(CASE WHEN ${filter} THEN ${arg ?? '1'} END)`;
  },
  first: (arg, order) => `ARG_MIN(${arg}, ${order})`,
  listMap: (list, item, each) => `LIST_TRANSFORM(${list}, LAMBDA ${item}: ${each})`,
  windows: {
    'row-number': 'ROW_NUMBER',
    rank: 'RANK',
    count: 'COUNT',
    sum: 'SUM',
    min: 'MIN',
    max: 'MAX',
    lag: 'LAG',
    ntile: 'NTILE',
  },
};

const AGGREGATES: Readonly<Record<AggregateName, string>> = {
  count: 'COUNT',
  sum: 'SUM',
  min: 'MIN',
  max: 'MAX',
  median: 'MEDIAN',
  any: 'BOOL_OR',
  first: 'FIRST',
};

/** Words that the engines reserve and that people use as column names; any other plain word stays bare. */
const RESERVED = new Set(
  (
    'all analyse analyze and anti any array as asc asof asymmetric at authorization between ' +
    'binary both by case cast check collate collation column concurrently constraint create cross ' +
    'current date default deferrable desc describe distinct do else end except exists extract ' +
    'false fetch filter first for foreign freeze from full glob grant group having ilike in ' +
    'initially inner intersect interval into is isnull join lambda last lateral leading left like ' +
    'limit map natural next not notnull null nulls of offset on only or order outer over overlaps ' +
    'partition pivot pivot_longer pivot_wider placing position positional precision primary ' +
    'qualify range references returning right row rows select semi set show similar some struct ' +
    'summarize symmetric table tablesample then time timestamp to top trailing true try_cast ' +
    'union unique unpack unpivot user using values variadic verbose when where window with'
  ).split(' '),
);

function isPlain(name: string): boolean {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name);
}
