/**
 * The ways in which text may write a value: what a cell must look like, and how it is then read. A column
 * has the first form that all of its values have.
 */
import { quoteText, quoteTexts } from '../database/quote.ts';
import type { ColumnType } from '../model/schema.ts';
import { day, decimalNumber, type Look, moment, truth, wholeNumber, zonedMoment } from './cell-looks.ts';
import { isCountable } from './countable.ts';
import type { Form, FormOptions, Quick } from './form.ts';
import { customForms, dayOf, monthDayForms } from './time-forms.ts';

/** Other tools write a missing number so; it has the form of a number, and reads as NULL. */
function isNotANumber(cell: string): string {
  return `lower(${cell}) = 'nan'`;
}

function castQuickly(look: Look, type: string): Quick {
  return { look, type, read: (cell) => `CAST(${cell} AS ${type})` };
}

const integer: Form = {
  name: 'integer',
  type: 'integer',
  shape: /^-?(0|[1-9]\d{0,17})$|^nan$/i,
  matches: (cell) => `(regexp_full_match(${cell}, '-?(0|[1-9][0-9]{0,17})') OR ${isNotANumber(cell)})`,
  read: (cell) => `TRY_CAST(${cell} AS BIGINT)`,
  quick: () => castQuickly(wholeNumber, 'BIGINT'),
};

const boolean: Form = {
  name: 'boolean',
  type: 'boolean',
  shape: /^(true|false)$/i,
  matches: (cell) => `lower(${cell}) IN ('true', 'false')`,
  read: (cell) => `(lower(${cell}) = 'true')`,
  quick: () => ({ look: truth, type: 'BOOLEAN', read: (cell) => `(lower(${cell}) = 'true')` }),
};

const isoDate: Form = {
  name: 'iso-date',
  type: 'date',
  shape: /^\d{4}[-/]\d\d[-/]\d\d$/,
  matches: (cell) =>
    `(regexp_full_match(${cell}, '[0-9]{4}([-/])[0-9]{2}[-/][0-9]{2}') AND TRY_CAST(${cell} AS DATE) IS NOT NULL)`,
  read: (cell) => `CAST(${cell} AS DATE)`,
  quick: () => castQuickly(day, 'DATE'),
};

const isoTime: Form = {
  name: 'iso-time',
  type: 'time',
  shape: /^\d{4}[-/]\d\d[-/]\d\d([T ]\d\d:\d\d[:.\d]*)?$/,
  zoned: false,
  matches: (cell) =>
    `(regexp_full_match(${cell}, '[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)?')
      AND TRY_CAST(${cell} AS TIMESTAMP) IS NOT NULL)`,
  read: (cell) => `CAST(${cell} AS TIMESTAMP)`,
  quick: () => castQuickly(moment, 'TIMESTAMP'),
};

/** With seconds and without a space before the offset, as the engine reads it. */
function plainZoned(cell: string): string {
  return `CASE WHEN regexp_matches(${cell}, '^.{16} ?(Z|UTC|[+-])') THEN ${cell}[:16] || ':00' || replace(ltrim(${cell}[17:]), 'UTC', 'Z')
    ELSE regexp_replace(replace(${cell}, 'UTC', 'Z'), ' ?(Z|[+-][0-9:]+)$', '\\1') END`;
}

/** Times in UTC with seconds, the usual ones, need no time zone machinery, which is several times slower. */
function readZoned(cell: string, cast: 'CAST' | 'TRY_CAST'): string {
  return `CASE WHEN suffix(${cell}, 'Z') AND length(${cell}) > 17 THEN ${cast}(${cell} AS TIMESTAMP)
    ELSE CAST(${cast}(${plainZoned(cell)} AS TIMESTAMPTZ) AS TIMESTAMP) END`;
}

const zonedTime: Form = {
  name: 'zoned-time',
  type: 'time',
  shape: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*[Z\dC]$/,
  zoned: true,
  matches: (cell) =>
    `(regexp_full_match(${cell}, '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)? ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)')
      AND ${readZoned(cell, 'TRY_CAST')} IS NOT NULL)`,
  read: (cell) => readZoned(cell, 'CAST'),
  quick: () => ({ look: zonedMoment, type: 'TIMESTAMP', read: (cell) => readZoned(cell, 'CAST') }),
};

const clocks = ['%H:%M', '%H:%M:%S', '%H:%M:%S.%f', '%I:%M %p', '%I:%M:%S %p'];

const DAY_FIRST = /^(0?[1-9]|[12]\d|3[01])[./-](0?[1-9]|1[0-2])[./-]\d{4}/;
const MONTH_FIRST = /^(0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])[/-]\d{4}/;

