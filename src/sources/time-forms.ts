/** Dates and times in the forms that the project file writes. */
import { quoteText } from '../database/quote.ts';
import { type DateNotation, parseDateNotation } from '../model/date-notation.ts';
import { zoneNameOffsets } from '../model/zone-names.ts';
import type { Form } from './form.ts';

type Pattern = Extract<DateNotation, { kind: 'pattern' }>;
type Epoch = Extract<DateNotation, { kind: 'epoch' }>;

/** The forms of the notations, each for itself, and all of them together where there are several. */
export function customForms(notations: readonly string[]): readonly Form[] {
  const single = notations.map((text) => ofNotation(parseDateNotation(text)!));
  if (single.length < 2) return single;
  const each = single.map((form) => unambiguous(form, single));
  return [...each, anyOf(single)];
}

function ofNotation(notation: DateNotation): Form {
  if (notation.kind === 'spreadsheet') return spreadsheetForm;
  return notation.kind === 'epoch' ? epochForm(notation) : patternForm(notation);
}

function patternForm(notation: Pattern): Form {
  const { type, zoned } = notation;
  const parsed = (cell: string): string => parsedBy(notation, cell);
  return {
    name: 'custom',
    type,
    shape: /./,
    ...(type === 'time' ? { zoned } : {}),
    matches: (cell) => `${parsed(cell)} IS NOT NULL`,
    read: (cell) => `CAST(${parsed(cell)} AS ${type === 'date' ? 'DATE' : 'TIMESTAMP'})`,
  };
}

/** One blank stands for any number of them, and of the blanks that do not break. */
function spaced(cell: string): string {
  return `regexp_replace(${cell}, '[ \u00a0\u202f]+', ' ', 'g')`;
}

function parsedBy({ pattern, zoneName }: Pattern, cell: string): string {
  if (!zoneName) return `try_strptime(${spaced(cell)}, ${quoteText(pattern)})`;
  const wall = `try_strptime(regexp_replace(${spaced(cell)}, ' ?[A-Za-z]+$', ''), ${quoteText(pattern)})`;
  const name = `upper(regexp_extract(${cell}, '([A-Za-z]+)$', 1))`;
  const branches = Object.entries(zoneNameOffsets).map(
    ([zone, seconds]) => `WHEN ${quoteText(zone)} THEN ${seconds}`,
  );
  return `(${wall} - to_seconds(CASE ${name} ${branches.join(' ')} END))`;
}

/** Days of the data, roughly, so that an amount is no moment: from 1902 to 3000. */
const mostDigits: Readonly<Record<number, number>> = { 1000000: 11, 1000: 14, 1: 17 };

function epochForm({ microseconds }: Epoch): Form {
  return {
    name: 'custom',
    type: 'time',
    shape: /^-?\d+([.]\d+)?$/,
    zoned: true,
    matches: (cell) => `regexp_full_match(${cell}, '-?[0-9]{1,${mostDigits[microseconds]}}([.][0-9]{1,9})?')`,
    read: (cell) => epochValue(cell, microseconds),
  };
}

/** The instant of text that is a number, as a TIMESTAMP in UTC. */
function epochValue(number: string, microseconds: number): string {
  return `make_timestamp(CAST(floor(TRY_CAST(${number} AS DECIMAL(30,9)) * ${microseconds}) AS BIGINT))`;
}

/** Days since 30 December 1899, from March 1900 on, when spreadsheets and the calendar agree; to the millisecond. */
const spreadsheetForm: Form = {
  name: 'custom',
  type: 'time',
  shape: /^\d{2,7}([.]\d+)?$/,
  matches: (cell) =>
    `(regexp_full_match(${cell}, '[0-9]{2,7}([.][0-9]{1,15})?') AND ${serial(cell)} >= 61 AND ${serial(cell)} < 2958466)`,
  read: (cell) =>
    `make_timestamp(CAST(floor(${serial(cell)} * 86400000 + 0.5) AS BIGINT) * 1000 - 2209161600000000)`,
};

function serial(cell: string): string {
  return `TRY_CAST(${cell} AS DECIMAL(22,12))`;
}

/** Cells that another of the forms reads otherwise do not match. */
function unambiguous(form: Form, all: readonly Form[]): Form {
  const others = all.filter((other) => other !== form);
  const agrees = (cell: string): string =>
    others.map((other) => `coalesce(${asTime(other, cell)} = ${asTime(form, cell)}, true)`).join(' AND ');
  return { ...form, matches: (cell) => `(${form.matches(cell)} AND ${agrees(cell)})` };
}

function asTime(form: Form, cell: string): string {
  return `CASE WHEN ${form.matches(cell)} THEN CAST(${form.read(cell)} AS TIMESTAMP) END`;
}

/** What some one of them reads, or several alike. */
function anyOf(forms: readonly Form[]): Form {
  const type = forms.some((form) => form.type === 'time') ? 'time' : 'date';
  const zoned = forms.filter((form) => form.type === 'time').every((form) => form.zoned === true);
  const read = (cell: string): string => `coalesce(${forms.map((form) => asTime(form, cell)).join(', ')})`;
  const equal = (cell: string): string =>
    `len(list_distinct(list_filter([${forms.map((form) => asTime(form, cell)).join(', ')}], lambda item: item IS NOT NULL))) = 1`;
  return {
    name: 'custom',
    type,
    shape: /./,
    ...(type === 'time' ? { zoned } : {}),
    matches: equal,
    read: (cell) => `CAST(${read(cell)} AS ${type === 'date' ? 'DATE' : 'TIMESTAMP'})`,
  };
}

/** The day of a moment: of an instant, in UTC. */
export function dayOf({ zoned: _, ...form }: Form): Form {
  return { ...form, type: 'date', read: (cell) => `CAST(${form.read(cell)} AS DATE)` };
}

/** A day and a month without a year, as a date of a leap year that nobody lives in. */
export function monthDayForms(notations: readonly string[]): readonly Form[] {
  const patterns = notations.flatMap((text) => {
    const notation = parseDateNotation(text);
    return notation?.kind === 'pattern' ? [notation.pattern] : [];
  });
  return (patterns.length > 0 ? patterns : ['%m/%d', '%m-%d', '--%m-%d']).map((pattern): Form => {
    const parsed = (cell: string): string =>
      `try_strptime('2000 ' || ${cell}, ${quoteText(`%Y ${pattern}`)})`;
    return {
      name: 'month-day',
      type: 'date',
      shape: /\d/,
      matches: (cell) => `${parsed(cell)} IS NOT NULL`,
      read: (cell) => `make_date(4, month(${parsed(cell)}), day(${parsed(cell)}))`,
    };
  });
}
