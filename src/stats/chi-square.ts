/** The chi-square distribution. */
import { incompleteGamma } from './incomplete.ts';
import { invert } from './invert.ts';

/** The probability of more than x, exact far into the tail. */
export function chiSquareSurvival(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).upper;
}

/** The probability of x or less. */
export function chiSquareCdf(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).lower;
}

/** The x below which lies the share p. */
export function chiSquareQuantile(p: number, df: number): number {
  if (Number.isNaN(p) || p < 0 || p > 1) return Number.NaN;
  if (p === 1) return Number.POSITIVE_INFINITY;
  return p === 0 ? 0 : invert((x) => chiSquareCdf(x, df), p, { low: 0, high: df + 10 });
}