/** `31.12.2025`, `31/12/2025`, `31-12-2025` and, for times, a clock behind it. */
function writtenDate(order: 'day-month' | 'month-day', type: 'date' | 'time'): Form {
  const parts = order === 'day-month' ? ['%d', '%m', '%Y'] : ['%m', '%d', '%Y'];
  const separators = order === 'day-month' ? ['.', '/', '-'] : ['/', '-'];
  const dates = separators.map((separator) => parts.join(separator));
  const formats =
    type === 'date' ? dates : dates.flatMap((date) => [date, ...clocks.map((clock) => `${date} ${clock}`)]);
  const clock = type === 'date' ? '' : '( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?( [AaPp][Mm])?)?';
  const separator = `[${separators.join('')}]`;
  const shape = `[0-9]{1,2}${separator}[0-9]{1,2}${separator}[0-9]{4}${clock}`;
  const parsed = (cell: string) => `try_strptime(${cell}, ${quoteTexts(formats)})`;
  return {
    name: `${order}-${type}`,
    type,
    shape: order === 'day-month' ? DAY_FIRST : MONTH_FIRST,
    order,
    ...(type === 'time' ? { zoned: false } : {}),
    matches: (cell) => `(regexp_full_match(${cell}, ${quoteText(shape)}) AND ${parsed(cell)} IS NOT NULL)`,
    read: (cell) => (type === 'date' ? `CAST(${parsed(cell)} AS DATE)` : parsed(cell)),
  };
}

/** A number with digits before and, after the decimal sign, digits behind: as text with a point. */
function decimalForm(decimal: ',' | '.'): Form {
  const groups = decimal === ',' ? '[.\u00a0\u202f ]' : ',';
  const grouped = decimal === ',' ? `|[1-9][0-9]{0,2}(${groups}[0-9]{3})+` : '';
  const sign = decimal === ',' ? ',' : '[.]';
  const point = (cell: string) =>
    decimal === ',' ? `replace(regexp_replace(${cell}, ${quoteText(groups)}, '', 'g'), ',', '.')` : cell;
  return {
    name: 'decimal',
    type: 'decimal',
    shape: /^-?[\d.,\s]+$|^nan$/i,
    matches: (cell) =>
      `(regexp_full_match(${cell}, '-?(0|[1-9][0-9]{0,30}${grouped})?(${sign}[0-9]+)?') AND ${cell} <> '-' OR ${isNotANumber(cell)})`,
    read: point,
    ...(decimal === '.'
      ? { quick: (scale: number) => castQuickly(decimalNumber(scale), `DECIMAL(18,${scale})`) }
      : {}),
  };
}

/** Forms of dates and times, the likeliest first. */
export function timeForms(options: FormOptions): readonly Form[] {
  const { dateFormats } = options;
  if (dateFormats.length > 0) return [...customForms(dateFormats), isoDate, isoTime, zonedTime];
  return [
    isoDate,
    isoTime,
    zonedTime,
    writtenDate('day-month', 'date'),
    writtenDate('month-day', 'date'),
    writtenDate('day-month', 'time'),
    writtenDate('month-day', 'time'),
  ];
}

export function numberForms(options: FormOptions): readonly Form[] {
  return [integer, decimalForm(options.decimal ?? '.')];
}

/** Every form that a column without a type may turn out to have. */
export function allForms(options: FormOptions): readonly Form[] {
  return [...numberForms(options), boolean, ...timeForms(options)];
}

/** The forms of a type that was asked for, more lenient than what is guessed. */
export function formsOfType(type: ColumnType | 'month_day', options: FormOptions): readonly Form[] {
  switch (type) {
    case 'month_day':
      return monthDayForms(options.dateFormats);
    case 'text':
    case 'list':
      return [];
    case 'integer':
      return [lenientInteger];
    case 'decimal':
      return [lenientDecimal(options)];
    case 'float':
      return [float(options)];
    case 'boolean':
      return [lenientBoolean];
    case 'date':
      return timeForms(options)
        .map((form) => (form.name === 'custom' ? dayOf(form) : form))
        .filter((form) => form.type === 'date');
    case 'time':
      return timeForms(options).filter((form) => form.type === 'time' || form.name === 'custom');
  }
}

const lenientInteger: Form = {
  ...integer,
  shape: /^[+-]?\d{1,18}$/,
  matches: (cell) => `regexp_full_match(${cell}, '[+-]?[0-9]{1,18}')`,
};

const YES = "('true', 't', 'yes', 'y', '1')";
const NO = "('false', 'f', 'no', 'n', '0')";

const { quick: _, ...plainBoolean } = boolean;

const lenientBoolean: Form = {
  ...plainBoolean,
  shape: /^(true|false|t|f|yes|no|y|n|1|0)$/i,
  matches: (cell) => `(lower(${cell}) IN ${YES} OR lower(${cell}) IN ${NO})`,
  read: (cell) => `(lower(${cell}) IN ${YES})`,
};

function lenientDecimal(options: FormOptions): Form {
  const strict = decimalForm(options.decimal ?? '.');
  return {
    ...strict,
    shape: /^[+-]?[\d.,\s]+(e[+-]?\d{1,2})?$|^nan$/i,
    matches: (cell) =>
      `(${strict.matches(cell)} OR regexp_full_match(${strict.read(cell)}, '[+-]?([0-9]{1,31}([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,2})?'))`,
  };
}

function float(options: FormOptions): Form {
  const { read } = decimalForm(options.decimal ?? '.');
  return {
    name: 'float',
    type: 'float',
    shape: /^[+-]?[\d.,\sa-z]+([+-]\d+)?$/i,
    text: read,
    matches: (cell) => `coalesce(${isCountable(`TRY_CAST(${read(cell)} AS DOUBLE)`)}, false)`,
    read: (cell) =>
      `CASE WHEN NOT isnan(CAST(${read(cell)} AS DOUBLE)) THEN CAST(${read(cell)} AS DOUBLE) END`,
  };
}
