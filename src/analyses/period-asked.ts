/** `--from` and `--to`: the period whose events are counted, both dates included. */
import { failure } from '../diagnostics/failure.ts';
import {
  type AsOf,
  addDays,
  compareInstants,
  daysBetween,
  isDate,
  localDate,
  resolveAsOf,
  startOfDay,
} from '../model/calendar.ts';
import type { Bounds } from '../model/value.ts';
import { wrongDate } from './wrong-date.ts';

export interface PeriodAsked {
  /** The as-of at which nothing of the period has happened yet. */
  readonly start: AsOf;
  /** The as-of at which the period is over. */
  readonly end: AsOf;
}

/** The period up to the as-of unless `to` says. Throws a `Failure` (2) for what is no period, or not over yet. */
export function readPeriod(from: string, to: string | undefined, asOf: AsOf): PeriodAsked {
  const { zone } = asOf;
  const start = resolveAsOf(isDate(from) ? addDays(from, -1) : from, zone);
  if (!start) throw wrongDate('--from', from);
  const end = to === undefined ? asOf : resolveAsOf(to, zone);
  if (!end) throw wrongDate('--to', to!);
  if (compareInstants(start.instant, end.instant) >= 0) {
    throw failure(2, 'option-value', `nothing lies between \`${from}\` and \`${to ?? asOf.date}\``, [
      '`--from` is the earlier of the two, and a period ends at the as-of unless `--to` says',
    ]);
  }
  if (compareInstants(end.instant, asOf.instant) > 0) {
    throw failure(2, 'option-value', `the period ends on \`${to}\`, after the as-of, ${asOf.date}`, [
      'what happened after the as-of is not counted: choose an earlier `--to`, or a later `--as-of`',
    ]);
  }
  return { start, end };
}

/** As the bounds of an event block. */
export function boundsOf({ start, end }: PeriodAsked): Bounds {
  return {
    from: { kind: 'instant', instant: start.instant },
    to: { kind: 'instant', instant: end.instant },
  };
}

/** As many local days just before. */
export function periodBefore({ start, end }: PeriodAsked): PeriodAsked {
  const { zone } = start;
  const first = localDate(start.instant, zone);
  const days = Math.max(1, daysBetween(first, localDate(end.instant, zone)));
  const earlier = addDays(first, -days);
  return { start: { instant: startOfDay(earlier, zone), date: addDays(earlier, -1), zone }, end: start };
}

/** The dates of the period, for people. */
export function periodText({ start, end }: PeriodAsked): string {
  return `${localDate(start.instant, start.zone)} to ${end.date}`;
}
