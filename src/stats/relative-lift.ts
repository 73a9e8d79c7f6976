import { USUAL_ALPHA } from './comparison.ts';
import { normalQuantile } from './normal.ts';

/** A mean or a rate, and the standard error of it. */
export interface Estimate {
  readonly mean: number;
  readonly se: number;
}

export interface RelativeLift {
  /** 0.25 is a quarter more than control. */
  readonly relative: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Treatment over control, less one. The interval is the delta method on the logarithm of the ratio (Katz,
 * Baptista, Azen, Pike 1978), so it never crosses −100%. Undefined unless both are above zero, where a ratio says
 * little.
 */
export function relativeLift(
  treatment: Estimate,
  control: Estimate,
  alpha = USUAL_ALPHA,
): RelativeLift | undefined {
  if (!(treatment.mean > 0) || !(control.mean > 0)) return undefined;
  const log = Math.log(treatment.mean / control.mean);
  const margin = -normalQuantile(alpha / 2) * Math.hypot(relativeError(treatment), relativeError(control));
  return { relative: Math.expm1(log), low: Math.expm1(log - margin), high: Math.expm1(log + margin) };
}

function relativeError({ mean, se }: Estimate): number {
  return se / mean;
}
