/** Student's t distribution; degrees of freedom need not be whole. */
import { incompleteBeta } from './incomplete.ts';
import { invert } from './invert.ts';

/** The probability of more than t, exact far into the tail. */
export function studentSurvival(t: number, df: number): number {
  const square = t * t;
  const { lower, upper } = incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square));
  return t >= 0 ? lower / 2 : 0.5 + upper / 2;
}

/** The probability of t or less. */
export function studentCdf(t: number, df: number): number {
  return studentSurvival(-t, df);
}

/** The t below which lies the share p. For upper tails use `-studentQuantile(tail, df)`. */
export function studentQuantile(p: number, df: number): number {
  if (Number.isNaN(p) || p < 0 || p > 1) return Number.NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentQuantile(1 - p, df);
  return p === 0 ? Number.NEGATIVE_INFINITY : invert((t) => studentCdf(t, df), p, { low: -8, high: 0.5 });
}
