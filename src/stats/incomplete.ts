/**
 * The regularised incomplete gamma and beta functions. Each gives both of its parts, since one taken from the
 * other loses every digit of a small one.
 */
import { logBeta, logGamma } from './gamma.ts';

export interface Parts {
  readonly lower: number;
  readonly upper: number;
}

const TINY = 1e-300;
const PRECISION = 1e-16;
const MOST_STEPS = 100_000;

/** P(a, x) and Q(a, x) for a > 0 and x ≥ 0, by the series or the continued fraction (DLMF 8.7.1, 8.9.2). */
export function incompleteGamma(a: number, x: number): Parts {
  if (x <= 0) return { lower: 0, upper: 1 };
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    const lower = front * gammaSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = front * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

/**
 * I(x; a, b) and its complement for a, b > 0 and x from 0 to 1 (DLMF 8.17.22). `rest` is 1 − x, given apart
 * where the caller knows it better than the subtraction does.
 */
export function incompleteBeta(a: number, b: number, x: number, rest = 1 - x): Parts {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (rest <= 0) return { lower: 1, upper: 0 };
  if (x > (a + 1) / (a + b + 2)) {
    const { lower, upper } = incompleteBeta(b, a, rest, x);
    return { lower: upper, upper: lower };
  }
  const logX = x < 0.5 ? Math.log(x) : Math.log1p(-rest);
  const logRest = rest < 0.5 ? Math.log(rest) : Math.log1p(-x);
  const front = Math.exp(a * logX + b * logRest - logBeta(a, b)) / a;
  const lower = front * betaFraction(a, b, x);
  return { lower, upper: 1 - lower };
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_STEPS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function gammaFraction(a: number, x: number): number {
  return continuedFraction(
    (n) => (n === 0 ? 1 : n * (a - n)),
    (n) => x + 2 * n + 1 - a,
  );
}

function betaFraction(a: number, b: number, x: number): number {
  const numerator = (n: number) => {
    if (n === 0) return 1;
    const m = Math.floor(n / 2);
    return n % 2 === 0
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  };
  return continuedFraction(numerator, () => 1);
}

/** numerator(0) / (denominator(0) + numerator(1) / (denominator(1) + …)), by the modified method of Lentz. */
function continuedFraction(numerator: (n: number) => number, denominator: (n: number) => number): number {
  let value = TINY;
  let c = value;
  let d = 0;
  for (let n = 0; n < MOST_STEPS; n++) {
    d = awayFromZero(denominator(n) + numerator(n) * d);
    c = awayFromZero(denominator(n) + numerator(n) / c);
    d = 1 / d;
    value *= c * d;
    if (Math.abs(c * d - 1) < 2 * PRECISION) break;
  }
  return value;
}

function awayFromZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}
