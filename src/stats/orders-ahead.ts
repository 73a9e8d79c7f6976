/**
 * The orders of an active customer over a horizon where stages pass at a gamma-distributed rate, every `k` of them
 * are an order, and after each order the customer stops with a beta-distributed chance:
 *
 *   P(Y ≥ m) = E[(1 − p)^(m−1)] P(N ≥ k m − j),  N negative binomial,  j stages passed since the last order
 *
 * (by conditioning on λ and p; for k = 1 its sum over m is equation 10 of Fader, Hardie and Lee 2005 without the
 * denominator). All terms are positive, so nothing cancels.
 */
import { logRise } from './gamma.ts';
import type { Outlook } from './repeat-buying.ts';

export interface Stages {
  /** Of the gamma distribution of the rate, all that was seen included. */
  readonly shape: number;
  /** The inverse scale of it, the observed time included. */
  readonly time: number;
  /** How many stages make an order. */
  readonly perOrder: number;
  /** How many have passed since the last one. */
  readonly passed: number;
}

/** Of the beta distribution of the chance to stop after an order. */
export interface Stopping {
  readonly a: number;
  readonly b: number;
}

const NEGLIGIBLE = 1e-18;
const MOST_STAGES = 2_000_000;

export function ordersAhead(stages: Stages, { a, b }: Stopping, horizon: number): Outlook {
  const { perOrder, passed } = stages;
  const tails = tailsOf(stages, horizon);
  let [mean, factorial, any, survives] = [0, 0, 0, 1];
  for (let m = 1; m * perOrder - passed < tails.length; m++) {
    const reached = survives * tails[m * perOrder - passed]!;
    if (m === 1) any = reached;
    mean += reached;
    factorial += 2 * (m - 1) * reached;
    survives *= (b + m - 1) / (a + b + m - 1);
  }
  return { mean, variance: Math.max(0, factorial + mean - mean * mean), any };
}

/** P(N ≥ n) for n from 0 to where it is as good as nothing. */
function tailsOf({ shape, time }: Stages, horizon: number): Float64Array {
  const success = horizon / (time + horizon);
  if (!(success > 0)) return Float64Array.of(1);
  const mode = Math.max(0, Math.floor(((shape - 1) * horizon) / time));
  const atMode = Math.exp(
    logRise(shape, mode) -
      logRise(1, mode) +
      mode * Math.log(success) +
      shape * Math.log(time / (time + horizon)),
  );
  const above = [atMode];
  for (let n = mode; above.at(-1)! > NEGLIGIBLE * atMode && n < MOST_STAGES; n++) {
    above.push(above.at(-1)! * (((shape + n) / (n + 1)) * success));
  }
  const tails = new Float64Array(mode + above.length);
  let sum = 0;
  for (let n = tails.length - 1; n >= mode; n--) tails[n] = sum += above[n - mode]!;
  let chance = atMode;
  for (let n = mode - 1; n >= 0; n--) {
    chance *= (n + 1) / ((shape + n) * success);
    tails[n] = sum += chance;
  }
  return tails;
}
