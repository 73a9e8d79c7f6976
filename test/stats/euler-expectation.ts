/**
 * BG/NBD, equation 10 of Fader, Hardie and Lee 2005 without its denominator, which is 1 / P(alive). As printed it
 * is a difference of huge numbers over a − 1. With c = a + b + x − 1 and Euler's transformation of ₂F₁ (DLMF 15.8.1)
 * it is, digit for digit,
 *
 *   c (1 − w^(a−1)) / (a − 1)  −  w^(a−1) Σ (a+b−1−r)ₙ (a)ₙ₋₁ zⁿ / ((c+1)ₙ₋₁ n!)
 *
 * with z = t / (α+T+t), w = 1 − z and n from 1.
 */
import type { History } from '../../src/stats/repeat-buying.ts';

export function eulerExpectation(
  parameters: readonly number[],
  { repeats, age }: History,
  horizon: number,
): number {
  const [r, alpha, a, b] = parameters as [number, number, number, number];
  const c = a + b + repeats - 1;
  const z = horizon / (alpha + age + horizon);
  const logW = Math.log((alpha + age) / (alpha + age + horizon));
  const direct = a === 1 ? -logW : -Math.expm1((a - 1) * logW) / (a - 1);
  let term = (a + b - 1 - r) * z;
  let sum = term;
  for (let n = 1; n < 1_000_000 && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= ((a + b - 1 - r + n) * (a + n - 1) * z) / ((c + n) * (n + 1));
    sum += term;
  }
  return c * direct - Math.exp((a - 1) * logW) * sum;
}
