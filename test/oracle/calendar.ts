/**
 * Dates are `YYYY-MM-DD`, instants are microseconds since 1970 in UTC, wall times are microseconds as if
 * the wall stood in UTC.
 */
import { Temporal } from 'temporal-polyfill';

export interface Duration {
  readonly n: number;
  readonly unit: 'min' | 'h' | 'd' | 'w' | 'mo' | 'y';
}

export interface DateRange {
  readonly from: string;
  /** Not included. */
  readonly to: string;
}

const micros = { second: 1e6, minute: 6e7, hour: 3.6e9, day: 8.64e10 };

export function readDuration(text: string): Duration {
  const match = /^(\d+)(min|h|d|w|mo|y)$/.exec(text);
  if (!match) throw new Error(`not a duration: ${text}`);
  return { n: Number(match[1]), unit: match[2] as Duration['unit'] };
}

/** The instant of `YYYY-MM-DDTHH:MM[:SS[.ffffff]]` with `Z` or an offset, or by the clock of the zone. */
export function readInstant(text: string, zone: string): number {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:?\d\d)?$/.exec(
    text,
  );
  if (!match) throw new Error(`not a time: ${text}`);
  const [, date, hour, minute, second = '0', fraction = '', offset] = match;
  const wall =
    wallOfDate(date!) +
    Number(hour) * micros.hour +
    Number(minute) * micros.minute +
    Number(second) * micros.second +
    Number(fraction.padEnd(6, '0'));
  return offset === undefined ? instantOfWall(wall, zone) : wall - readOffset(offset);
}

function readOffset(text: string): number {
  if (text === 'Z') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * (Number(text.slice(1, 3)) * micros.hour + Number(text.slice(-2)) * micros.minute);
}

const offsets = new Map<string, number>();

