import { common, type Dialect, extract, isPlain, plain, quoted, type Spelling } from '../dialect.ts';
import { shortened } from './identifiers.ts';
import { spellPattern } from './pattern.ts';
import { backslashed, foldedLower, reserved } from './spelling.ts';

/** Words that are no names here, beside those of the standard. */
const reservedWords = reserved(
  'aes128 aes256 allowoverwrite backup blanksasnull bytedict bzip2 credentials current deflate defrag delta ' +
    'disable emptyasnull enable encode encrypt encryption explicit gzip identity ignore lun luns lzo lzop minus ' +
    'mostly16 mostly32 mostly8 new offline oid old open parallel percent permissions raw readratio recover ' +
    'rejectlog resort respect restore snapshot sysdate system tag tdes text255 text32k timestamp truncatecolumns ' +
    'wallet without',
);

const LONGEST_NAME = 127;

const startOf =
  (part: string): Spelling =>
  (day = '') =>
    `CAST(DATE_TRUNC('${part}', ${day}) AS DATE)`;

/**
 * Amazon Redshift. Its own: the functions of an old PostgreSQL; no lists and no first value of rows, which are refused;
 * 15 digits by rounding, since no format has them.
 */
export const redshift: Dialect = {
  ...common,
  name: 'redshift',
  verified: 'only read, and never run on Redshift',
  makesTogether: true,
  identifier(name) {
    const short = shortened(name, LONGEST_NAME);
    return isPlain(short) && !reservedWords.has(short) ? short : quoted(short);
  },
  literal: (type, text) => (type === 'text' ? backslashed(text) : common.literal(type, text)),
  operators: { ...common.operators, '%': '%', '//': '/' },
  functions: {
    ...common.functions,
    least: plain('LEAST'),
    lower: foldedLower,
    translate: plain('TRANSLATE'),
    replace: plain('REPLACE'),
    contains: (item = '', part = '') => `(STRPOS(${item}, ${part}) > 0)`,
    'starts-with': (item = '', part = '') => `(LEFT(${item}, LEN(${part})) = ${part})`,
    'ends-with': (item = '', part = '') => `(RIGHT(${item}, LEN(${part})) = ${part})`,
    matches: (item = '', pattern = '') => `(${item} ~ ${pattern})`,
    'number-of': (item = '') =>
      `CASE WHEN ${item} ~ '^[+-]?[0-9]{1,28}([.][0-9]*)?$' THEN CAST(${item} AS DECIMAL(38, 10)) END`,
    significant: (item = '') =>
      `CASE WHEN ${item} = 0 THEN 0 ELSE ROUND(CAST(${item} AS DOUBLE PRECISION), 14 - CAST(FLOOR(LOG(ABS(${item}))) AS INTEGER)) END`,
    divide: (left = '', right = '') =>
      `CAST(${left} AS DOUBLE PRECISION) / NULLIF(CAST(${right} AS DOUBLE PRECISION), 0)`,
    'days-between': (from = '', to = '') => `DATEDIFF(day, ${from}, ${to})`,
    'add-days': (item = '', days = '') => `DATEADD(day, ${days}, ${item})`,
    'add-seconds': (item = '', seconds = '') => `DATEADD(second, ${seconds}, ${item})`,
    'epoch-microseconds': (item = '') => `DATEDIFF(microsecond, TIMESTAMP '1970-01-01 00:00:00', ${item})`,
    quarter: extract('QUARTER'),
    'iso-weekday': (day = '') => `(MOD(CAST(EXTRACT(DOW FROM ${day}) AS INTEGER) + 6, 7) + 1)`,
    'start-of-week': startOf('week'),
    'start-of-month': startOf('month'),
    'start-of-quarter': startOf('quarter'),
    'md5-bucket': (item = '') => `STRTOL(SUBSTRING(MD5(${item}), 1, 8), 16) % 10000`,
    'read-text': (item = '') => `NULLIF(TRIM(CAST(${item} AS VARCHAR(MAX))), '')`,
  },
  aggregates: { ...common.aggregates, median: 'MEDIAN', any: 'BOOL_OR' },
  pattern: (pattern) => spellPattern(pattern, { dot: '[^\\n]', end: '$' }),
  refuses: (node) => {
    if (node.kind !== 'call') return undefined;
    return ['list-presence', 'list-contains'].includes(node.name) ? 'lists' : undefined;
  },
};
