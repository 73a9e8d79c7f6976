/**
 * The rhythm of customers, which needs no model: a customer's own average gap where there are two of them or more,
 * and everybody's otherwise. Where no model can be fitted it stands in its place.
 */
import type { History, Outlook } from '../stats/repeat-buying.ts';

/** What predictions by it are said to be by. */
export const RHYTHM = 'own-rhythm';

/** Everybody's gaps in days; undefined where nobody came back. */
export interface UsualGaps {
  /** The median time from the first order to the second. */
  readonly second: number | undefined;
  /** The median of the average gaps. */
  readonly later: number | undefined;
}

/** A gap of one's own is the average of so many at least. */
export const FEWEST_GAPS = 2;

/** The gap to expect after the last order, in days. */
export function expectedGap({ repeats, last }: History, { second, later }: UsualGaps): number | undefined {
  if (repeats >= FEWEST_GAPS) return last / repeats;
  return repeats === 0 ? second : later;
}

/** The chance that a gap at the expected rhythm lasts as long as the silence since the last order. */
export function rhythmAlive(history: History, gap: number): number {
  return Math.exp(-(history.age - history.last) / gap);
}

/** Orders at the expected rhythm by whoever has not stopped. */
export function rhythmOutlook(history: History, gap: number, horizon: number): Outlook {
  const mean = (rhythmAlive(history, gap) * horizon) / gap;
  return { mean, variance: mean, any: -Math.expm1(-mean) };
}
