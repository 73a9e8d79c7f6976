/** Windows in plain words: local dates where the boundaries are midnights, local times otherwise. */
import { type AsOf, addDays, daysBetween, localDate, localDateTime, startOfDay } from '../model/calendar.ts';
import { describeDuration } from '../model/duration.ts';
import type { Bound, Bounds, Value } from '../model/value.ts';

type Name = (value: Value) => string;
type ValueBound = Extract<Bound, { kind: 'value' }>;

/** `in the last 90 days (from 2026-04-02 to 2026-06-30)`, `before 2026-04-02`, `from first_order_at on`. */
export function boundsWords({ from, to }: Bounds, name: Name, asOf: AsOf): string {
  if (from?.kind === 'instant' && to?.kind === 'instant') return spanWords(from.instant, to.instant, asOf);
  const parts = [
    ...(from ? [`from ${edgeWords(from, name, asOf)} on`] : []),
    ...(to ? [`${to.kind === 'value' && to.until ? 'until' : 'before'} ${edgeWords(to, name, asOf)}`] : []),
  ];
  return parts.length === 0 ? 'at any time' : parts.join(' and ');
}

/** The dates from one (included) to another (excluded). */
export function datesWords(from: string, to: string): string {
  const last = addDays(to, -1);
  return last <= from ? `on ${from}` : `from ${from} to ${last}`;
}

/** A moment: its date when it is a local midnight. */
export function momentWords(instant: string, { zone }: AsOf): string {
  return midnightDate(instant, zone) ?? localDateTime(instant, zone).replace('T', ' ');
}

function spanWords(from: string, to: string, asOf: AsOf): string {
  const [first, next] = [midnightDate(from, asOf.zone), midnightDate(to, asOf.zone)];
  if (first === undefined || next === undefined) {
    return `from ${momentWords(from, asOf)} up to ${momentWords(to, asOf)}`;
  }
  const days = daysBetween(first, next);
  const count = days === 1 ? 'day' : `${days} days`;
  if (to === asOf.instant) return `in the last ${count} (${datesWords(first, next)})`;
  if (from === asOf.instant) return `in the next ${count} (${datesWords(first, next)})`;
  return datesWords(first, next);
}

function edgeWords(bound: Bound, name: Name, asOf: AsOf): string {
  return bound.kind === 'instant' ? momentWords(bound.instant, asOf) : valueEdge(bound, name);
}

function valueEdge({ value, plus }: ValueBound, name: Name): string {
  return plus ? `${plus.map(describeDuration).join(' and ')} after ${name(value)}` : name(value);
}

function midnightDate(instant: string, zone: string): string | undefined {
  const date = localDate(instant, zone);
  return startOfDay(date, zone) === instant ? date : undefined;
}
