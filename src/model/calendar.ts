/**
 * The calendar of one time zone, and the only door to temporal-polyfill. Instants are text in UTC
 * (`2026-07-01T00:00:00Z`), local times are text without offset (`2026-07-01T02:00:00`), both with six
 * digits of fraction only where it is not zero; dates are `YYYY-MM-DD`. Nothing here reads the clock.
 *
 * A local time that exists twice is the first; one that does not exist is moved forward by the gap.
 * Functions expect well-formed text and a known zone (`parseInstant`, `isDate`, `isZone` tell) and throw
 * a RangeError otherwise.
 */
import { Temporal } from 'temporal-polyfill';
import type { Duration, DurationUnit } from './duration.ts';

/** The one moment a run looks from. */
export interface AsOf {
  /** T: rows at or after it do not exist yet. */
  readonly instant: string;
  /** D, "today": the local date of the last moment before T. */
  readonly date: string;
  readonly zone: string;
}

/** From `from` on (from ever, in the first of a list) local time is UTC plus `seconds`. */
export interface OffsetSpan {
  readonly from?: string;
  readonly seconds: number;
}

/** As an `OffsetSpan`, but from a local wall time on. */
export interface WallOffsetSpan {
  readonly wall?: string;
  readonly seconds: number;
}

const firstInstant = Temporal.Instant.from('0001-01-02T00:00:00Z');
const lastInstant = Temporal.Instant.from('9999-12-29T00:00:00Z');
const firstDate = Temporal.PlainDate.from('0001-01-02');
const lastDate = Temporal.PlainDate.from('9999-12-29');
/** Placeholder dates such as 9999-12-31 are common; nobody needs the clock changes on the way there. */
const lastTransition = Temporal.Instant.from('2100-01-01T00:00:00Z');

const temporalUnits = {
  min: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  mo: 'months',
  y: 'years',
} as const satisfies Record<DurationUnit, string>;

const shortestDays: Readonly<Record<DurationUnit, number>> = {
  min: 1 / 1440,
  h: 1 / 24,
  d: 1,
  w: 7,
  mo: 28,
  y: 365,
};

