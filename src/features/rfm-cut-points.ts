/**
 * The cut points of a method that scores by the order of customers, as the thresholds of `method: fixed`: whoever has
 * the value of one of those customers gets the score that they got, whenever it is measured.
 */
import type { RfmMethod } from '../language/models/rfm.ts';
import type { RfmCuts } from './rfm-model.ts';

export type RankedMethod = Exclude<RfmMethod, 'fixed'>;

/** A cut point stands at a place of the order, or `rest` k-ths of the way from there to the next. */
export interface CutPlace {
  /** From 1. */
  readonly place: number;
  readonly rest: number;
}

/** How the customers of an axis are ordered for their cut points, the first place first. */
export interface CutOrder {
  readonly descending: boolean;
  /** Whether those without the value stand before all others; they are left out otherwise. */
  readonly missing: boolean;
}

/** Worst first, a missing value being worst of all; the R package orders the plain numbers, days included. */
export function cutOrder(method: RankedMethod, axis: keyof RfmCuts): CutOrder {
  return method === 'r-rfm'
    ? { descending: false, missing: false }
    : { descending: axis === 'r', missing: true };
}

/** The k − 1 places in an order of so many customers, in rising order; one may lie behind the last. */
export function cutPlaces(method: RankedMethod, customers: number, levels: number): readonly CutPlace[] {
  return Array.from({ length: levels - 1 }, (_, index) => cutPlace(method, customers, levels, index + 1));
}

function cutPlace(method: RankedMethod, customers: number, levels: number, step: number): CutPlace {
  switch (method) {
    case 'quantile':
      return { place: Math.ceil((step * customers) / levels), rest: 0 };
    case 'ntile': {
      const larger = Math.min(step, customers % levels);
      return { place: step * Math.floor(customers / levels) + larger + 1, rest: 0 };
    }
    case 'edges':
    case 'r-rfm': {
      const way = (customers - 1) * step;
      return { place: Math.floor(way / levels) + 1, rest: way % levels };
    }
  }
}

/**
 * The values at the place and at the next in units of `scale` decimal digits: null where they are missing, absent
 * behind the last.
 */
export interface CutValues {
  readonly at: bigint | null | undefined;
  readonly next: bigint | null | undefined;
  readonly rest: number;
}

/** The thresholds of one axis of `RfmCuts`, made of the values at its places. */
export function cutThresholds(
  method: RankedMethod,
  axis: keyof RfmCuts,
  values: readonly CutValues[],
  scale: number,
): readonly number[] {
  const levels = BigInt(values.length + 1);
  const thresholds = values.map(({ at, next, rest }) => {
    if (at === undefined) return nobody[axis];
    if (at === null) return everybody;
    const sum = at * levels + ((next ?? at) - at) * BigInt(rest);
    const threshold = thresholdOf(method, axis, sum, levels, 10n ** BigInt(scale));
    return Number(`${threshold}e-${scale}`);
  });
  return axis === 'r' && method !== 'r-rfm' ? thresholds.toReversed() : thresholds;
}

/** More than a missing value is any value; and nobody reaches what lies behind the last customer. */
const everybody = Number.MIN_SAFE_INTEGER;
const nobody = { r: -1, f: Number.MAX_SAFE_INTEGER, m: Number.MAX_SAFE_INTEGER } as const;

/** Thresholds of days are the most that still have the better score, of other values the least that have it. */
function thresholdOf(
  method: RankedMethod,
  axis: keyof RfmCuts,
  sum: bigint,
  levels: bigint,
  unit: bigint,
): bigint {
  switch (method) {
    case 'ntile':
      return sum / levels;
    case 'quantile':
    case 'edges':
      return axis === 'r' ? ceiling(sum, levels) - unit : floor(sum, levels) + 1n;
    case 'r-rfm':
      return axis === 'r' ? ceiling(sum, levels) : ceiling(sum, levels) + unit;
  }
}

function floor(value: bigint, by: bigint): bigint {
  return value / by - (value % by < 0n ? 1n : 0n);
}

function ceiling(value: bigint, by: bigint): bigint {
  return -floor(-value, by);
}
