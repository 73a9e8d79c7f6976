/** What would have been said a while ago, against what came: models beside naive guesses. */
import { type PredictedCustomers, predictCustomers } from '../evaluation/predictions.ts';
import { readRows } from '../evaluation/read-rows.ts';
import { customerItems, makeRelation } from '../evaluation/relation.ts';
import type { PredictionModel } from '../features/prediction-model.ts';
import { measureValue } from '../language/measure-value.ts';
import { daysBetween, resolveAsOf, shiftDate } from '../model/calendar.ts';
import type { Duration } from '../model/duration.ts';
import type { Rows } from '../model/value.ts';
import type { Select } from '../sql/ast.ts';
import { aggregate, ascending, binary, column } from '../sql/build.ts';
import { areaUnderCurve, liftOfTop, type ScoredOutcome } from '../stats/discrimination.ts';
import type { History } from '../stats/repeat-buying.ts';
import { isFew } from '../stats/suppression.ts';
import type { Workspace } from '../workspace/workspace.ts';

const OUTCOMES_RELATION = 'segment_prediction_outcomes';

/** Customers who share a history, and how many orders came of each in the holdout. */
export interface Outcome extends History {
  readonly came: number;
  readonly customers: number;
}

export interface Backtest {
  readonly predicted: PredictedCustomers;
  /** The date that was looked from. */
  readonly from: string;
  /** In days. */
  readonly holdout: number;
  readonly outcomes: readonly Outcome[];
  /** What was predicted for the customers known then, and what they spent. */
  readonly value: { readonly predicted: number | undefined; readonly came: number } | undefined;
}

/** Throws a `Failure` where the as-of less the holdout is no date. */
export async function backtest(
  workspace: Workspace,
  model: PredictionModel,
  holdout: Duration,
): Promise<Backtest> {
  const { asOf } = workspace;
  const from = shiftDate(asOf.date, holdout, -1);
  const days = daysBetween(from, asOf.date);
  const then = workspace.at(resolveAsOf(from, asOf.zone)!);
  const past = { ...model, horizon: { n: days, unit: 'd' } } as const;
  const predicted = await predictCustomers(then, past);
  await measureOutcomes(workspace, model, then.asOf.instant);
  return {
    predicted,
    from,
    holdout: days,
    outcomes: await readOutcomes(workspace, predicted.relation),
    value: model.money ? await readValue(workspace, predicted.relation) : undefined,
  };
}

/** What was predicted of each, `p`, beside what came, `o`. */
function besideOutcomes(predicted: string): Pick<Select, 'from' | 'joins'> {
  const on = binary('=', column('customer', 'o'), column('customer', 'p'));
  return {
    from: { relation: predicted, as: 'p' },
    joins: [{ kind: 'left', relation: OUTCOMES_RELATION, as: 'o', on }],
  };
}

async function readOutcomes(workspace: Workspace, predicted: string): Promise<Backtest['outcomes']> {
  const keys = [...['repeats', 'last', 'age'].map((name) => column(name, 'p')), column('came', 'o')];
  const items = keys.map((expr, i) => ({ expr, as: `k${i}` }));
  const rows = await readRows(workspace, {
    kind: 'select',
    items: [...items, { expr: aggregate('count', undefined), as: 'customers' }],
    ...besideOutcomes(predicted),
    groupBy: keys,
    orderBy: keys.map(ascending),
  });
  return rows.map(([repeats, last, age, came, customers]) => ({
    repeats: Number(repeats),
    last: Number(last),
    age: Number(age),
    came: Number(came ?? 0),
    customers: Number(customers),
  }));
}

async function readValue(workspace: Workspace, predicted: string): Promise<Backtest['value']> {
  const [[said, spent] = []] = await readRows(workspace, {
    kind: 'select',
    items: [
      { expr: aggregate('sum', column('value', 'p')), as: 'predicted' },
      { expr: aggregate('sum', column('spent', 'o')), as: 'came' },
    ],
    ...besideOutcomes(predicted),
  });
  return {
    predicted: said === null || said === undefined ? undefined : Number(said),
    came: Number(spent ?? 0),
  };
}

/** What came after the instant: days with orders, and what was spent. */
async function measureOutcomes(workspace: Workspace, { rows, money }: PredictionModel, since: string) {
  const later: Rows = {
    ...rows,
    bounds: [
      ...rows.bounds,
      { from: { kind: 'instant', instant: since }, to: { kind: 'instant', instant: workspace.asOf.instant } },
    ],
  };
  await makeRelation(workspace, OUTCOMES_RELATION, (planner) => ({
    items: customerItems(planner.key, {
      came: planner.expression(measureValue('days', later)),
      ...(money ? { spent: planner.expression(measureValue('sum', later, money)) } : {}),
    }),
  }));
}

