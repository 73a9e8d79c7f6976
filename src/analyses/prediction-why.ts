/** Why a model says what it says of one customer: what is certain of it, and what is the model's. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { learnCustomers, predictCustomers } from '../evaluation/predictions.ts';
import { boundModels } from '../features/index.ts';
import { isRobot } from '../features/prediction-doubts.ts';
import type { PredictionModel } from '../features/prediction-model.ts';
import { predictionModels } from '../features/prediction-models.ts';
import { type OrderValue, orderValues } from '../features/prediction-query.ts';
import type { HistoryScore } from '../features/prediction-scores.ts';
import { FEWEST_GAPS, RHYTHM } from '../features/rhythm.ts';
import type { SignsModel } from '../features/signs-model.ts';
import { countOf } from '../model/count.ts';
import { describeDuration } from '../model/duration.ts';
import type { Segment } from '../model/segment.ts';
import type { Cell } from '../model/table.ts';
import { modelsWithin } from '../model/walk.ts';
import type { Expr, SelectItem } from '../sql/ast.ts';
import { binary, column, integer, sqlNull, text } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { History } from '../stats/repeat-buying.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { signsInWords } from './signs-answer.ts';

/** A sentence or two for every prediction that the segment reads. */
export async function whyPredicted(
  workspace: Workspace,
  segment: Segment,
  key: string,
): Promise<readonly Diagnostic[]> {
  const used = modelsWithin(segment);
  const models = boundModels(workspace.models, predictionModels).filter(({ name }) => used.has(name));
  const notes: Diagnostic[] = [];
  for (const model of models) {
    notes.push(...(await (model.kind === 'signs' ? whySigns : whyOrders)(workspace, model as never, key)));
  }
  return notes;
}

async function whyOrders(workspace: Workspace, model: PredictionModel, key: string) {
  const predicted = await predictCustomers(workspace, model);
  const values = predicted.spending ? orderValues(predicted.spending, (name) => column(name)) : [];
  const row = await rowOf(workspace, predicted.relation, key, [{ expr: placeOf(values), as: 'value_place' }]);
  const { name, rows } = model;
  if (!row) return [info('why', `\`${name}\`: the customer has no row of \`${rows.table}\` yet`)];
  const [repeats, last, age] = ['repeats', 'last', 'age'].map((each) => Number(row[each]));
  const history = { repeats: repeats!, last: last!, age: age! };
  const score = predicted.scorer(history);
  const value = values[Number(row['value_place'])];
  const { words, facts } = chancesInWords(model, row, score, isRobot(history));
  return [
    info('why', `\`${name}\`: ${certainOf(model, history, row['gap'])} are certain; ${words}`, {
      model: name,
      days: repeats! + 1,
      gap_days: row['gap'] ?? null,
      silent_days: age! - last!,
      ...facts,
    }),
    ...(predicted.spending ? [worthInWords(name, row['order_value'], value)] : []),
  ];
}

/** The number of the first that holds; none where nothing does. */
function placeOf(values: readonly OrderValue[]): Expr {
  const branches = values.map(({ when }, i) => ({ when, then: integer(i) }));
  return branches.length === 0 ? sqlNull : { kind: 'case', branches, otherwise: integer(-1) };
}

function certainOf(
  { rows }: PredictionModel,
  { repeats, last, age }: History,
  gap: Cell | undefined,
): string {
  const rhythm =
    gap === null || gap === undefined
      ? 'nobody has a gap to go by'
      : `${repeats >= FEWEST_GAPS ? 'every' : 'others come every'} ${rounded(Number(gap))} days`;
  return `${countOf(repeats + 1, 'day')} of \`${rows.table}\`, ${rhythm}, ${countOf(age - last, 'day')} of silence`;
}

/** The chances, and what each is by: the model, or what stands in its place. */
function chancesInWords(
  { horizon }: PredictionModel,
  row: Readonly<Record<string, Cell>>,
  score: HistoryScore | undefined,
  robot: boolean,
) {
  if (!score) {
    return { words: 'what comes cannot be said of anybody', facts: { alive_by: null, orders_by: null } };
  }
  const { aliveBy, ordersBy } = score;
  const active = `${percent(row['alive'])} to be active still`;
  const order = `${percent(row['any_order'])} of an order in ${describeDuration(horizon)}`;
  const since = robot && ordersBy === RHYTHM ? ', of whoever orders on nine days of ten,' : '';
  const words =
    aliveBy === ordersBy
      ? `by \`${ordersBy}\`${since} the chance is ${active}, ${order}`
      : `the chance is ${active} by \`${aliveBy}\`, and ${order} by \`${ordersBy}\``;
  return { words, facts: { alive_by: aliveBy, orders_by: ordersBy } };
}

function worthInWords(name: string, worth: Cell | undefined, value: OrderValue | undefined): Diagnostic {
  if (worth === null || worth === undefined || !value) {
    return info('why', `\`${name}\`: what an order is worth cannot be said`, { order_value_by: null });
  }
  const since = value.since === undefined ? '' : `, of a customer ${value.since}`;
  return info(
    'why',
    `\`${name}\`: an order is worth ${Number(worth).toFixed(2)} by \`${value.by}\`${since}`,
    {
      order_value_by: value.by,
    },
  );
}

async function whySigns(workspace: Workspace, model: SignsModel, key: string) {
  const learned = await learnCustomers(workspace, model);
  const row = await rowOf(workspace, learned.relation, key);
  const chance = !row
    ? `\`${model.name}\`: missing, since the customer is not in the position that it was learned from`
    : learned.fit
      ? `\`${model.name}\`: ${percent(row['probability'])}, by what customers like this one came to`
      : `\`${model.name}\`: missing, since it cannot be learned`;
  return [
    ...learned.notes.filter(({ severity }) => severity === 'info'),
    info('why', chance),
    ...signsInWords(learned),
  ];
}

async function rowOf(
  { database, dialect }: Workspace,
  relation: string,
  key: string,
  items: readonly SelectItem[] = [],
) {
  const where = binary('=', column('customer'), text(key));
  const body = { kind: 'select', star: [''], items, from: { relation }, where } as const;
  const [row] = await database.objects(printQuery({ with: [], body }, dialect));
  return row;
}

function percent(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? 'missing' : `${(100 * Number(cell)).toFixed(1)}%`;
}

function rounded(days: number): string {
  return String(Math.round(days * 10) / 10);
}
