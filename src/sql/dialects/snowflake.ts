import { common, type Dialect, isPlain, plain, quoted, replacing, type Spelling } from '../dialect.ts';
import { spellPattern } from './pattern.ts';
import { backslashed, foldedLower, reserved } from './spelling.ts';

/** Words that are no names here, beside those of the standard. */
const reservedWords = reserved(
  'account alter connect connection current database delete drop follows gscluster increment insert issue ' +
    'minus organization regexp revoke rlike sample schema start trigger try_cast update view whenever',
);

const startOf =
  (part: string): Spelling =>
  (day = '') =>
    `DATE_TRUNC('${part}', ${day})`;

/**
 * Snowflake. Its own: plain names mean those in capitals; `REGEXP_LIKE` wants the whole text, and no groups without a
 * number; weeks that begin as the session says; products of decimals keep twelve digits.
 */
export const snowflake: Dialect = {
  ...common,
  name: 'snowflake',
  verified: 'only read, and never run on Snowflake',
  into: replacing,
  identifier: (name) => (isPlain(name) && !reservedWords.has(name) ? name : quoted(name)),
  literal(type, text) {
    if (type === 'text') return backslashed(text);
    return type === 'timestamp' ? `'${text}'::TIMESTAMP_NTZ` : common.literal(type, text);
  },
  type(type) {
    if (typeof type === 'object') return `NUMBER(${type.decimal.join(', ')})`;
    const names = {
      integer: 'NUMBER(38, 0)',
      double: 'DOUBLE',
      timestamp: 'TIMESTAMP_NTZ',
      'text-list': 'ARRAY',
    };
    return type in names ? names[type as keyof typeof names] : common.type(type);
  },
  operators: {
    ...common.operators,
    '%': (left, right) => `MOD(${left}, ${right})`,
    // A quotient is rounded: what is left over goes first.
    '//': (left, right) => `(((${left}) - MOD(${left}, ${right})) / (${right}))`,
  },
  functions: {
    ...common.functions,
    least: plain('LEAST_IGNORE_NULLS'),
    lower: foldedLower,
    translate: plain('TRANSLATE'),
    replace: plain('REPLACE'),
    contains: plain('CONTAINS'),
    'starts-with': plain('STARTSWITH'),
    'ends-with': plain('ENDSWITH'),
    matches: (item = '', pattern = '') => `(REGEXP_INSTR(${item}, ${pattern}) > 0)`,
    'list-contains': (list = '', item = '') => `ARRAY_CONTAINS(CAST(${item} AS VARIANT), ${list})`,
    'list-presence': (list = '') => `NULLIF(ARRAY_SIZE(${list}), 0)`,
    'number-of': (item = '') => `TRY_TO_DECIMAL(${item}, 38, 10)`,
    significant: (item = '') =>
      `TO_DOUBLE(TRIM(TO_VARCHAR(CAST(${item} AS DOUBLE), 'MI9.99999999999999EEE'))) + 0`,
    divide: (left = '', right = '') => `CAST(${left} AS DOUBLE) / NULLIF(CAST(${right} AS DOUBLE), 0)`,
    'days-between': (from = '', to = '') => `DATEDIFF('day', ${from}, ${to})`,
    'add-days': (item = '', days = '') => `DATEADD('day', ${days}, ${item})`,
    'add-seconds': (item = '', seconds = '') => `DATEADD('second', ${seconds}, ${item})`,
    'epoch-microseconds': (item = '') => `DATE_PART('epoch_microsecond', ${item})`,
    quarter: plain('QUARTER'),
    'iso-weekday': plain('DAYOFWEEKISO'),
    'start-of-week': (day = '') => `DATEADD('day', 1 - DAYOFWEEKISO(${day}), ${day})`,
    'start-of-month': startOf('month'),
    'start-of-quarter': startOf('quarter'),
    'md5-bucket': (item = '') => `MOD(TO_NUMBER(SUBSTR(MD5(${item}), 1, 8), 'XXXXXXXX'), 10000)`,
    'read-text': (item = '') => `NULLIF(TRIM(CAST(${item} AS VARCHAR)), '')`,
    'read-list': (list = '') => list,
  },
  aggregates: { ...common.aggregates, median: 'MEDIAN', any: 'BOOLOR_AGG' },
  first: (of = '', order = '') => `MIN_BY(${of}, CASE WHEN ${of} IS NOT NULL THEN ${order} END)`,
  listMap: (list, item, each) => `TRANSFORM(${list}, ${item} VARCHAR -> ${each})`,
  pattern: (pattern) => spellPattern(pattern, { dot: '[^\\n]', end: '$' }),
};
