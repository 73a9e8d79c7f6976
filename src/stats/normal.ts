/** The standard normal distribution. */
import { incompleteGamma } from './incomplete.ts';
import { invert } from './invert.ts';

/** The probability of more than z, exact far into the tail. */
export function normalSurvival(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
  return z >= 0 ? upper / 2 : 0.5 + lower / 2;
}

/** The probability of z or less. */
export function normalCdf(z: number): number {
  return normalSurvival(-z);
}

/** The z below which lies the share p. For upper tails use `-normalQuantile(tail)`. */
export function normalQuantile(p: number): number {
  if (Number.isNaN(p) || p < 0 || p > 1) return Number.NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  return p === 0 ? Number.NEGATIVE_INFINITY : invert(normalCdf, p, { low: -8, high: 0.5 });
}
