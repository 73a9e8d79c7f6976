import type { Expr, SqlType } from '../ast.ts';
import { common, type Dialect, isPlain, plain, type Spelling } from '../dialect.ts';

const escaped = (text: string): string => text.replaceAll('\\', '\\\\');
const text = (value: string): string => `'${escaped(value).replaceAll("'", "\\'")}'`;
const backticked = (name: string): string => `\`${escaped(name).replaceAll('`', '\\`')}\``;

/** Whatever is cast may be missing. */
function typeName(type: SqlType): string {
  if (typeof type === 'object') return `Decimal(${type.decimal.join(', ')})`;
  switch (type) {
    case 'text':
      return 'String';
    case 'integer':
      return 'Int64';
    case 'double':
      return 'Float64';
    case 'boolean':
      return 'Bool';
    case 'date':
      return 'Date32';
    case 'timestamp':
      return "DateTime64(6, 'UTC')";
    case 'text-list':
      return 'Array(String)';
  }
}

const nullable = (type: SqlType): string =>
  type === 'text-list' ? typeName(type) : `Nullable(${typeName(type)})`;

/** Decimals as they are written: without a type they are floating-point numbers. */
function decimal(digits: string): string {
  const scale = digits.split('.')[1]?.length ?? 0;
  return `toDecimal128('${digits}', ${scale})`;
}

/** Casts to decimals cut digits off: half of the last is added before. */
const rounding = (item: string, scale: number): string =>
  `(${item}) + sign(${item}) * ${decimal(`0.${'0'.repeat(scale)}5`)}`;

/** Of a column that is never missing, windows make 0 or 1970 where there is no row. */
const ofNullable =
  (name: string): Spelling =>
  (inner = '') =>
    inner === '*' || inner.startsWith('DISTINCT ') ? `${name}(${inner})` : `${name}(toNullable(${inner}))`;

const cast =
  (type: SqlType): Spelling =>
  (item = '') =>
    `CAST(${item} AS ${nullable(type)})`;

/**
 * ClickHouse. Its own: types that cannot be missing, so that what is read and cast is made to; joins, aggregates of no
 * rows and names as the settings at the end say; decimals that have to be said to be, and that casts cut off; days and times between 1900 and
 * 2299; bytes unless a function has UTF8 in its name; patterns in which `.` meets line ends.
 */
