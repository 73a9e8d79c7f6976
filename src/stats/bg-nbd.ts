/**
 * BG/NBD: how often customers buy while they are active, and when they stop. Fader, Hardie and Lee, "Counting
 * your customers" the easy way, Marketing Science 24 (2005); equations are those of the paper. Any unit of time,
 * the same everywhere.
 */
import { type Fit, type Likelihood, maximise, thinned } from './fit.ts';
import { digammaRise, logGammaRatio } from './gamma.ts';
import { groupByRepeats } from './group-by-repeats.ts';

export interface BgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

export interface History {
  /** x: repeat transactions, the first one not counted. */
  readonly repeats: number;
  /** t_x: from the first transaction to the last; 0 without repeats. */
  readonly last: number;
  /** T: from the first transaction to the end of what was observed. */
  readonly age: number;
}

export interface HistoryRow extends History {
  /** How many customers have exactly this history. */
  readonly customers: number;
}

/**
 * Fits the four parameters to the distinct histories by maximum likelihood. Undefined when nobody came back, or
 * there are no customers, since there is nothing to learn from then.
 */
export function fitBgNbd(rows: readonly HistoryRow[]): Fit<BgNbd> | undefined {
  const customers = rows.reduce((sum, row) => sum + row.customers, 0);
  const age = rows.reduce((sum, row) => sum + row.customers * row.age, 0) / customers;
  if (!(age > 0) || !rows.some(({ repeats }) => repeats > 0)) return undefined;
  const look = thinned(rows);
  const found = look === rows ? undefined : fitBgNbd(look);
  const usual = [
    [0.25, age / 8, 0.5, 1],
    [0.5, age / 4, 0.8, 2.5],
    [1, age, 0.2, 4],
  ];
  const starts = found ? [valuesOf(found.parameters), ...(found.doubt ? usual : [])] : usual;
  const { values, standardErrors, ...fit } = maximise(bgNbdLikelihood(rows), starts, customers);
  return { ...fit, parameters: named(values), standardErrors: standardErrors && named(standardErrors) };
}

/** The log-likelihood of r, α, a, b and its gradient, over distinct histories (the sum of ln of equation 6). */
export function bgNbdLikelihood(rows: readonly HistoryRow[]): Likelihood {
  const groups = groupByRepeats(rows);
  return ([r, alpha, a, b]) => {
    let value = 0;
    const gradient = [0, 0, 0, 0];
    for (const [repeats, members] of groups) {
      const terms = groupTerms(members, repeats, { r: r!, alpha: alpha!, a: a!, b: b! });
      value += terms[0]!;
      for (let i = 0; i < 4; i++) gradient[i]! += terms[i + 1]!;
    }
    return { value, gradient };
  };
}

/** P(alive | x, t_x, T): the chance of being active still (Fader and Hardie 2008, note on computing P(alive)). */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, { repeats, last, age }: History): number {
  if (repeats === 0) return 1;
  const oddsAgainst =
    Math.log(a / (b + repeats - 1)) + (r + repeats) * Math.log((alpha + age) / (alpha + last));
  return 1 / (1 + Math.exp(oddsAgainst));
}

/** E(Y(t) | x, t_x, T): the orders to expect in the `horizon` after T (equation 10). */
export function expectedOrders(model: BgNbd, history: History, horizon: number): number {
  return probabilityAlive(model, history) * expectedOrdersIfAlive(model, history, horizon);
}

/** E(X(t)): the repeat orders of a new customer in the `horizon` after the first order (equation 9). */
export function expectedOrdersOfNew(model: BgNbd, horizon: number): number {
  return expectedOrdersIfAlive(model, { repeats: 0, age: 0 }, horizon);
}

/**
 * Equation 10 without its denominator, which is 1 / P(alive). As printed it is a difference of huge numbers over
 * a − 1. With c = a + b + x − 1 and Euler's transformation of ₂F₁ (DLMF 15.8.1) it is, digit for digit,
 *
 *   c (1 − w^(a−1)) / (a − 1)  −  w^(a−1) Σ (a+b−1−r)ₙ (a)ₙ₋₁ zⁿ / ((c+1)ₙ₋₁ n!)
 *
 * with z = t / (α+T+t), w = 1 − z and n from 1: nothing overflows, and a = 1 or c = 0 is no exception.
 */
export function expectedOrdersIfAlive(
  { r, alpha, a, b }: BgNbd,
  { repeats, age }: Omit<History, 'last'>,
  horizon: number,
): number {
  const c = a + b + repeats - 1;
  const z = horizon / (alpha + age + horizon);
  const logW = Math.log((alpha + age) / (alpha + age + horizon));
  const direct = a === 1 ? -logW : -Math.expm1((a - 1) * logW) / (a - 1);
  const expected = c * direct - Math.exp((a - 1) * logW) * eulerSeries({ first: a + b - 1 - r, a, c, z });
  return Math.max(0, expected);
}

function eulerSeries(of: {
  readonly first: number;
  readonly a: number;
  readonly c: number;
  readonly z: number;
}) {
  const { first, a, c, z } = of;
  let term = first * z;
  let sum = term;
  for (let n = 1; n < 1_000_000 && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= ((first + n) * (a + n - 1) * z) / ((c + n) * (n + 1));
    sum += term;
  }
  return sum;
}

/** The log-likelihood of the customers with x repeats and its derivatives by r, α, a, b. */
function groupTerms(rows: readonly HistoryRow[], x: number, { r, alpha, a, b }: BgNbd): readonly number[] {
  let [customers, value, byAlpha, logs, dropped] = [0, 0, 0, 0, 0];
  const logDrop = x > 0 ? Math.log(a / (b + x - 1)) : Number.NEGATIVE_INFINITY;
  for (const { customers: n, age, last } of rows) {
    const logAge = Math.log(alpha + age);
    const logLast = x > 0 ? Math.log(alpha + last) : logAge;
    const odds = Math.exp(logDrop + (r + x) * (logAge - logLast));
    const gone = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
    const logOdds =
      odds === Number.POSITIVE_INFINITY ? logDrop + (r + x) * (logAge - logLast) : Math.log1p(odds);
    customers += n;
    value += n * (logOdds - (r + x) * logAge);
    byAlpha -= n * (r + x) * ((1 - gone) / (alpha + age) + gone / (alpha + last));
    logs += n * ((1 - gone) * logAge + gone * logLast);
    dropped += n * gone;
  }
  const constant = r * Math.log(alpha) - logGammaRatio(r, x) - logGammaRatio(b, x) + logGammaRatio(a + b, x);
  const riseOfSum = digammaRise(a + b, x);
  return [
    value + customers * constant,
    customers * (digammaRise(r, x) + Math.log(alpha)) - logs,
    byAlpha + (customers * r) / alpha,
    dropped / a - customers * riseOfSum,
    customers * (digammaRise(b, x) - riseOfSum) - (x > 0 ? dropped / (b + x - 1) : 0),
  ];
}

function valuesOf({ r, alpha, a, b }: BgNbd): readonly number[] {
  return [r, alpha, a, b];
}

function named(values: readonly number[]): BgNbd {
  return { r: values[0]!, alpha: values[1]!, a: values[2]!, b: values[3]! };
}
