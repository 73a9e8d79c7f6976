/**
 * Gamma-Gamma: what a customer's transactions are worth on average, whatever their number. Fader and Hardie, The
 * gamma-gamma model of monetary value (2013, brucehardie.com/notes/025); equations are those of the note.
 */
import { type Fit, fitRows, type Likelihood } from './fit.ts';
import { digamma, logGamma } from './gamma.ts';
import { groupByRepeats } from './group-by-repeats.ts';
import { customersIn } from './repeat-buying.ts';

export interface Spending {
  /** x: the transactions that the mean is of. */
  readonly repeats: number;
  /** z̄: the mean value of those transactions. */
  readonly mean: number;
}

export interface SpendingRow extends Spending {
  readonly customers: number;
}

export const gammaGamma = {
  name: 'gamma-gamma',
  /** `v` is the note's γ, in units of money. */
  letters: ['p', 'q', 'v'],
  fit: fitGammaGamma,
  expectedValue,
} as const;

/**
 * Fits p, q, v by maximum likelihood to those with repeats and a mean above zero. Undefined when there are fewer
 * than two different means.
 */
function fitGammaGamma(rows: readonly SpendingRow[]): Fit | undefined {
  const spenders = rows.filter(({ repeats, mean }) => repeats > 0 && mean > 0);
  if (!spenders.some(({ mean }) => mean !== spenders[0]!.mean)) return undefined;
  const typical = spenders.reduce((sum, row) => sum + row.customers * row.mean, 0) / customersIn(spenders);
  const starts = [
    [2, 2, typical / 2],
    [6, 4, typical / 2],
  ];
  return fitRows(spenders, { likelihood: gammaGammaLikelihood, starts });
}

/** The log-likelihood of p, q, v and its gradient (the sum of ln of equation 1a). */
export function gammaGammaLikelihood(rows: readonly SpendingRow[]): Likelihood {
  const groups = [...groupByRepeats(rows)].map(([repeats, members]) => spendingGroup(repeats, members));
  return (parameters) => {
    let value = 0;
    const gradient = [0, 0, 0];
    for (const group of groups) {
      const terms = groupTerms(group, parametersOf(parameters));
      value += terms[0]!;
      for (let i = 0; i < 3; i++) gradient[i]! += terms[i + 1]!;
    }
    return { value, gradient };
  };
}

/**
 * E(M | x, z̄): the expected value of a transaction (equation 5), for those without repeats the mean of everybody.
 * Undefined where the model has none (x = 0 and q ≤ 1).
 */
function expectedValue(parameters: readonly number[], { repeats, mean }: Spending): number | undefined {
  const { p, q, v } = parametersOf(parameters);
  const denominator = p * repeats + q - 1;
  return denominator > 0 ? (p * (v + (repeats > 0 ? repeats * mean : 0))) / denominator : undefined;
}

/** Those with one number of repeats. */
interface SpendingGroup {
  readonly repeats: number;
  readonly customers: number;
  /** The sum of the logarithms of their means. */
  readonly logMeans: number;
  readonly counts: Float64Array;
  /** x z̄. */
  readonly totals: Float64Array;
}

function spendingGroup(repeats: number, rows: readonly SpendingRow[]): SpendingGroup {
  return {
    repeats,
    customers: customersIn(rows),
    logMeans: rows.reduce((sum, { customers, mean }) => sum + customers * Math.log(mean), 0),
    counts: Float64Array.from(rows, ({ customers }) => customers),
    totals: Float64Array.from(rows, ({ mean }) => repeats * mean),
  };
}

/** The log-likelihood of the customers with x repeats and its derivatives by p, q, v. */
function groupTerms(group: SpendingGroup, { p, q, v }: GammaGamma): readonly number[] {
  const { repeats: x, customers, logMeans, counts, totals } = group;
  let [logTotals, inverses] = [0, 0];
  for (let i = 0; i < counts.length; i++) {
    logTotals += counts[i]! * Math.log(v + totals[i]!);
    inverses += counts[i]! / (v + totals[i]!);
  }
  const perCustomer =
    logGamma(p * x + q) - logGamma(p * x) - logGamma(q) + q * Math.log(v) + p * x * Math.log(x);
  return [
    customers * perCustomer + (p * x - 1) * logMeans - (p * x + q) * logTotals,
    x * (customers * (digamma(p * x + q) - digamma(p * x) + Math.log(x)) + logMeans - logTotals),
    customers * (digamma(p * x + q) - digamma(q) + Math.log(v)) - logTotals,
    (customers * q) / v - (p * x + q) * inverses,
  ];
}

interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

function parametersOf(parameters: readonly number[]): GammaGamma {
  return { p: parameters[0]!, q: parameters[1]!, v: parameters[2]! };
}