/** The wall time that the clocks of the zone show at an instant. */
export function wallOfInstant(instant: number, zone: string): number {
  const key = `${zone} ${instant}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const moment = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant / 1000));
    offset = moment.toZonedDateTimeISO(zone).offsetNanoseconds / 1000;
    offsets.set(key, offset);
  }
  return instant + offset;
}

const instants = new Map<string, number>();

/** A wall time that exists twice is the first, one that does not exist is moved forward. */
export function instantOfWall(wall: number, zone: string): number {
  const key = `${zone} ${wall}`;
  let instant = instants.get(key);
  if (instant === undefined) {
    const milliseconds = Math.floor(wall / 1000);
    const plain = new Date(milliseconds).toISOString().slice(0, 23);
    const zoned = Temporal.PlainDateTime.from(plain).toZonedDateTime(zone, { disambiguation: 'compatible' });
    instant = zoned.epochMilliseconds * 1000 + (wall - milliseconds * 1000);
    instants.set(key, instant);
  }
  return instant;
}

export const dateOfWall = (wall: number) => new Date(Math.floor(wall / 1000)).toISOString().slice(0, 10);
export const hourOfWall = (wall: number) => new Date(Math.floor(wall / 1000)).getUTCHours();
export const localDate = (instant: number, zone: string) => dateOfWall(wallOfInstant(instant, zone));
export const midnight = (date: string, zone: string) => instantOfWall(wallOfDate(date), zone);

export function wallOfDate(date: string): number {
  return dayNumber(date) * micros.day;
}

/** Days since 1970-01-01. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

export function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export const addDays = (date: string, days: number) => dateOfDay(dayNumber(date) + days);
export const daysBetween = (from: string, to: string) => dayNumber(to) - dayNumber(from);

/** By the calendar: 31 March − 1mo is the last of February. */
export function shiftDate(date: string, duration: Duration, sign: 1 | -1): string {
  const n = sign * duration.n;
  const plain = Temporal.PlainDate.from(date);
  switch (duration.unit) {
    case 'd':
      return addDays(date, n);
    case 'w':
      return addDays(date, 7 * n);
    case 'mo':
      return plain.add({ months: n }).toString();
    case 'y':
      return plain.add({ years: n }).toString();
    case 'h':
    case 'min':
      throw new Error(`a date cannot be moved by ${duration.unit}`);
  }
}

/** Hours and minutes exactly, the rest by the clock of the zone. */
export function shiftInstant(instant: number, duration: Duration, sign: 1 | -1, zone: string): number {
  if (duration.unit === 'h') return instant + sign * duration.n * micros.hour;
  if (duration.unit === 'min') return instant + sign * duration.n * micros.minute;
  const wall = wallOfInstant(instant, zone);
  const date = dateOfWall(wall);
  const timeOfDay = wall - wallOfDate(date);
  return instantOfWall(wallOfDate(shiftDate(date, duration, sign)) + timeOfDay, zone);
}

/** 1 is Monday. */
export const weekday = (date: string) => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
export const year = (date: string) => Number(date.slice(0, 4));
export const month = (date: string) => Number(date.slice(5, 7));
export const day = (date: string) => Number(date.slice(8, 10));
export const quarter = (date: string) => Math.ceil(month(date) / 3);

export type Unit = 'week' | 'month' | 'quarter' | 'year';

/** The first day of the unit that the date is in, moved by whole units. */
export function startOf(date: string, unit: Unit, move = 0): string {
  if (unit === 'week') return addDays(date, 1 - weekday(date) + 7 * move);
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  const first = year(date) * 12 + Math.floor((month(date) - 1) / months) * months + move * months;
  return dateOf(Math.floor(first / 12), (first % 12) + 1, 1);
}

function dateOf(y: number, m: number, d: number): string {
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

/** `today`, `last quarter`, `last 6 months`, `2025`, `2025-Q4`, `2025-11`, `2025-W48`, `2025-11-28`; today is given. */
export function readPeriod(text: string, today: string): DateRange {
  const days = { yesterday: -1, today: 0, tomorrow: 1 }[text];
  if (days !== undefined) return oneDay(addDays(today, days));
  const relative = /^(this|last|next) (week|month|quarter|year)$/.exec(text);
  if (relative) {
    const move = { last: -1, this: 0, next: 1 }[relative[1] as 'last' | 'this' | 'next'];
    const unit = relative[2] as Unit;
    return { from: startOf(today, unit, move), to: startOf(today, unit, move + 1) };
  }
  const several = /^(last|next) (\d+) (week|month|quarter|year)s?$/.exec(text);
  if (several) {
    const unit = several[3] as Unit;
    const count = Number(several[2]);
    return several[1] === 'last'
      ? { from: startOf(today, unit, -count), to: startOf(today, unit) }
      : { from: startOf(today, unit, 1), to: startOf(today, unit, count + 1) };
  }
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return oneDay(text);
  if (/^\d{4}$/.test(text)) return whole(`${text}-01-01`, 'year');
  if (/^\d{4}-\d\d$/.test(text)) return whole(`${text}-01`, 'month');
  const quarterly = /^(\d{4})-Q([1-4])$/.exec(text);
  if (quarterly) return whole(dateOf(Number(quarterly[1]), 3 * Number(quarterly[2]) - 2, 1), 'quarter');
  const weekly = /^(\d{4})-W(\d\d)$/.exec(text);
  // 4 January is in week 1 by definition.
  if (weekly) return whole(addDays(`${weekly[1]}-01-04`, 7 * (Number(weekly[2]) - 1)), 'week');
  throw new Error(`not a period: ${text}`);
}

const oneDay = (date: string): DateRange => ({ from: date, to: addDays(date, 1) });
const whole = (date: string, unit: Unit): DateRange => ({
  from: startOf(date, unit),
  to: startOf(date, unit, 1),
});

/** The anniversary of a date in a year; 29 February has it on 28 February in common years. */
export function anniversaryIn(date: string, y: number): string {
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  return date.slice(5) === '02-29' && !leap ? dateOf(y, 2, 28) : dateOf(y, month(date), day(date));
}

/** Whole years, below zero before the first day. */
export function ageAt(born: string, date: string): number {
  const years = year(date) - year(born);
  return anniversaryIn(born, year(date)) > date ? years - 1 : years;
}
