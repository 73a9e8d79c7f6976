/** The chi-square distribution. */
import { incompleteGamma } from './incomplete.ts';

/** The probability of more than x, exact far into the tail. */
export function chiSquareSurvival(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).upper;
}
