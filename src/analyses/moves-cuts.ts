/**
 * One set of RFM cut points for two dates. Scores are places among everybody: were each date scored by itself, a
 * customer would move because of what others did.
 */
import { dependencies, inOrder, namesWithin, stageNode } from '../check/order.ts';
import { readType } from '../database/engine-type.ts';
import { failure } from '../diagnostics/failure.ts';
import { readRows } from '../evaluation/read-rows.ts';
import { customerItems, makeRelation } from '../evaluation/relation.ts';
import { boundModels } from '../features/index.ts';
import type { NamedModel } from '../features/named-model.ts';
import { type CutValues, cutOrder, cutPlaces, cutThresholds } from '../features/rfm-cut-points.ts';
import type { BoundRfm } from '../features/rfm-measures.ts';
import type { RfmCuts } from '../features/rfm-model.ts';
import { rfmModel, rfmModels } from '../features/rfm-models.ts';
import type { Value } from '../model/value.ts';
import { modelsWithin } from '../model/walk.ts';
import type { Expr, Select } from '../sql/ast.ts';
import { aggregate, and, binary, cast, column, integer, isNotNull, oneOf } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { asOfText } from './history.ts';

export const cutChoices = ['first', 'second', 'each'] as const;

/** Whose cut points score both dates, or that each is scored by its own. */
export type CutChoice = (typeof cutChoices)[number];

/** The RFM models that decide the value of the field, be it through stages, segments or traits. */
export function modelsBehind(field: Value, { definitions, models }: Workspace): readonly BoundRfm[] {
  const names = new Set(inOrder(namesWithin(field), dependencies(definitions)));
  const used = modelsWithin([
    field,
    definitions.segments.filter(({ name }) => names.has(name)),
    definitions.stageSets.filter(({ name }) => names.has(stageNode(name))),
  ]);
  return boundModels(models, rfmModels).filter(({ model }) => used.has(model.name));
}

/** The cut points at the view's as-of, by model. Throws a `Failure` (2) where nobody is scored then. */
export async function readCutPoints(
  view: Workspace,
  models: readonly BoundRfm[],
): Promise<ReadonlyMap<string, RfmCuts>> {
  const cuts = new Map<string, RfmCuts>();
  for (const bound of models) cuts.set(bound.model.name, await cutsOf(view, bound));
  return cuts;
}

/** The models of the view with the given cut points in place of their own. */
export function withCutPoints(view: Workspace, cuts: ReadonlyMap<string, RfmCuts>): readonly NamedModel[] {
  const changed = boundModels(view.models, rfmModels).flatMap((bound) => {
    const given = cuts.get(bound.model.name);
    return given ? [rfmModel({ ...bound, model: { ...bound.model, method: 'fixed', cuts: given } })] : [];
  });
  return view.models.map((model) => changed.find(({ name }) => name === model.name) ?? model);
}

const RELATION = 'segment_rfm_cut_values';

async function cutsOf(view: Workspace, bound: BoundRfm): Promise<RfmCuts> {
  const { recency, frequency, monetary } = bound;
  if (bound.model.method === 'fixed') return bound.model.cuts!;
  await makeRelation(view, RELATION, (planner) => {
    const value = (of: Value, as: string) => column(planner.value(of, as));
    const values = { r: value(recency, 'r'), f: value(frequency, 'f') };
    return {
      items: customerItems(planner.key, { ...values, ...(monetary ? { m: value(monetary, 'm') } : {}) }),
    };
  });
  const r = await axisCuts(view, bound, 'r');
  const f = await axisCuts(view, bound, 'f');
  return { r, f, ...(monetary ? { m: await axisCuts(view, bound, 'm') } : {}) };
}

async function axisCuts(
  view: Workspace,
  { model }: BoundRfm,
  axis: keyof RfmCuts,
): Promise<readonly number[]> {
  const { database, dialect, asOf } = view;
  const { method, levels, name } = model;
  if (method === 'fixed') return model.cuts![axis]!;
  const { descending, missing } = cutOrder(method, axis);
  const scored = scoredBy(axis, missing);
  const [[counted = 0] = []] = await readRows(view, {
    ...scored,
    items: [{ expr: aggregate('count', undefined), as: 'customers' }],
  });
  const customers = Number(counted);
  if (customers === 0) throw noCutPoints(name, asOf);
  const value = { expr: column(axis), as: 'value' };
  const [typed] = await database.columns(
    printQuery({ with: [], body: { ...scored, items: [value] } }, dialect),
  );
  const scale = scaleOf(typed!.type);
  const places = cutPlaces(method, customers, levels);
  const place: Expr = {
    kind: 'window',
    name: 'row-number',
    args: [],
    partition: [],
    order: [{ by: column(axis), descending, nulls: 'first' }],
  };
  const ranked = { ...scored, items: [value, { expr: place, as: 'place' }] };
  const asked = places.map((each) => each.place);
  const found = await readRows(view, {
    with: [{ name: 'ranked', query: ranked }],
    body: valuesAt(asked, scale),
  });
  const values = new Map(
    found.map(([place, value]) => [
      Number(place),
      value === null ? null : BigInt(String(value).replace('.', '')),
    ]),
  );
  const cuts = places.map(
    ({ place, rest }): CutValues => ({ at: values.get(place), next: values.get(place + 1), rest }),
  );
  return cutThresholds(method, axis, cuts, scale);
}

/** Those whose values are ordered. */
function scoredBy(axis: keyof RfmCuts, missing: boolean): Select {
  const where = and(binary('>', column('f'), integer(0)), missing ? undefined : isNotNull(column(axis)));
  return { kind: 'select', items: [], from: { relation: RELATION }, where };
}

/** The values at the places and at those after them, as text of so many digits behind the point. */
function valuesAt(places: readonly number[], scale: number): Select {
  const place = column('place');
  const exact = cast(cast(column('value'), { decimal: [38, scale] }), 'text');
  const wanted = places.flatMap((each) => [integer(each), integer(each + 1)]);
  return {
    kind: 'select',
    items: [
      { expr: place, as: 'place' },
      { expr: exact, as: 'value' },
    ],
    from: { relation: 'ranked' },
    where: oneOf(place, wanted),
  };
}

/** Digits behind the point: those of a decimal, none of a whole number; others are told apart at six. */
function scaleOf(name: string): number {
  const type = readType(name);
  if (type.kind === 'decimal') return type.scale;
  return type.kind === 'integer' ? 0 : 6;
}

function noCutPoints(model: string, asOf: Workspace['asOf']) {
  const message = `nobody is scored by \`${model}\` as of ${asOfText(asOf)}, so that it has no cut points`;
  return failure(2, 'no-cut-points', message, [
    'take those of the other date (`--cuts first`, `--cuts second`), or let each date have its own: `--cuts each`',
  ]);
}
