import { type Comparison, USUAL_ALPHA } from './comparison.ts';
import { normalQuantile, normalSurvival } from './normal.ts';

export interface Count {
  readonly n: number;
  readonly successes: number;
}

/**
 * The difference of two rates: unpooled standard error with the interval of Wald, and the z test with the pooled
 * one (Agresti, Categorical Data Analysis, 3rd edition, chapter 3). Undefined where an arm is empty.
 */
export function twoProportions(
  treatment: Count,
  control: Count,
  alpha = USUAL_ALPHA,
): Comparison | undefined {
  if (treatment.n < 1 || control.n < 1) return undefined;
  const difference = rate(treatment) - rate(control);
  const se = Math.sqrt(rateVariance(treatment) + rateVariance(control));
  const margin = -normalQuantile(alpha / 2) * se;
  const pooled = pooledError(treatment, control);
  const statistic = pooled > 0 ? difference / pooled : undefined;
  const p = statistic === undefined ? undefined : 2 * normalSurvival(Math.abs(statistic));
  return { difference, se, low: difference - margin, high: difference + margin, statistic, p };
}

function rate({ n, successes }: Count): number {
  return successes / n;
}

function rateVariance(count: Count): number {
  return (rate(count) * (1 - rate(count))) / count.n;
}

function pooledError(a: Count, b: Count): number {
  const pooled = rate({ n: a.n + b.n, successes: a.successes + b.successes });
  return Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
}