/** What a guess says of each customer who was known: orders, and who is active. */
export interface Guess {
  readonly name: string;
  readonly alive: (history: History) => number;
  /** Orders to expect; absent for a guess that only puts customers in order. */
  readonly orders?: (history: History) => number;
}

/** The model (or what stands in its place), and three guesses that anybody can make. */
export function guessesOf({ predicted, holdout, outcomes }: Backtest): readonly Guess[] {
  const { scorer, buying, model } = predicted;
  const repeats = outcomes.reduce((sum, row) => sum + row.customers * row.repeats, 0);
  const age = outcomes.reduce((sum, row) => sum + row.customers * row.age, 0);
  const mean = age > 0 ? (repeats / age) * holdout : 0;
  const rate = (history: History): number =>
    history.age > 0 ? (history.repeats / history.age) * holdout : 0;
  return [
    {
      name: buying ? model.buying.name : 'own-rhythm',
      alive: (history) => scorer(history)?.alive ?? 0,
      ...(outcomes.some((row) => scorer(row))
        ? { orders: (history: History) => scorer(history)?.outlook.mean ?? 0 }
        : {}),
    },
    { name: 'recency', alive: (history) => history.last - history.age },
    { name: 'own-rate', alive: rate, orders: rate },
    { name: 'mean', alive: () => mean, orders: () => mean },
  ];
}

export interface Verdict {
  readonly name: string;
  readonly orders: number | undefined;
  readonly meanAbsoluteError: number | undefined;
  readonly aucAlive: number | undefined;
  readonly aucOrders: number | undefined;
  readonly liftOfTopTenth: number | undefined;
}

export function judge({ outcomes }: Backtest, { name, alive, orders }: Guess): Verdict {
  const by = (score: (history: History) => number): readonly ScoredOutcome[] =>
    outcomes.map((row) => ({ score: score(row), outcome: row.came, customers: row.customers }));
  const customers = outcomes.reduce((sum, row) => sum + row.customers, 0);
  const error = (said: (history: History) => number): number =>
    outcomes.reduce((sum, row) => sum + row.customers * Math.abs(said(row) - row.came), 0) / customers;
  const best = by(orders ?? alive);
  return {
    name,
    orders: orders && outcomes.reduce((sum, row) => sum + row.customers * orders(row), 0),
    meanAbsoluteError: orders && customers > 0 ? error(orders) : undefined,
    aucAlive: areaUnderCurve(by(alive)),
    aucOrders: areaUnderCurve(best),
    liftOfTopTenth: liftOfTop(best, 0.1),
  };
}

/** The last group of repeats holds all from there on. */
const MOST_REPEATS = 7;

export interface Calibration {
  /** `0`, `1`, … `7 or more`. */
  readonly repeats: string;
  readonly customers: number;
  /** Orders a customer. */
  readonly came: number;
  /** Undefined where nothing was said. */
  readonly said: number | undefined;
}

/** Groups of fewer customers than `least` are joined with all who have more repeats, or with those of one less. */
export function calibrate({ outcomes }: Backtest, { orders }: Guess, least = 1): readonly Calibration[] {
  const last = lastGroup(outcomes, least);
  return Array.from({ length: last + 1 }, (_, repeats) => {
    const here = outcomes.filter((row) => Math.min(row.repeats, last) === repeats);
    const customers = here.reduce((sum, row) => sum + row.customers, 0);
    const mean = (of: (row: Outcome) => number) =>
      here.reduce((sum, row) => sum + row.customers * of(row), 0) / customers;
    return {
      repeats: repeats === last ? `${repeats} or more` : String(repeats),
      customers,
      came: mean(({ came }) => came),
      said: orders && mean(orders),
    };
  }).filter(({ customers }) => customers > 0);
}

/** The most repeats that still make a group of their own, with nobody or enough in each. */
function lastGroup(outcomes: Backtest['outcomes'], least: number): number {
  for (let last = MOST_REPEATS; last > 0; last--) {
    const sizes = Array.from({ length: last + 1 }, () => 0);
    for (const { repeats, customers } of outcomes) sizes[Math.min(repeats, last)]! += customers;
    if (sizes.every((customers) => !isFew(customers, least))) return last;
  }
  return 0;
}
