/**
 * Times without offset. In the project's own zone they stay wall times, so that no conversion is needed at
 * all; from another zone they become UTC by the zone's offsets, printed into the query: the engine's own
 * time zone functions take the second of two equal wall times, and we the first.
 */
import { addDays, wallTransitions } from '../model/calendar.ts';
import type { Clock } from '../model/schema.ts';

/** The first and last value of a column as they stand, `2024-01-31T10:00:00`. */
export interface Range {
  readonly first: string;
  readonly last: string;
}

/** The clock on which a column's times stand after reading. */
export function clockOf(zoned: boolean, sourceZone: string, zone: string): Clock {
  return zoned || isUtc(zone) || sourceZone !== zone ? 'utc' : 'local';
}

/** The wall time `time` of `sourceZone`, as SQL, put on the clock that `clockOf` tells. `range` is undefined for no values. */
export function putOnClock(time: string, range: Range | undefined, sourceZone: string, zone: string): string {
  if (!range || isUtc(sourceZone)) return time;
  return sourceZone === zone ? moveOutOfGaps(time, range, zone) : toUtc(time, range, sourceZone);
}

function isUtc(zone: string): boolean {
  return /^(etc\/)?(utc|uct|zulu|universal)$/i.test(zone);
}

function toUtc(time: string, { first, last }: Range, zone: string): string {
  const spans = wallTransitions(zone, first, last);
  const branches = spans.slice(0, -1).map(({ seconds }, index) => {
    return `WHEN ${time} < ${wall(spans[index + 1]!.wall!)} THEN ${shift(time, -seconds)}`;
  });
  const otherwise = shift(time, -spans.at(-1)!.seconds);
  return branches.length === 0 ? otherwise : `CASE ${branches.join(' ')} ELSE ${otherwise} END`;
}

/** A wall time that never was is moved forward by the length of the gap. */
function moveOutOfGaps(time: string, { first, last }: Range, zone: string): string {
  const dayAfter = `${addDays(last.slice(0, 10), 1)}T00:00:00`;
  const spans = wallTransitions(zone, first, dayAfter);
  const branches = spans.flatMap(({ wall: end, seconds }, index) => {
    const gap = seconds - (spans[index - 1]?.seconds ?? seconds);
    if (gap <= 0) return [];
    const start = shift(wall(end!), -gap);
    return [`WHEN ${time} >= ${start} AND ${time} < ${wall(end!)} THEN ${shift(time, gap)}`];
  });
  return branches.length === 0 ? time : `CASE ${branches.join(' ')} ELSE ${time} END`;
}

function wall(text: string): string {
  return `TIMESTAMP '${text.replace('T', ' ')}'`;
}

function shift(time: string, seconds: number): string {
  if (seconds === 0) return time;
  return `(${time} ${seconds < 0 ? '-' : '+'} to_seconds(${Math.abs(seconds)}))`;
}
