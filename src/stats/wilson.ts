import { USUAL_ALPHA } from './comparison.ts';
import { normalQuantile } from './normal.ts';

/**
 * The interval of a share of a list (Wilson 1927). A list that is much of its population says more about it than its
 * size alone: `population` shrinks the interval by the finite population correction, so that it leaves out the
 * population's own share just where the normal test of a draw without replacement does.
 */
export function wilsonInterval(
  found: number,
  drawn: number,
  population = Number.POSITIVE_INFINITY,
  alpha = USUAL_ALPHA,
): readonly [low: number, high: number] {
  if (drawn === 0) return [0, 1];
  const share = found / drawn;
  if (drawn >= population) return [share, share];
  const n = Number.isFinite(population) ? (drawn * (population - 1)) / (population - drawn) : drawn;
  const z = -normalQuantile(alpha / 2);
  const middle = share + (z * z) / (2 * n);
  const margin = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return [Math.max(0, (middle - margin) / whole), Math.min(1, (middle + margin) / whole)];
}
