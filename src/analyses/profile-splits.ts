/** How the customers are parted by the values of a field, before anybody is counted. */
import { readRows } from '../evaluation/read-rows.ts';
import type { TableRow } from '../model/table.ts';
import { isMoment, isNumber, type ValueType } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import {
  aggregate,
  ascending,
  binary,
  call,
  cast,
  column,
  descending,
  integer,
  isNotNull,
  isNull,
  literal,
  text,
} from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Counts, ProfileCell } from './profile-cells.ts';
import { profileEdges } from './profile-edges.ts';
import { FEW_VALUES, type FieldFacts, IN_BASE, PROFILE_RELATION } from './profile-facts.ts';

/** Texts with more values than this are told by the most frequent, and lists by as many items. */
const MOST_VALUES = 20;

/** A part as it is told. */
export type Shape = Omit<ProfileCell, keyof Counts | 'parts'>;

export interface Split {
  /** The part of a customer, counted from 0; whoever lacks a value is in the last. */
  readonly part: Expr;
  readonly parts: number;
  /** Of the parts but the last, in their order. Of an item of lists whoever has it; the next have a list without it. */
  readonly shapes: readonly Shape[];
}

/** Bands and whole numbers in their order, texts by their number. Of lists, who has one, and a split an item. */
export async function readSplits(workspace: Workspace, facts: FieldFacts): Promise<readonly Split[]> {
  const { field, different } = facts;
  if (field.type === 'list') return readItems(workspace, facts);
  if (isMoment(field.type)) return [await readPeriods(workspace, facts)];
  if (isNumber(field.type) && different > FEW_VALUES) return [await readBands(workspace, facts)];
  return [await readValues(workspace, facts)];
}

async function readValues(workspace: Workspace, facts: FieldFacts): Promise<Split> {
  const { type } = facts.field;
  const value = column(facts.column);
  const most = type === 'text' ? MOST_VALUES : undefined;
  const rows = await readGroups(workspace, facts, value, most);
  const shapes = rows.map(([cell]) => shapeOf(cell, type === 'integer'));
  const tests = rows.map((row) => isValue(value, type, String(row.at(-1))));
  return splitBy(facts, tests, rows.length === most ? [...shapes, { kind: 'other' }] : shapes);
}

/** Whoever is in none of the parts tested is in the last that has a shape. */
function splitBy({ column: name }: FieldFacts, tests: readonly Expr[], shapes: readonly Shape[]): Split {
  const branches = tests
    .slice(0, Math.max(0, shapes.length - 1))
    .map((test, i) => ({ when: test, then: integer(i) }));
  const missing = { when: isNull(column(name)), then: integer(shapes.length) };
  const otherwise = integer(Math.max(0, shapes.length - 1));
  return {
    part: { kind: 'case', branches: [missing, ...branches], otherwise },
    parts: shapes.length + 1,
    shapes,
  };
}

/** By the value as the engine writes it. */
function isValue(value: Expr, type: ValueType, key: string): Expr {
  if (type === 'integer' || type === 'decimal') return binary('=', value, literal(type, key));
  return binary('=', type === 'text' ? value : cast(value, 'text'), text(key));
}

/** Whole numbers have neighbours that they may be joined with. */
function shapeOf(cell: unknown, isWhole: boolean): Shape {
  if (!isWhole) return { kind: 'value', value: textOf(cell) };
  return { kind: 'band', value: String(cell), from: Number(cell), to: Number(cell) + 1 };
}

/** `value, key`, the key as the engine writes the value: by the value, or where only so many are wanted by their number. */
async function readGroups(
  workspace: Workspace,
  { column: name }: FieldFacts,
  value: Expr,
  limit?: number,
): Promise<readonly TableRow[]> {
  const everybody = descending(aggregate('count', undefined));
  return readRows(workspace, {
    kind: 'select',
    items: [
      { expr: value, as: 'value' },
      { expr: aggregate('count', undefined, { filter: column(IN_BASE) }), as: 'base' },
      { expr: cast(value, 'text'), as: 'key' },
    ],
    from: { relation: PROFILE_RELATION },
    where: isNotNull(column(name)),
    groupBy: [value],
    orderBy: limit === undefined ? [ascending(value)] : [everybody, ascending(value)],
    ...(limit === undefined ? {} : { limit }),
  });
}

/** Numbers in full, without the zeros of a decimal's scale. */
function textOf(cell: unknown): string {
  const written = String(cell);
  return /^-?\d+\.\d*0$/.test(written) ? written.replace(/\.?0+$/, '') : written;
}

async function readBands(
  workspace: Workspace,
  facts: FieldFacts,
  value: Expr = column(facts.column),
): Promise<Split> {
  const edges = await profileEdges(workspace, facts, value);
  const hasZero = facts.zeros > 0 && !facts.negative && !isMoment(facts.field.type);
  const isBelow = edges.map((edge) => binary('<', value, literal('decimal', String(edge))));
  const bands = [...edges, undefined].map((to, at): Shape => {
    const from = edges[at - 1] ?? (hasZero ? 0 : undefined);
    return {
      kind: 'band',
      ...(from === undefined ? {} : { from }),
      ...(at === 0 && hasZero ? { above: true } : {}),
      ...(to === undefined ? {} : { to }),
    };
  });
  const zero: Shape = { kind: 'band', value: '0' };
  return hasZero
    ? splitBy(facts, [binary('=', value, integer(0)), ...isBelow], [zero, ...bands])
    : splitBy(facts, isBelow, bands);
}

/** Quarters of two years, years, or bands of them. */
async function readPeriods(workspace: Workspace, facts: FieldFacts): Promise<Split> {
  const value = column(facts.column);
  const year = call('year', value);
  if (facts.different > FEW_VALUES) return readBands(workspace, facts, year);
  const isShort = facts.different <= 2;
  const unit = isShort ? cast(call('start-of-quarter', value), 'text') : year;
  const rows = await readGroups(workspace, facts, unit);
  const tests = rows.map((row) => isValue(unit, isShort ? 'text' : 'integer', String(row.at(-1))));
  const shapes = rows.map(
    ([cell]): Shape => ({ kind: 'value', value: isShort ? quarterOf(String(cell)) : String(cell) }),
  );
  return splitBy(facts, tests, shapes);
}

function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** A customer may have several. */
async function readItems(workspace: Workspace, facts: FieldFacts): Promise<readonly Split[]> {
  const list = column(facts.column);
  const found = new Map<string, number>();
  for (const [value, base] of await readGroups(workspace, facts, list)) {
    for (const item of new Set((JSON.parse(String(value)) as readonly unknown[]).map(String)))
      found.set(item, (found.get(item) ?? 0) + Number(base));
  }
  const items = [...found].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, MOST_VALUES);
  const known = splitBy(facts, [], [{ kind: 'other' }]);
  return [known, ...items.map(([item]) => itemSplit(list, item))];
}

function itemSplit(list: Expr, item: string): Split {
  const has = { when: call('list-contains', list, text(item)), then: integer(0) };
  const lacks = { when: isNull(list), then: integer(2) };
  return {
    part: { kind: 'case', branches: [has, lacks], otherwise: integer(1) },
    parts: 3,
    shapes: [{ kind: 'value', value: item }],
  };
}
