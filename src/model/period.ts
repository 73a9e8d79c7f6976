/** Periods of the calendar, named from today (`last month`, `last 6 months`) or fixed (`2025-Q4`). Weeks are ISO weeks. */
import { type AsOf, addDays, addMonths, isDate, isoWeekday } from './calendar.ts';

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

export type Period =
  /** From the beginning of the unit so many after this one, to that of another. */
  | { readonly kind: 'relative'; readonly unit: PeriodUnit; readonly from: number; readonly to: number }
  | { readonly kind: 'fixed'; readonly unit: PeriodUnit; readonly start: string };

/** Dates from `from` (included) to `to` (excluded). */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

const days: Readonly<Record<string, -1 | 0 | 1>> = { yesterday: -1, today: 0, tomorrow: 1 };
const offsets: Readonly<Record<string, -1 | 0 | 1>> = { last: -1, this: 0, next: 1 };
const SEVERAL = /^(last|next) ([1-9]\d{0,2}) (week|month|quarter|year)s?$/;

/**
 * Reads `today`, `last month`, `last 6 months` (whole ones, without this), `2025`, `2025-Q4`, `2025-11`, `2025-W48`,
 * `2025-11-28`; undefined for anything else.
 */
export function parsePeriod(text: string): Period | undefined {
  const day = Object.hasOwn(days, text) ? days[text] : undefined;
  if (day !== undefined) return { kind: 'relative', unit: 'day', from: day, to: day + 1 };
  const words = /^(this|last|next) (week|month|quarter|year)$/.exec(text);
  const offset = words ? offsets[words[1]!]! : 0;
  if (words) return { kind: 'relative', unit: words[2] as PeriodUnit, from: offset, to: offset + 1 };
  return parseSeveral(text) ?? parseFixedPeriod(text);
}

function parseSeveral(text: string): Period | undefined {
  const [, which, number, unit] = SEVERAL.exec(text) ?? [];
  if (number === undefined) return undefined;
  const ends = which === 'last' ? { from: -Number(number), to: 0 } : { from: 1, to: Number(number) + 1 };
  return { kind: 'relative', unit: unit as PeriodUnit, ...ends };
}

/** The dates of a period as seen from the as-of date. */
export function periodDates(period: Period, asOf: Pick<AsOf, 'date'>): DateRange {
  const { unit } = period;
  if (period.kind === 'fixed') return { from: period.start, to: addPeriods(period.start, 1, unit) };
  const start = periodStart(asOf.date, unit);
  return { from: addPeriods(start, period.from, unit), to: addPeriods(start, period.to, unit) };
}

/** The first day of the day, week, month, quarter or year that holds the date. */
export function periodStart(date: string, unit: PeriodUnit): string {
  switch (unit) {
    case 'day':
      return date;
    case 'week':
      return addDays(date, 1 - isoWeekday(date));
    case 'month':
      return `${date.slice(0, 7)}-01`;
    case 'quarter':
      return quarterStart(date.slice(0, 4), quarterOf(date));
    case 'year':
      return `${date.slice(0, 4)}-01-01`;
  }
}

/** The date so many periods later, or earlier when negative; the last day of a month that is too short. */
export function addPeriods(date: string, n: number, unit: PeriodUnit): string {
  switch (unit) {
    case 'day':
      return addDays(date, n);
    case 'week':
      return addDays(date, n * 7);
    case 'month':
      return addMonths(date, n);
    case 'quarter':
      return addMonths(date, n * 3);
    case 'year':
      return addMonths(date, n * 12);
  }
}

function parseFixedPeriod(text: string): Period | undefined {
  const year = text.slice(0, 4);
  if (!/^\d{4}/.test(text) || year === '0000' || year === '9999') return undefined;
  const rest = text.slice(4);
  if (rest === '') return { kind: 'fixed', unit: 'year', start: `${year}-01-01` };
  if (/^-Q[1-4]$/.test(rest))
    return { kind: 'fixed', unit: 'quarter', start: quarterStart(year, Number(rest[2])) };
  if (/^-W\d\d$/.test(rest)) return parseWeek(year, Number(rest.slice(2)));
  if (/^-\d\d$/.test(rest) && isDate(`${text}-01`))
    return { kind: 'fixed', unit: 'month', start: `${text}-01` };
  return isDate(text) ? { kind: 'fixed', unit: 'day', start: text } : undefined;
}

function parseWeek(year: string, week: number): Period | undefined {
  const start = addDays(periodStart(`${year}-01-04`, 'week'), (week - 1) * 7);
  return week > 0 && isoYear(start) === year ? { kind: 'fixed', unit: 'week', start } : undefined;
}

function quarterStart(year: string, quarter: number): string {
  return `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
}

function quarterOf(date: string): number {
  return Math.ceil(Number(date.slice(5, 7)) / 3);
}

/** The year that the week's Thursday is in. */
function isoYear(monday: string): string {
  return addDays(monday, 3).slice(0, 4);
}
