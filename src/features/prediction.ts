/** Fits what is asked for to what was known at the as-of, and scores every customer. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Query } from '../sql/ast.ts';
import type { Fit } from '../stats/fit.ts';
import type { HistoryRow } from '../stats/repeat-buying.ts';
import type { CustomerData, CustomerRelation } from './named-model.ts';
import {
  fitDoubts,
  INSTEAD,
  isRobot,
  NOTHING_INSTEAD,
  robotsFound,
  seesNobodyStop,
  unlearnable,
} from './prediction-doubts.ts';
import { readHistories, readUsualGaps } from './prediction-histories.ts';
import { daysInUnit, horizonDays, type PredictionModel } from './prediction-model.ts';
import { predictionQuery } from './prediction-query.ts';
import { type Ahead, modelScorer, rhythmScorer, type Scorer, scoreColumns } from './prediction-scores.ts';
import { fitSpending, type SpendingFit } from './prediction-spending.ts';
import type { UsualGaps } from './rhythm.ts';

/** Parameters from elsewhere, in the unit of the model: nothing is fitted then. */
export interface GivenFit {
  readonly buying: Fit;
  readonly spending: Fit | undefined;
}

export interface Prediction {
  readonly model: PredictionModel;
  /** Days ahead. */
  readonly horizon: number;
  /** Everybody's histories, in days. */
  readonly rows: readonly HistoryRow[];
  /** Undefined where the rhythm of customers stands in place of a model. */
  readonly buying: Fit | undefined;
  readonly spending: SpendingFit | undefined;
  readonly gaps: UsualGaps;
  readonly scorer: Scorer;
  readonly notes: readonly Diagnostic[];
  /** `customer`, the fields of the model, and `repeats,last,age,mean,variance,any_order`. */
  readonly query: Query;
}

export async function predict(
  model: PredictionModel,
  data: CustomerData,
  given?: GivenFit,
): Promise<Prediction> {
  const histories = await data.histories(model.rows, model.money);
  const rows = await readHistories(data, histories);
  const gaps = await readUsualGaps(data, histories);
  const horizon = horizonDays(model, data.asOf.date);
  const buying = given
    ? { fit: given.buying, isLoyal: false, notes: [] }
    : await fitBuying(model, rows, data);
  const spending = await fitSpending(model, histories, data, given?.spending);
  const scorer = scorerOf(model, buying, gaps, { horizon, discount: model.discount });
  const scores = await data.load(scoreColumns(rows, scorer));
  return {
    model,
    horizon,
    rows,
    buying: buying.fit,
    spending: spending?.fit,
    gaps,
    scorer,
    notes: [...withInstead(buying, gaps), ...(spending?.notes ?? [])],
    query: predictionQuery(model, { histories, scores, gaps, spending: spending?.fit, asOf: data.asOf.date }),
  };
}

/** The model's fields as a relation that plans join. */
export function predictionRelation(model: PredictionModel): CustomerRelation {
  return { name: model.name, make: (data) => predict(model, data) };
}

/** By the model, and by their own rhythm where it says nothing: robots, everybody, or who has stopped. */
function scorerOf(
  { buying, unit }: PredictionModel,
  { fit, isLoyal }: BuyingFit,
  gaps: UsualGaps,
  ahead: Ahead,
): Scorer {
  const byRhythm = rhythmScorer(gaps, ahead);
  if (!fit) return byRhythm;
  const aliveByRhythm = isLoyal ? gaps : undefined;
  const byModel = modelScorer({ model: buying, parameters: fit.parameters, unit, aliveByRhythm }, ahead);
  return (history) => (isRobot(history) ? byRhythm : byModel)(history);
}

interface BuyingFit {
  readonly fit: Fit | undefined;
  /** Whether nobody was seen to stop. */
  readonly isLoyal: boolean;
  readonly notes: readonly Diagnostic[];
}

async function fitBuying(
  { buying, unit, rows: meant }: PredictionModel,
  rows: readonly HistoryRow[],
  data: CustomerData,
): Promise<BuyingFit> {
  const robots = rows.filter(isRobot);
  const others = robots.length > 0 ? rows.filter((row) => !isRobot(row)) : rows;
  const notes = robotsFound(robots);
  const reason = unlearnable(others);
  if (reason) return { fit: undefined, isLoyal: false, notes: [...notes, reason] };
  const days = daysInUnit(unit);
  const gaps = buying.needsGaps ? await data.gaps(meant) : [];
  const logGaps = gaps.reduce((sum, [length, times]) => sum + times * Math.log(length / days), 0);
  const known = others.map((row) => inUnits(row, days));
  const fit = buying.fit(known, logGaps);
  if (!fit) return { fit: undefined, isLoyal: false, notes };
  const isLoyal = seesNobodyStop(fit, known, (row) => buying.alive(fit.parameters, row));
  const doubts = [...notes, ...fitDoubts(fit, isLoyal)];
  return { fit: fit.doubt === 'not-converged' ? undefined : fit, isLoyal, notes: doubts };
}

function inUnits({ repeats, last, age, customers }: HistoryRow, days: number): HistoryRow {
  return { repeats, last: last / days, age: age / days, customers };
}

/** Says what stands in the place of a model that could not be fitted. */
function withInstead({ fit, notes }: BuyingFit, gaps: UsualGaps): readonly Diagnostic[] {
  const last = notes.at(-1);
  if (fit || !last) return notes;
  const help = gaps.second === undefined ? NOTHING_INSTEAD : INSTEAD;
  return [...notes.slice(0, -1), { ...last, help: [...(last.help ?? []), help] }];
}
