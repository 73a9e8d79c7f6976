/** The transition matrix of a partition: who was where at one as-of and is where at another. */

import type { ModelField } from '../check/context.ts';
import { checkField } from '../check/field.ts';
import { collector } from '../diagnostics/collect.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { customerItems, makeRelation } from '../evaluation/relation.ts';
import { boundModels } from '../features/index.ts';
import type { NamedModel } from '../features/named-model.ts';
import type { BoundRfm } from '../features/rfm-measures.ts';
import { rfmModels } from '../features/rfm-models.ts';
import { countMovesBetween, type Move } from '../history/parts.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Table, TableRow } from '../model/table.ts';
import { typeOf, type Value } from '../model/value.ts';
import { column } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type CutChoice, modelsBehind, readCutPoints, withCutPoints } from './moves-cuts.ts';

/** Where those are who did not exist yet at the first as-of, and those who are not there at the second. */
const NEWCOMERS = '(not yet)';
const GONE = '(gone)';

/** The field of a partition: a stage set by its own name, or any text field of customers. */
export function partitionField(name: string, { definitions }: Workspace): string {
  return definitions.stageSets.some((set) => set.name === name) ? `${name}.stage` : name;
}

export interface MovesQuestion {
  readonly field: string;
  readonly from: AsOf;
  readonly to: AsOf;
  /** Whose RFM cut points hold at both dates; those of the first when absent. */
  readonly cuts?: CutChoice | undefined;
}

export interface MovesAnswer {
  readonly moves: readonly Move[];
  /** The RFM models that scored both dates by the cut points of one, and which date that was. */
  readonly cuts?: { readonly of: AsOf; readonly models: readonly BoundRfm[] };
}

/** Evaluates the field at both as-ofs. Throws a `Failure` (2) for what is no field of text. */
export async function measureMoves(
  workspace: Workspace,
  { field, from, to, cuts: choice }: MovesQuestion,
): Promise<MovesAnswer> {
  const [first, second] = [workspace.at(from), workspace.at(to)];
  const models = modelsBehind(partition(second, field), second);
  if (models.length === 0 && choice !== undefined) throw nothingCut(field);
  const cut = choice === 'second' ? second : first;
  const cuts = choice === 'each' ? new Map() : await readCutPoints(cut, modelsOf(cut, models));
  await copyParts(first, field, relations.from, withCutPoints(first, cuts));
  await copyParts(second, field, relations.to, withCutPoints(second, cuts));
  return {
    moves: await countMoves(workspace, field),
    ...(cuts.size === 0 ? {} : { cuts: { of: cut.asOf, models } }),
  };
}

/** The same models, bound to the view's as-of. */
function modelsOf(view: Workspace, models: readonly BoundRfm[]): readonly BoundRfm[] {
  const names = new Set(models.map(({ model }) => model.name));
  return boundModels(view.models, rfmModels).filter(({ model }) => names.has(model.name));
}

function nothingCut(field: string): Failure {
  return failure(2, 'option-value', `\`--cuts\` is about RFM scores, and \`${field}\` is not made of any`, [
    'leave it out',
  ]);
}

const relations = { from: 'segment_moves_from', to: 'segment_moves_to' } as const;

async function countMoves(workspace: Workspace, field: string): Promise<readonly Move[]> {
  const outside = { before: NEWCOMERS, after: GONE };
  const moves = await countMovesBetween(workspace.database, relations.from, relations.to, outside);
  const order = partOrder(field, workspace);
  return moves.toSorted((a, b) => order(a.from, b.from) || order(a.to, b.to));
}

/** The field at the view's as-of, which must be a text. */
function partition(view: Workspace, field: string): Value {
  const found = collector();
  const source = { name: 'PARTITION', text: field };
  const span = { source, start: 0, end: field.length };
  const value = checkField({ kind: 'scalar', text: field, quoted: false, span }, view.names(found.report));
  if (!value) throw new Failure(2, found.diagnostics);
  const type = typeOf(value);
  if (type === 'text') return value;
  throw failure(2, 'partition', `\`${field}\` is ${type}, and moves are between the values of a text`, [
    'name a stage set, a text column, or a field such as `rfm.segment`',
  ]);
}

async function copyParts(
  view: Workspace,
  field: string,
  relation: string,
  models: readonly NamedModel[],
): Promise<void> {
  await makeRelation({ ...view, models }, relation, (planner) => ({
    items: customerItems(planner.key, { part: column(planner.value(partition(view, field), 'part')) }),
  }));
}

/** Stages and segments of RFM in the order they are written, other values by byte; then missing ones, newcomers and the gone. */
function partOrder(
  field: string,
  { definitions, models }: Workspace,
): (a: string | null, b: string | null) => number {
  const set = definitions.stageSets.find(({ name }) => `${name}.stage` === field);
  const fields = models.flatMap((model) =>
    model.fields.map((each) => [`${model.name}.${each.name}`, each] as const),
  );
  const known =
    set?.stages.map(({ name }) => name) ?? new Map<string, ModelField>(fields).get(field)?.values ?? [];
  const rank = (part: string | null): number => {
    if (part === null) return known.length + 1;
    if (part === NEWCOMERS || part === GONE) return known.length + 2;
    const place = known.indexOf(part);
    return place < 0 ? known.length : place;
  };
  return (a, b) => rank(a) - rank(b) || ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0);
}

/** A row a move; `share` is of those who were in `from`. */
export function movesTable(moves: readonly Move[]): Table {
  const totals = totalsOf(moves);
  return {
    columns: [
      { name: 'from', kind: 'text' },
      { name: 'to', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
    ],
    rows: moves.map(({ from, to, customers }) => [from, to, customers, customers / totals.get(from)!]),
  };
}

/** The matrix for people: a row where they were, a column where they are, shares of the row. */
export function movesMatrix(moves: readonly Move[]): Table {
  const totals = totalsOf(moves);
  const last = new Set(moves.map(({ to }) => to));
  const both = [...moves.map(({ from }) => from), ...moves.map(({ to }) => to)];
  const parts = [...new Set(both)].filter((part) => last.has(part));
  const ordered = [...parts.filter((part) => part !== GONE), ...parts.filter((part) => part === GONE)];
  const names = ordered.map((part) => part ?? '(missing)');
  const rows = [...totals].map(([from, total]): TableRow => {
    const shares = ordered.map((to) => {
      const move = moves.find((each) => each.from === from && each.to === to);
      return move ? move.customers / total : 0;
    });
    return [from ?? '(missing)', total, ...shares];
  });
  return {
    columns: [
      { name: 'from', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      ...names.map((name) => ({ name, kind: 'percent' }) as const),
    ],
    rows,
    picture: { kind: 'heat-map', columns: names, scale: 'row' },
  };
}

function totalsOf(moves: readonly Move[]): ReadonlyMap<string | null, number> {
  const totals = new Map<string | null, number>();
  for (const { from, customers } of moves) totals.set(from, (totals.get(from) ?? 0) + customers);
  return totals;
}
