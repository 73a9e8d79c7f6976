/** Predictions of everybody as a relation of the engine. */
import { makeTable, makeView } from '../database/relation.ts';
import { type LikenessLearned, learnLikeness, likenessRelation } from '../features/likeness.ts';
import { type GivenFit, type Prediction, predict } from '../features/prediction.ts';
import type { PredictionModel } from '../features/prediction-model.ts';
import { learnSigns, type SignsLearned } from '../features/signs.ts';
import type { SignsModel } from '../features/signs-model.ts';
import type { LikenessValue } from '../model/value.ts';
import { relationAt } from '../plan/joined-relation.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { customerData } from './joined.ts';
import { lookingAt } from './relation.ts';

export interface PredictedCustomers extends Prediction {
  /** One row a customer who has a history: `Prediction.query`. */
  readonly relation: string;
  readonly sql: string;
}

export interface LearnedSigns extends SignsLearned {
  /** One row a customer in the position that was learned from: `SignsLearned.query`. */
  readonly relation: string;
  readonly sql: string;
}

export async function learnCustomers(workspace: Workspace, model: SignsModel): Promise<LearnedSigns> {
  const { database, dialect, asOf } = workspace;
  const relation = relationAt({ name: `${model.name}_signs` }, asOf);
  const learned = await learnSigns(model, customerData(workspace, relation, lookingAt(workspace)));
  const sql = printQuery(learned.query, dialect);
  await makeTable(database, relation, sql);
  return { ...learned, relation, sql };
}

/** What the customers of a list look like, at the as-of of the workspace. */
export function learnAlike(workspace: Workspace, value: LikenessValue): Promise<LikenessLearned> {
  const name = `${relationAt(likenessRelation(value), workspace.asOf)}_why`;
  return learnLikeness(value, customerData(workspace, name, lookingAt(workspace)));
}

/**
 * Predicts at the as-of of the workspace. Nothing is fitted where a fit is given. What is read once only need not be
 * stored before.
 */
export async function predictCustomers(
  workspace: Workspace,
  model: PredictionModel,
  given?: GivenFit,
  reading: 'once' | 'often' = 'often',
): Promise<PredictedCustomers> {
  const { database, dialect, asOf } = workspace;
  const relation = relationAt({ name: `${model.name}_prediction` }, asOf);
  const prediction = await predict(model, customerData(workspace, relation, lookingAt(workspace)), given);
  const sql = printQuery(prediction.query, dialect);
  await (reading === 'once' ? makeView : makeTable)(database, relation, sql);
  return { ...prediction, relation, sql };
}
