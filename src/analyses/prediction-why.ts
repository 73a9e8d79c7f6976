/** Why a model says what it says of one customer: what is certain of it, and what is the model's. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { learnCustomers, predictCustomers } from '../evaluation/predictions.ts';
import { boundModels } from '../features/index.ts';
import type { PredictionModel } from '../features/prediction-model.ts';
import { predictionModels } from '../features/prediction-models.ts';
import { FEWEST_GAPS } from '../features/rhythm.ts';
import type { SignsModel } from '../features/signs-model.ts';
import { countOf } from '../model/count.ts';
import { describeDuration } from '../model/duration.ts';
import type { Segment } from '../model/segment.ts';
import type { Cell } from '../model/table.ts';
import { modelsWithin } from '../model/walk.ts';
import { binary, column, text } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
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
  const { relation, buying } = await predictCustomers(workspace, model);
  const row = await rowOf(workspace, relation, key);
  const { name, rows } = model;
  if (!row) return [info('why', `\`${name}\`: the customer has no row of \`${rows.table}\` yet`)];
  const [repeats, last, age, gap] = ['repeats', 'last', 'age', 'gap'].map((each) => Number(row[each]));
  const rhythm =
    row['gap'] === null
      ? 'nobody has a gap to go by'
      : `${repeats! >= FEWEST_GAPS ? 'every' : 'others come every'} ${rounded(gap!)} days`;
  const certain = `${countOf(repeats! + 1, 'day')} of \`${rows.table}\`, ${rhythm}, ${countOf(age! - last!, 'day')} of silence`;
  const by = buying ? `\`${model.buying.name}\`` : '`own-rhythm`';
  const chances = `${percent(row['alive'])} to be active still, ${percent(row['any_order'])} of an order in ${describeDuration(model.horizon)}`;
  return [
    info('why', `\`${name}\`: ${certain} are certain; by ${by} the chance is ${chances}`, {
      model: name,
      days: repeats! + 1,
      gap_days: row['gap'] ?? null,
      silent_days: age! - last!,
    }),
  ];
}

async function whySigns(workspace: Workspace, model: SignsModel, key: string) {
  const learned = await learnCustomers(workspace, model);
  const row = await rowOf(workspace, learned.relation, key);
  const chance = row
    ? `\`${model.name}\`: ${percent(row['probability'])}, by what customers like this one came to`
    : `\`${model.name}\`: missing, since the customer is not in the position that it was learned from`;
  return [
    ...learned.notes.filter(({ severity }) => severity === 'info'),
    info('why', chance),
    ...signsInWords(learned),
  ];
}

async function rowOf({ database, dialect }: Workspace, relation: string, key: string) {
  const where = binary('=', column('customer'), text(key));
  const body = { kind: 'select', star: [''], items: [], from: { relation }, where } as const;
  const [row] = await database.objects(printQuery({ with: [], body }, dialect));
  return row;
}

function percent(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? 'missing' : `${(100 * Number(cell)).toFixed(1)}%`;
}

function rounded(days: number): string {
  return String(Math.round(days * 10) / 10);
}
