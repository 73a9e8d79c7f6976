/**
 * Models in which a customer buys at a gamma-distributed rate and stops after an order with a beta-distributed
 * chance p. Three of them are one formula:
 *
 * - whether p is drawn after the first order too (MBG: Batislam, Denizel and Filiztekin 2007) or only after
 *   repeats (BG: Fader, Hardie and Lee 2005);
 * - how many Poisson stages make an order: k = 1, or more where people buy regularly (CNBD-k: Platzer and
 *   Reutterer, Ticking away the moments, Marketing Science 35, 2016).
 */
import { fitRows, type Likelihood } from './fit.ts';
import { digammaRise, logGamma, logRise } from './gamma.ts';
import { groupHistories, type HistoryGroup } from './history-groups.ts';
import { ordersAhead } from './orders-ahead.ts';
import {
  type BuyingModel,
  type History,
  type HistoryRow,
  isTelling,
  meanAge,
  type Outlook,
} from './repeat-buying.ts';

export interface Shape {
  /** k: the stages of an order. */
  readonly stages: number;
  /** How often a customer without repeats has had the chance to stop: 0 for BG, 1 for MBG. */
  readonly chancesAtFirst: 0 | 1;
}

interface BetaGeometric {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** A model of this shape, which is not fitted itself. */
export function betaGeometric(name: string, shape: Shape): BuyingModel {
  return {
    name,
    letters: ['r', 'alpha', 'a', 'b'],
    fit: (rows) =>
      isTelling(rows)
        ? fitRows(rows, {
            likelihood: (some) => betaGeometricLikelihood(some, shape),
            starts: usualStarts(meanAge(rows)),
          })
        : undefined,
    alive: (parameters, history) => chanceAlive(parameters, history, shape),
    ahead: (parameters, history, horizon) => betaGeometricAhead(parameters, history, shape, horizon),
    forgetsLast: true,
  };
}

/** Starts of a fit: typical shapes at the mean age of the customers, which gives α its unit. */
export function usualStarts(age: number): readonly (readonly number[])[] {
  return [
    [0.25, age / 8, 0.5, 1],
    [0.5, age / 4, 0.8, 2.5],
    [1, age, 0.2, 4],
  ];
}

/** The log-likelihood of r, α, a, b over distinct histories, and its gradient; (k − 1) Σ ln gap is left out. */
export function betaGeometricLikelihood(rows: readonly HistoryRow[], shape: Shape): Likelihood {
  const { times, groups } = groupHistories(rows);
  const clock = { times, sums: times.slice(), logs: times.slice() };
  return (parameters) => {
    const model = parametersOf(parameters);
    setClock(clock, model.alpha);
    let value = 0;
    const gradient = [0, 0, 0, 0];
    for (const group of groups) {
      const terms = groupTerms(group, clock, model, shape);
      value += terms[0]!;
      for (let i = 0; i < 4; i++) gradient[i]! += terms[i + 1]!;
    }
    return { value, gradient };
  };
}

/** P(alive | x, t_x, T): the chance not to have stopped at the last order, given the silence since. */
export function chanceAlive(parameters: readonly number[], history: History, shape: Shape): number {
  const { r, alpha, a, b } = parametersOf(parameters);
  const { repeats, last, age } = history;
  const chances = repeats + shape.chancesAtFirst;
  if (chances === 0) return 1;
  const power = r + shape.stages * repeats;
  const logGone = Math.log(a / (b + chances - 1)) + power * Math.log((alpha + age) / (alpha + last));
  const quiet = silence(power, (age - last) / (alpha + age), shape.stages).sum;
  return 1 / (1 + Math.exp(logGone - Math.log(quiet)));
}

/** The orders of a customer who is active at T. */
export function betaGeometricAhead(
  parameters: readonly number[],
  { repeats, last, age }: History,
  shape: Shape,
  horizon: number,
): Outlook {
  const { r, alpha, a, b } = parametersOf(parameters);
  const power = r + shape.stages * repeats;
  const stopping = { a, b: b + repeats + shape.chancesAtFirst };
  const { terms, sum } = silence(power, (age - last) / (alpha + age), shape.stages);
  let [mean, square, any] = [0, 0, 0];
  for (const [passed, term] of terms.entries()) {
    const stages = { shape: power + passed, time: alpha + age, perOrder: shape.stages, passed };
    const outlook = ordersAhead(stages, stopping, horizon);
    const weight = term / sum;
    mean += weight * outlook.mean;
    square += weight * (outlook.variance + outlook.mean ** 2);
    any += weight * outlook.any;
  }
  return { mean, variance: Math.max(0, square - mean * mean), any };
}

/**
 * How likely fewer than k stages are in the time since the last order, relative to none of them: the j-th term is
 * Γ(power + j) / (Γ(power) j!) u^j, and `byPower` is the derivative of the sum by the power, `byLog` by ln u.
 */
function silence(power: number, share: number, stages: number) {
  const terms = [1];
  let [sum, byPower, byLog, rise] = [1, 0, 0, 0];
  for (let j = 1; j < stages; j++) {
    const term = (terms[j - 1]! * (power + j - 1) * share) / j;
    rise += 1 / (power + j - 1);
    terms.push(term);
    sum += term;
    byPower += term * rise;
    byLog += term * j;
  }
  return { terms, sum, byPower, byLog };
}

/** t, α + t and its logarithm, by the place of t. */
interface Clock {
  readonly times: Float64Array;
  readonly sums: Float64Array;
  readonly logs: Float64Array;
}

function setClock({ times, sums, logs }: Clock, alpha: number): void {
  for (const [place, time] of times.entries()) {
    sums[place] = alpha + time;
    logs[place] = Math.log(alpha + time);
  }
}

/** The log-likelihood of the customers with x repeats and its derivatives by r, α, a, b. */
function groupTerms(
  { repeats: x, customers: counts, ages, lasts }: HistoryGroup,
  { times, sums, logs }: Clock,
  { r, alpha, a, b }: BetaGeometric,
  { stages, chancesAtFirst }: Shape,
): readonly number[] {
  const power = r + stages * x;
  const chances = x + chancesAtFirst;
  const logDrop = chances > 0 ? Math.log(a / (b + chances - 1)) : Number.NEGATIVE_INFINITY;
  let [customers, value, byR, byAlpha, dropped] = [0, 0, 0, 0, 0];
  for (let i = 0; i < counts.length; i++) {
    const n = counts[i]!;
    const age = ages[i]!;
    const last = lasts[i]!;
    const toAge = sums[age]!;
    const toLast = sums[last]!;
    const logAge = logs[age]!;
    const logRise = chances > 0 ? logAge - logs[last]! : 0;
    const quiet = stages === 1 ? onlyNothing : silence(power, (times[age]! - times[last]!) / toAge, stages);
    const logQuiet = stages === 1 ? 0 : Math.log(quiet.sum);
    const logOdds = logDrop + power * logRise - logQuiet;
    const odds = Math.exp(logOdds);
    const gone = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
    const stays = 1 - gone;
    customers += n;
    value += n * (logQuiet + (gone === 1 ? logOdds : Math.log1p(odds)) - power * logAge);
    byR += n * (gone * logRise + (stays * quiet.byPower) / quiet.sum - logAge);
    byAlpha -= n * (gone * (power / toLast) + (stays * (power + quiet.byLog / quiet.sum)) / toAge);
    dropped += n * gone;
  }
  const riseOfSum = digammaRise(a + b, chances);
  const constant =
    r * Math.log(alpha) + logRise(r, stages * x) + logRise(b, chances) - logRise(a + b, chances);
  return [
    value + customers * (constant - x * logGamma(stages)),
    byR + customers * (digammaRise(r, stages * x) + Math.log(alpha)),
    byAlpha + (customers * r) / alpha,
    dropped / a - customers * riseOfSum,
    customers * (digammaRise(b, chances) - riseOfSum) - (chances > 0 ? dropped / (b + chances - 1) : 0),
  ];
}

const onlyNothing = { sum: 1, byPower: 0, byLog: 0 };

function parametersOf(parameters: readonly number[]): BetaGeometric {
  const [r, alpha, a, b] = parameters;
  return { r: r!, alpha: alpha!, a: a!, b: b! };
}
