/** What is said of each history: computed once for all customers who share it, and joined to them in the engine. */

import { type Discount, daysOfPeriod, type TimeUnit } from '../language/models/predict.ts';
import type { NumberColumns } from '../model/number-columns.ts';
import type { BuyingModel, History, HistoryRow, Outlook } from '../stats/repeat-buying.ts';
import { outlooksOf } from '../stats/repeat-buying.ts';
import { daysInUnit } from './prediction-model.ts';
import { expectedGap, RHYTHM, rhythmAlive, rhythmOutlook, type UsualGaps } from './rhythm.ts';

export interface HistoryScore {
  readonly alive: number;
  /** The model that `alive` is by, and the one that all else is by; `own-rhythm` is none. */
  readonly aliveBy: string;
  readonly ordersBy: string;
  /** The orders within the horizon. */
  readonly outlook: Outlook;
  /** Those orders, each worth less the later it comes; equal to their mean without a discount. */
  readonly worth: number;
}

export type Scorer = (history: History) => HistoryScore | undefined;

export interface Ahead {
  /** In days. */
  readonly horizon: number;
  readonly discount: Discount | undefined;
}

/** By a fitted model; `alive` of a flat one is by the rhythm of the customer. */
export function modelScorer(
  fitted: {
    readonly model: BuyingModel;
    readonly parameters: readonly number[];
    readonly unit: TimeUnit;
    readonly aliveByRhythm: UsualGaps | undefined;
  },
  ahead: Ahead,
): Scorer {
  const { model, parameters, aliveByRhythm } = fitted;
  const unit = daysInUnit(fitted.unit);
  const steps = stepsOf(ahead).map(({ until, weight }) => ({
    weight,
    outlook: outlooksOf(model, parameters, until / unit),
  }));
  return (history) => {
    const inUnits = { repeats: history.repeats, last: history.last / unit, age: history.age / unit };
    const gap = aliveByRhythm && expectedGap(history, aliveByRhythm);
    const outlooks = steps.map(({ outlook }) => outlook(inUnits));
    return {
      alive: gap === undefined ? model.alive(parameters, inUnits) : rhythmAlive(history, gap),
      aliveBy: gap === undefined ? model.name : RHYTHM,
      ordersBy: model.name,
      outlook: outlooks.at(-1)!,
      worth: worthOf(steps, outlooks),
    };
  };
}

/** By the rhythm of the customer alone; undefined where there is none. */
export function rhythmScorer(gaps: UsualGaps, ahead: Ahead): Scorer {
  const steps = stepsOf(ahead);
  return (history) => {
    const gap = expectedGap(history, gaps);
    if (gap === undefined) return undefined;
    const outlooks = steps.map(({ until }) => rhythmOutlook(history, gap, until));
    return {
      alive: rhythmAlive(history, gap),
      aliveBy: RHYTHM,
      ordersBy: RHYTHM,
      outlook: outlooks.at(-1)!,
      worth: worthOf(steps, outlooks),
    };
  };
}

/** The scores as columns, beside the histories that they are of. */
export function scoreColumns(rows: readonly HistoryRow[], scorer: Scorer): NumberColumns {
  const column = (): Float64Array => new Float64Array(rows.length);
  const [repeats, last, age] = [column(), column(), column()];
  const [alive, orders, variance, any, worth] = [column(), column(), column(), column(), column()];
  for (const [index, row] of rows.entries()) {
    const score = scorer(row);
    repeats[index] = row.repeats;
    last[index] = row.last;
    age[index] = row.age;
    alive[index] = score?.alive ?? Number.NaN;
    orders[index] = score?.outlook.mean ?? Number.NaN;
    variance[index] = score?.outlook.variance ?? Number.NaN;
    any[index] = score?.outlook.any ?? Number.NaN;
    worth[index] = score?.worth ?? Number.NaN;
  }
  return { repeats, last, age, alive, orders, variance, any_order: any, worth };
}

interface Step {
  /** Days from the as-of. */
  readonly until: number;
  /** What money is worth in the period that ends there. */
  readonly weight: number;
}

/** The periods of the discount, the last of them cut short at the horizon; one without a discount. */
function stepsOf({ horizon, discount }: Ahead): readonly Step[] {
  if (!discount) return [{ until: horizon, weight: 1 }];
  const days = daysOfPeriod[discount.per];
  return Array.from({ length: Math.max(1, Math.ceil(horizon / days)) }, (_, i) => ({
    until: Math.min(horizon, (i + 1) * days),
    weight: (1 + discount.share) ** -(i + 1),
  }));
}

/** `outlooks` are those until the end of each step. */
function worthOf(steps: readonly Pick<Step, 'weight'>[], outlooks: readonly Outlook[]): number {
  return outlooks.reduce(
    (sum, { mean }, i) => sum + steps[i]!.weight * (mean - (outlooks[i - 1]?.mean ?? 0)),
    0,
  );
}
