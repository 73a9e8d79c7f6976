/**
 * What every model of repeat buying can say. Parameters are numbers above zero in the order of the model's
 * letters; time is in one unit everywhere.
 */
import type { Fit } from './fit.ts';

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

/** The number of orders in a horizon. */
export interface Outlook {
  readonly mean: number;
  readonly variance: number;
  /** The chance of at least one. */
  readonly any: number;
}

export interface BuyingModel {
  /** As it is asked for: `mbg-nbd`. */
  readonly name: string;
  /** The parameters, as the papers call them. */
  readonly letters: readonly string[];
  /**
   * Maximum likelihood; undefined when nobody came back, or nobody was observed for any time. `logGaps` is the sum
   * of the logarithms of all gaps between orders, which only a model of regular buying looks at.
   */
  readonly fit: (rows: readonly HistoryRow[], logGaps: number) => Fit | undefined;
  readonly needsGaps?: true;
  /** P(alive | x, t_x, T). */
  readonly alive: (parameters: readonly number[], history: History) => number;
  /** What a customer who is active at T orders in the `horizon` after it. */
  readonly ahead: (parameters: readonly number[], history: History, horizon: number) => Outlook;
  /** Whether `ahead` depends on x and T alone, so that it need be computed once for all who share them. */
  readonly forgetsLast: boolean;
}

/** What a customer orders in the `horizon` after T, active or not. */
export function outlookOf(
  model: BuyingModel,
  parameters: readonly number[],
  history: History,
  horizon: number,
): Outlook {
  return unlessGone(model.alive(parameters, history), model.ahead(parameters, history, horizon));
}

/** `outlookOf` for many histories: what those of equal x and T have in common is computed once. */
export function outlooksOf(
  model: BuyingModel,
  parameters: readonly number[],
  horizon: number,
): (history: History) => Outlook {
  if (!model.forgetsLast) return (history) => outlookOf(model, parameters, history, horizon);
  const known = new Map<number, Map<number, Outlook>>();
  return (history) => {
    const ages = known.get(history.repeats) ?? new Map<number, Outlook>();
    if (ages.size === 0) known.set(history.repeats, ages);
    const ahead = ages.get(history.age) ?? model.ahead(parameters, history, horizon);
    ages.set(history.age, ahead);
    return unlessGone(model.alive(parameters, history), ahead);
  };
}

/** The outlook of a customer who is active with the chance `alive`, and otherwise orders nothing. */
export function unlessGone(alive: number, { mean, variance, any }: Outlook): Outlook {
  return {
    mean: alive * mean,
    variance: alive * (variance + (1 - alive) * mean * mean),
    any: alive * any,
  };
}

/** Whether there is anything to learn from: somebody came back, and time has passed. */
export function isTelling(rows: readonly HistoryRow[]): boolean {
  return rows.some(({ repeats, customers }) => repeats > 0 && customers > 0) && meanAge(rows) > 0;
}

export function customersIn(rows: readonly { readonly customers: number }[]): number {
  return rows.reduce((sum, { customers }) => sum + customers, 0);
}

export function meanAge(rows: readonly HistoryRow[]): number {
  return rows.reduce((sum, { customers, age }) => sum + customers * age, 0) / customersIn(rows);
}
