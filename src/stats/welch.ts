import { type Comparison, USUAL_ALPHA } from './comparison.ts';
import { studentQuantile, studentSurvival } from './student.ts';

/** `variance` is the unbiased one, divided by n − 1. */
export interface Sample {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

export interface WelchComparison extends Comparison {
  readonly df: number | undefined;
}

/**
 * The difference of two means with unequal variances: Welch's t test with the degrees of freedom of Satterthwaite
 * (Welch 1947). Undefined where an arm has fewer than two customers.
 */
export function welch(treatment: Sample, control: Sample, alpha = USUAL_ALPHA): WelchComparison | undefined {
  if (treatment.n < 2 || control.n < 2) return undefined;
  const difference = treatment.mean - control.mean;
  const se = Math.sqrt(meanVariance(treatment) + meanVariance(control));
  if (!(se > 0)) {
    return {
      difference,
      se: 0,
      low: difference,
      high: difference,
      statistic: undefined,
      p: undefined,
      df: undefined,
    };
  }
  const df = satterthwaite(treatment, control);
  const margin = -studentQuantile(alpha / 2, df) * se;
  const statistic = difference / se;
  const p = 2 * studentSurvival(Math.abs(statistic), df);
  return { difference, se, low: difference - margin, high: difference + margin, statistic, p, df };
}

function meanVariance({ n, variance }: Sample): number {
  return variance / n;
}

function satterthwaite(a: Sample, b: Sample): number {
  const [va, vb] = [meanVariance(a), meanVariance(b)];
  return (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
}