export const clickhouse: Dialect = {
  ...common,
  name: 'clickhouse',
  verified: 'run on ClickHouse 26.7',
  renames: true,
  inlines: true,
  tooLong: (bytes) =>
    bytes > 262_144 ? 'longer than ClickHouse reads unless it is told to: `--max_query_size 0`' : undefined,
  into: (table) => `CREATE OR REPLACE TABLE ${table} ENGINE = MergeTree ORDER BY tuple() AS`,
  identifier: (name) => (isPlain(name) ? name : backticked(name)),
  literal(type, value) {
    switch (type) {
      case 'text':
        return text(value);
      case 'decimal':
        return decimal(value);
      case 'date':
        return `toDate32('${value}')`;
      case 'timestamp':
        return `toDateTime64('${value}', 6, 'UTC')`;
      default:
        return common.literal(type, value);
    }
  },
  type: nullable,
  cast(item, type) {
    if (typeof type === 'object') return `CAST(${rounding(item, type.decimal[1])} AS ${nullable(type)})`;
    return type === 'text-list' && item === 'NULL' ? `CAST([] AS ${typeName(type)})` : undefined;
  },
  // A quotient is in no list of decimals, which are of another type.
  oneOf: (item, list) =>
    list.some((each) => each.startsWith('toDecimal128'))
      ? `(${list.map((each) => `${item} = ${each}`).join(' OR ')})`
      : undefined,
  operators: { ...common.operators, '%': '%', '//': (left, right) => `intDiv(${left}, ${right})` },
  functions: {
    ...common.functions,
    least: plain('least'),
    lower: plain('lowerUTF8'),
    translate: plain('translateUTF8'),
    replace: plain('replaceAll'),
    contains: (item = '', part = '') => `(position(${item}, ${part}) > 0)`,
    'starts-with': plain('startsWith'),
    'ends-with': plain('endsWith'),
    matches: (item = '', pattern = '') => `match(${item}, concat('(?-s)', ${pattern}))`,
    'list-contains': plain('has'),
    'list-presence': (list = '') => `nullIf(length(${list}), 0)`,
    'number-of': (item = '') => `toDecimal128OrNull(${item}, 10)`,
    significant: (item = '') =>
      `toFloat64OrNull(printf('%.15g', assumeNotNull(toFloat64(${item})))) + 0 * toFloat64(${item})`,
    // Below NULL there is a number all the same, which must not be infinite: casts look at it.
    divide: (left = '', right = '') =>
      `toFloat64(${left}) / ifNull(nullIf(toFloat64(${right}), 0), 1) + 0 * nullIf(toFloat64(${right}), 0)`,
    'days-between': (from = '', to = '') =>
      `dateDiff('day', ${cast('date')(from)}, ${cast('date')(to)}, 'UTC')`,
    'add-days': (item = '', days = '') => `addDays(${item}, ${days})`,
    'add-seconds': (item = '', seconds = '') => `addSeconds(${item}, ${seconds})`,
    'epoch-microseconds': plain('toUnixTimestamp64Micro'),
    quarter: plain('toQuarter'),
    'iso-weekday': plain('toDayOfWeek'),
    'start-of-week': (day = '') => `addDays(${day}, 1 - toDayOfWeek(${day}))`,
    'start-of-month': (day = '') => `addDays(${day}, 1 - toDayOfMonth(${day}))`,
    'start-of-quarter': (day = '') => `makeDate32(toYear(${day}), toQuarter(${day}) * 3 - 2, 1)`,
    'md5-bucket': (item = '') =>
      `toInt64(reinterpretAsUInt32(reverse(substring(MD5(${item}), 1, 4)))) % 10000`,
    'read-text': (item = '') => `nullIf(trimBoth(CAST(${item} AS Nullable(String)), ' \\t\\n\\v\\f\\r'), '')`,
    'read-date': cast('date'),
    'read-time': cast('timestamp'),
  },
  aggregates: {
    count: (inner = '') => `toInt64(COUNT(${inner}))`,
    sum: ofNullable('SUM'),
    min: ofNullable('MIN'),
    max: ofNullable('MAX'),
    median: (of = '') => `quantileExactInclusive(0.5)(toNullable(${of}))`,
    any: ofNullable('MAX'),
  },
  first: (of = '', order = '') => `argMin(toNullable(${of}), toNullable(${order}))`,
  listMap: (list, item, each) => `arrayMap(${item} -> ${each}, ${list})`,
  each: (texts, tests, name) =>
    `ARRAY JOIN arrayFilter((item, is_chosen) -> is_chosen, [${texts.join(', ')}], [${tests.join(', ')}]) AS ${name}`,
  windows: {
    ...common.windows,
    sum: ofNullable('SUM'),
    min: ofNullable('MIN'),
    max: ofNullable('MAX'),
    lag: ofNullable('LAG'),
  },
  settings: `SETTINGS ${[
    'join_use_nulls = 1',
    'prefer_column_name_to_alias = 1',
    'precise_float_parsing = 1',
    'decimal_check_overflow = 1',
    'max_ast_elements = 10000000',
    'max_expanded_ast_elements = 10000000',
    "distributed_product_mode = 'global'",
    'final = 1',
  ].join(', ')}`,
  refuses,
};

function refuses(node: Expr): string | undefined {
  if (node.kind !== 'literal' || (node.type !== 'date' && node.type !== 'timestamp')) return undefined;
  const isKnown = node.text >= '1900-01-01' && node.text < '2299-12-31' && /^\d{4}-/.test(node.text);
  return isKnown ? undefined : `the date \`${node.text.slice(0, 10)}\`, which is not between 1900 and 2299`;
}
