/**
 * Pareto/NBD: Schmittlein, Morrison and Colombo, Counting your customers, Management Science 33 (1987). Customers
 * buy at a gamma-distributed rate (r, α) and stop at any moment, at another gamma-distributed rate (s, β).
 *
 * The two hypergeometric functions of its likelihood (Fader and Hardie 2005, note 009) are the ends of one integral
 * over the moment τ at which a customer may have stopped, which is taken here without their difference:
 *
 *   L = Γ(r+x)/Γ(r) α^r β^s { (α+T)^−(r+x) (β+T)^−s  +  s ∫ (α+τ)^−(r+x) (β+τ)^−(s+1) dτ },  τ from t_x to T
 */
import { fitRows, type Likelihood } from './fit.ts';
import { digammaRise, logRise } from './gamma.ts';
import { visitNodes, wideningPanels } from './quadrature.ts';
import {
  type BuyingModel,
  type History,
  type HistoryRow,
  isTelling,
  meanAge,
  type Outlook,
} from './repeat-buying.ts';

export const paretoNbd: BuyingModel = {
  name: 'pareto-nbd',
  letters: ['r', 'alpha', 's', 'beta'],
  fit: (rows) =>
    isTelling(rows)
      ? fitRows(rows, { likelihood: paretoNbdLikelihood, starts: startsAt(meanAge(rows)) })
      : undefined,
  alive: (parameters, history) => 1 / (1 + Math.exp(stopped(parametersOf(parameters), history).logOdds)),
  ahead: (parameters, history, horizon) => paretoAhead(parametersOf(parameters), history, horizon),
  forgetsLast: true,
};

interface Pareto {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

/** The log-likelihood of r, α, s, β over distinct histories, and its gradient. */
export function paretoNbdLikelihood(rows: readonly HistoryRow[]): Likelihood {
  return (parameters) => {
    const model = parametersOf(parameters);
    let value = 0;
    const gradient = [0, 0, 0, 0];
    for (const row of rows) {
      const terms = rowTerms(model, row);
      value += row.customers * terms[0]!;
      for (let i = 0; i < 4; i++) gradient[i]! += row.customers * terms[i + 1]!;
    }
    return { value, gradient };
  };
}

function startsAt(age: number): readonly (readonly number[])[] {
  return [
    [0.5, age / 3, 0.6, age / 3],
    [1, age, 0.4, age],
    [1.5, age / 2, 1, 4 * age],
  ];
}

/** The log-likelihood of one customer and its derivatives by r, α, s, β. */
function rowTerms(model: Pareto, row: HistoryRow): readonly number[] {
  const { r, alpha, s, beta } = model;
  const { repeats, age } = row;
  const gone = stopped(model, row);
  const share = gone.logOdds > 700 ? 1 : Math.exp(gone.logOdds) / (1 + Math.exp(gone.logOdds));
  const stays = 1 - share;
  const power = r + repeats;
  const logAlive = -power * Math.log(alpha + age) - s * Math.log(beta + age);
  return [
    logRise(r, repeats) +
      r * Math.log(alpha) +
      s * Math.log(beta) +
      logAlive +
      (gone.logOdds > 700 ? gone.logOdds : Math.log1p(Math.exp(gone.logOdds))),
    digammaRise(r, repeats) + Math.log(alpha) - stays * Math.log(alpha + age) - share * gone.logAlpha,
    r / alpha - power * (stays / (alpha + age) + share * gone.overAlpha),
    Math.log(beta) - stays * Math.log(beta + age) + share * (1 / s - gone.logBeta),
    s / beta - (stays * s) / (beta + age) - share * (s + 1) * gone.overBeta,
  ];
}

/**
 * The logarithm of the odds of having stopped before T, and the means over the moment of it of ln (α + τ),
 * 1 / (α + τ), ln (β + τ) and 1 / (β + τ).
 */
function stopped({ r, alpha, s, beta }: Pareto, { repeats, last, age }: History) {
  const power = r + repeats;
  const [logAlpha, logBeta] = [Math.log(alpha + last), Math.log(beta + last)];
  const sums = [0, 0, 0, 0, 0];
  const steep = power / (alpha + last) + (s + 1) / (beta + last);
  const width = Math.min(2 / steep, Math.min(alpha, beta) + last);
  for (const [from, to] of wideningPanels(last, age, width)) {
    const before = sums[0]!;
    visitNodes(from, to, (moment, weight) => {
      const [logA, logB] = [Math.log(alpha + moment), Math.log(beta + moment)];
      const term = weight * Math.exp(power * (logAlpha - logA) + (s + 1) * (logBeta - logB));
      sums[0]! += term;
      sums[1]! += term * logA;
      sums[2]! += term / (alpha + moment);
      sums[3]! += term * logB;
      sums[4]! += term / (beta + moment);
    });
    if (sums[0]! - before < 1e-17 * sums[0]!) break;
  }
  const [sum, ...weighted] = sums;
  const mean = weighted.map((one) => (sum! > 0 ? one / sum! : 0));
  const toAlive =
    power * Math.log((alpha + age) / (alpha + last)) + s * Math.log((beta + age) / (beta + last));
  return {
    logOdds: Math.log(s) - logBeta + toAlive + Math.log(sum!),
    logAlpha: mean[0]!,
    overAlpha: mean[1]!,
    logBeta: mean[2]!,
    overBeta: mean[3]!,
  };
}

/** The orders of a customer who is active at T: Poisson until a Pareto-distributed moment, or the horizon. */
function paretoAhead({ r, alpha, s, beta }: Pareto, { repeats, age }: History, horizon: number): Outlook {
  const power = r + repeats;
  const [rateTime, stopTime] = [alpha + age, beta + age];
  const rate = power / rateTime;
  let [time, square, any] = [0, 0, 0];
  const width = Math.min(2 / (rate + s / stopTime), rateTime, stopTime);
  for (const [from, to] of wideningPanels(0, horizon, width)) {
    visitNodes(from, to, (moment, weight) => {
      const stays = Math.exp(-s * Math.log1p(moment / stopTime));
      time += weight * stays;
      square += 2 * weight * moment * stays;
      any += weight * stays * rate * Math.exp(-(power + 1) * Math.log1p(moment / rateTime));
    });
  }
  const mean = rate * time;
  const factorial = ((power * (power + 1)) / rateTime ** 2) * square;
  return { mean, variance: Math.max(0, factorial + mean - mean * mean), any };
}

function parametersOf(parameters: readonly number[]): Pareto {
  const [r, alpha, s, beta] = parameters;
  return { r: r!, alpha: alpha!, s: s!, beta: beta! };
}