const INSTANT_PATTERN = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?([Zz]|[+-]\d\d(:?\d\d)?)$/;
const LOCAL_PATTERN = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?$/;
const DATE_PATTERN = /^\d{4}-\d\d-\d\d$/;
const ZONE_PATTERN = /^([A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*|[+-]\d\d(:\d\d)?)$/;

/** Whether it is the name of a time zone (`Europe/Warsaw`, `UTC`) or a fixed offset (`+02:00`). */
export function isZone(name: string): boolean {
  return ZONE_PATTERN.test(name) && attempt(() => firstInstant.toZonedDateTimeISO(name)) !== undefined;
}

/** Whether it is a date of the calendar written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  return DATE_PATTERN.test(text) && attempt(() => Temporal.PlainDate.from(text, reject)) !== undefined;
}

/** The instant of a date-time that has `Z` or an offset; undefined for anything else. */
export function parseInstant(text: string): string | undefined {
  if (!INSTANT_PATTERN.test(text)) return undefined;
  return attempt(() => printInstant(Temporal.Instant.from(text)));
}

/** A date-time without offset (`2026-07-01 12:30`) as `YYYY-MM-DDTHH:MM:SS`; undefined for anything else. */
export function parseLocalDateTime(text: string): string | undefined {
  if (!LOCAL_PATTERN.test(text)) return undefined;
  return attempt(() => printWall(Temporal.PlainDateTime.from(text, reject)));
}

/**
 * A date D means the end of D (T is the next local midnight); an instant with offset, or a local date-time,
 * is T itself. Undefined when it is none of these, or at the ends of the years 1 to 9999.
 */
export function resolveAsOf(text: string, zone: string): AsOf | undefined {
  if (text < firstDate.toString() || text > lastDate.toString()) return undefined;
  if (isDate(text)) return { instant: startOfDay(addDays(text, 1), zone), date: text, zone };
  const local = parseLocalDateTime(text);
  const instant = local === undefined ? parseInstant(text) : instantOfLocal(local, zone);
  if (instant === undefined) return undefined;
  const lastMoment = Temporal.Instant.from(instant).subtract({ microseconds: 1 });
  return { instant, date: lastMoment.toZonedDateTimeISO(zone).toPlainDate().toString(), zone };
}

/** Negative when `a` is earlier than `b`, positive when later, 0 when equal. */
export function compareInstants(a: string, b: string): number {
  return Temporal.Instant.compare(a, b);
}

/**
 * The instant a duration later (`1`) or earlier (`-1`): minutes and hours exactly, days to years by the
 * calendar of the zone (31 March − 1mo is the last of February). Held within the years 1 to 9999.
 */
export function shiftInstant(instant: string, duration: Duration, sign: 1 | -1, zone: string): string {
  const start = Temporal.Instant.from(instant);
  const days = shortestDays[duration.unit] * duration.n;
  if (sign > 0 && days > (lastInstant.epochMilliseconds - start.epochMilliseconds) / 86_400_000) {
    return printInstant(lastInstant);
  }
  if (sign < 0 && days > (start.epochMilliseconds - firstInstant.epochMilliseconds) / 86_400_000) {
    return printInstant(firstInstant);
  }
  const shifted = start.toZonedDateTimeISO(zone).add(temporalDuration(duration, sign)).toInstant();
  return printInstant(clamp(shifted, firstInstant, lastInstant, Temporal.Instant.compare));
}

/** The date a number of days, weeks, months or years later or earlier; minutes and hours count by whole days. */
export function shiftDate(date: string, duration: Duration, sign: 1 | -1): string {
  const start = Temporal.PlainDate.from(date);
  if (shortestDays[duration.unit] * duration.n > 3_652_059)
    return (sign > 0 ? lastDate : firstDate).toString();
  const shifted = start.add(temporalDuration(duration, sign));
  return clamp(shifted, firstDate, lastDate, Temporal.PlainDate.compare).toString();
}

/** The instant of the date's local midnight. */
export function startOfDay(date: string, zone: string): string {
  return instantOfLocal(`${date}T00:00:00`, zone);
}

/** The date on the wall calendar of the zone. */
export function localDate(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The time on the wall clock of the zone. */
export function localDateTime(instant: string, zone: string): string {
  return printWall(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime());
}

/** The instant of a wall time: the first of two, or moved forward by the gap it falls in. */
export function instantOfLocal(local: string, zone: string): string {
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return printInstant(zoned.toInstant());
}

/** The first date whose local midnight is at or after the instant. */
export function dateBoundary(instant: string, zone: string): string {
  let date = addDays(localDate(instant, zone), -1);
  while (compareInstants(startOfDay(date, zone), instant) < 0) date = addDays(date, 1);
  return date;
}

/**
 * The wall time W such that, of wall times that exist and mean their first occurrence, those at or after W
 * are exactly those at or after the instant. Inside a repeated hour W is the end of the repetition.
 */
export function wallBoundary(instant: string, zone: string): string {
  const wall = localDateTime(instant, zone);
  if (instantOfLocal(wall, zone) === printInstant(Temporal.Instant.from(instant))) return wall;
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const repeatedFrom = zoned.add({ microseconds: 1 }).getTimeZoneTransition('previous');
  if (repeatedFrom === null) return wall;
  const before = repeatedFrom.subtract({ microseconds: 1 }).offsetNanoseconds;
  return printWall(wallAt(repeatedFrom.toInstant(), before));
}

/** Offsets of the zone from one instant to another (changes after 2100 are left out); the first has no `from`. */
export function zoneOffsets(zone: string, fromInstant: string, toInstant: string): readonly OffsetSpan[] {
  const start = Temporal.Instant.from(fromInstant).toZonedDateTimeISO(zone);
  const changes = transitions(start, Temporal.Instant.from(toInstant));
  return [
    { seconds: start.offsetNanoseconds / 1e9 },
    ...changes.map((change) => ({ from: printInstant(change.instant), seconds: change.after / 1e9 })),
  ];
}

/**
 * What to subtract from a wall time to get UTC, from one wall time to another: a time that exists twice
 * takes the offset of its first occurrence, one that never was the offset before the gap, which moves it
 * forward. The first has no `wall`.
 */
export function wallTransitions(zone: string, fromLocal: string, toLocal: string): readonly WallOffsetSpan[] {
  const start = Temporal.Instant.from(`${fromLocal}Z`).subtract({ hours: 48 }).toZonedDateTimeISO(zone);
  const changes = transitions(start, Temporal.Instant.from(`${toLocal}Z`).add({ hours: 48 }));
  const spans: WallOffsetSpan[] = [{ seconds: start.offsetNanoseconds / 1e9 }];
  for (const { instant, before, after } of changes) {
    const wall = printWall(wallAt(instant, Math.max(before, after)));
    if (wall > toLocal) break;
    if (wall <= fromLocal) spans[0] = { seconds: after / 1e9 };
    else spans.push({ wall, seconds: after / 1e9 });
  }
  return spans;
}

/** Whole days from `a` to `b`, negative when `b` is earlier. */
export function daysBetween(a: string, b: string): number {
  return Temporal.PlainDate.from(a).until(b, { largestUnit: 'days' }).days;
}

/** 1 for Monday to 7 for Sunday. */
export function isoWeekday(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** The date so many days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The date so many months later, or earlier; the last day of a month that is too short. */
export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

interface Transition {
  readonly instant: Temporal.Instant;
  /** Nanoseconds ahead of UTC. */
  readonly before: number;
  readonly after: number;
}

function transitions(start: Temporal.ZonedDateTime, end: Temporal.Instant): readonly Transition[] {
  const last = Temporal.Instant.compare(end, lastTransition) < 0 ? end : lastTransition;
  const found: Transition[] = [];
  let before = start.offsetNanoseconds;
  let next = start.getTimeZoneTransition('next');
  while (next !== null && Temporal.Instant.compare(next.toInstant(), last) <= 0) {
    const after = next.offsetNanoseconds;
    if (after !== before) found.push({ instant: next.toInstant(), before, after });
    before = after;
    next = next.getTimeZoneTransition('next');
  }
  return found;
}

function wallAt(instant: Temporal.Instant, offset: number): Temporal.PlainDateTime {
  return instant.toZonedDateTimeISO('UTC').toPlainDateTime().add({ nanoseconds: offset });
}

function temporalDuration(duration: Duration, sign: 1 | -1): Temporal.DurationLike {
  return { [temporalUnits[duration.unit]]: sign * duration.n };
}

function printInstant(instant: Temporal.Instant): string {
  return withoutZeroFraction(instant.toString({ smallestUnit: 'microsecond' }));
}

function printWall(wall: Temporal.PlainDateTime): string {
  return withoutZeroFraction(wall.toString({ smallestUnit: 'microsecond' }));
}

function withoutZeroFraction(text: string): string {
  return text.replace('.000000', '');
}

const reject = { overflow: 'reject' } as const;

function attempt<Value>(compute: () => Value): Value | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function clamp<Value>(value: Value, low: Value, high: Value, compare: (a: Value, b: Value) => number): Value {
  if (compare(value, low) < 0) return low;
  return compare(value, high) > 0 ? high : value;
}
