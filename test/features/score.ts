/**
 * Scores the plain way: the oracle of what is computed by the engine. Each function takes the values of all the
 * scored customers, higher is better, and gives their scores 1..k in the same order; for recency negate the days,
 * or mirror the score where the cuts are of the days themselves.
 */
import { quantile } from '../../src/stats/quantile.ts';

type Values = readonly number[];

/** 1 + ((rank − 1) k) // n with the lowest rank for equal values. */
export function scoreQuantile(values: Values, k: number): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const better = new Map<number, number>();
  sorted.forEach((value, rank) => {
    if (!better.has(value)) better.set(value, rank);
  });
  return values.map((value) => 1 + Math.floor((better.get(value)! * k) / values.length));
}

/** k groups whose sizes differ by one at most, the larger first; equal values by key, as SQL's NTILE. */
export function scoreNtile(values: Values, keys: readonly string[], k: number): readonly number[] {
  const order = values
    .map((_, i) => i)
    .toSorted((a, b) => values[a]! - values[b]! || (keys[a]! < keys[b]! ? -1 : 1));
  const [size, larger] = [Math.floor(values.length / k), values.length % k];
  const scores: number[] = [];
  order.forEach((customer, place) => {
    const inLarger = place < larger * (size + 1);
    const group = inLarger
      ? Math.floor(place / (size + 1))
      : larger + Math.floor((place - larger * (size + 1)) / size);
    scores[customer] = 1 + group;
  });
  return scores;
}

/** Between the type-7 quantiles, the lower edge excluded: 1 + how many cuts the value is above. */
export function scoreEdges(values: Values, k: number): readonly number[] {
  const cuts = innerQuantiles(values, k);
  return values.map((value) => 1 + cuts.filter((cut) => value > cut).length);
}

/** The R package rfm: the type-7 quantiles plus one, the lower edge included. */
export function scoreRRfm(values: Values, k: number): readonly number[] {
  const cuts = innerQuantiles(values, k);
  return values.map((value) => 1 + cuts.filter((cut) => value >= cut + 1).length);
}

/** Thresholds from the project file: at the first threshold begins score 2. */
export function scoreFixed(values: Values, cuts: Values): readonly number[] {
  return values.map((value) => 1 + cuts.filter((cut) => value >= cut).length);
}

/** Days to scores by thresholds: up to the first is the best. */
export function scoreFixedDays(days: Values, cuts: Values): readonly number[] {
  return days.map((day) => cuts.length + 1 - cuts.filter((cut) => day > cut).length);
}

/** For scores that were computed on days, where more is worse. */
export function mirrored(scores: Values, k: number): readonly number[] {
  return scores.map((score) => k + 1 - score);
}

function innerQuantiles(values: Values, k: number): Values {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: k - 1 }, (_, i) => quantile(sorted, (i + 1) / k));
}
