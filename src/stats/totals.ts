/** What all customers together will do, with an interval for it. */
import { covarianceFrom, varianceAlong } from './covariance.ts';
import { CERTAIN, type Fit } from './fit.ts';
import { normalQuantile } from './normal.ts';
import { type BuyingModel, type HistoryRow, type Outlook, outlooksOf } from './repeat-buying.ts';

export interface Total {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const STEP = 1e-3;

/**
 * The orders of all customers in the horizon, and the variance of their number: what chance does to them, and what is
 * not known of the parameters (the curvature of the likelihood, by the delta method).
 */
export function varianceOfTotal(model: BuyingModel, fit: Fit, rows: readonly HistoryRow[], horizon: number) {
  const { mean, variance } = sumOfOutlooks(model, fit.parameters, rows, horizon);
  const total = (parameters: readonly number[]) => sumOfOutlooks(model, parameters, rows, horizon).mean;
  return { mean, byChance: variance, byFit: varianceOfFit(fit, total) };
}

/** What the uncertainty of the parameters adds to the variance of a value of them, as a share of its square. */
export function relativeVarianceOfFit(fit: Fit, value: (parameters: readonly number[]) => number): number {
  return varianceOfFit(fit, value) / value(fit.parameters) ** 2;
}

function varianceOfFit(
  { parameters, curvature }: Fit,
  value: (parameters: readonly number[]) => number,
): number {
  const gradient = parameters.map((_, i) => {
    const [up, down] = [STEP, -STEP].map((by) =>
      value(parameters.map((one, j) => (i === j && curvature[i]![i]! < CERTAIN ? one * Math.exp(by) : one))),
    );
    return (up! - down!) / (2 * STEP);
  });
  const covariance = covarianceFrom(curvature);
  return covariance ? varianceAlong(covariance, gradient) : 0;
}

/** A mean of something above zero and its variance as an interval. */
export function intervalOf(mean: number, variance: number, level = 0.95): Total {
  if (!(mean > 0)) return { mean, low: mean, high: mean };
  const spread = normalQuantile((1 + level) / 2) * (Math.sqrt(variance) / mean);
  return { mean, low: mean * Math.exp(-spread), high: mean * Math.exp(spread) };
}

function sumOfOutlooks(
  model: BuyingModel,
  parameters: readonly number[],
  rows: readonly HistoryRow[],
  horizon: number,
): Pick<Outlook, 'mean' | 'variance'> {
  let [mean, variance] = [0, 0];
  const outlook = outlooksOf(model, parameters, horizon);
  for (const row of rows) {
    const { customers } = row;
    const one = outlook(row);
    mean += customers * one.mean;
    variance += customers * one.variance;
  }
  return { mean, variance };
}
