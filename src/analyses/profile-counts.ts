/** How many customers have each value of a field, in the list and in what it is held against. */
import { readRows } from '../evaluation/read-rows.ts';
import type { TableRow } from '../model/table.ts';
import { isMoment, isNumber } from '../model/value.ts';
import type { Expr, SelectItem } from '../sql/ast.ts';
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
  literal,
} from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Counts, lessOf, type ProfileCell, sumOf } from './profile-cells.ts';
import { profileEdges } from './profile-edges.ts';
import { countsOf, FEW_VALUES, type FieldFacts, PROFILE_RELATION, readCounts } from './profile-facts.ts';

/** Texts with more values than this are told by the most frequent. */
const MOST_VALUES = 20;

export interface GroupedCells {
  /** What customers are grouped by; the list itself where it has items. */
  readonly by: Expr;
  readonly cells: readonly ProfileCell[];
}

/** The cells of a field, those that are missing apart; bands and whole numbers in their order, texts by their number. */
export async function readCells(workspace: Workspace, facts: FieldFacts): Promise<GroupedCells> {
  const { field, different } = facts;
  if (field.type === 'list') return readItems(workspace, facts);
  if (isMoment(field.type)) return readPeriods(workspace, facts);
  if (isNumber(field.type) && different > FEW_VALUES) {
    return readBands(workspace, column(facts.column), await profileEdges(workspace, facts), facts);
  }
  return readValues(workspace, facts);
}

async function readValues(workspace: Workspace, facts: FieldFacts): Promise<GroupedCells> {
  const value = column(facts.column);
  const isText = facts.field.type === 'text';
  const rows = await readGroups(workspace, facts, value, isText ? MOST_VALUES : undefined);
  const cells = rows.map(
    (row): ProfileCell => ({
      ...grouped(row),
      ...cellOf(row[0], facts.field.type === 'integer'),
    }),
  );
  const rest = lessOf(facts.known, sumOf(cells));
  return { by: value, cells: rest.list + rest.base > 0 ? [...cells, { ...rest, kind: 'other' }] : cells };
}

/** Of a row of `readGroups`. */
function grouped(row: TableRow): Counts & { readonly keys: readonly string[] } {
  return { ...readCounts(row.slice(1)), keys: [String(row.at(-1))] };
}

/** Whole numbers have neighbours that they may be joined with. */
function cellOf(cell: unknown, isWhole: boolean): Pick<ProfileCell, 'kind' | 'value' | 'from' | 'to'> {
  if (!isWhole) return { kind: 'value', value: textOf(cell) };
  return { kind: 'band', value: String(cell), from: Number(cell), to: Number(cell) + 1 };
}

/** By the value, or where only so many are wanted by their number. */
async function readGroups(
  workspace: Workspace,
  { column: name }: FieldFacts,
  value: Expr,
  limit?: number,
): Promise<readonly TableRow[]> {
  const everybody = descending(aggregate('count', undefined));
  return readRows(workspace, {
    kind: 'select',
    items: [{ expr: value, as: 'value' }, ...countItems(), { expr: cast(value, 'text'), as: 'key' }],
    from: { relation: PROFILE_RELATION },
    where: isNotNull(column(name)),
    groupBy: [value],
    orderBy: limit === undefined ? [ascending(value)] : [everybody, ascending(value)],
    ...(limit === undefined ? {} : { limit }),
  });
}

function countItems(): readonly SelectItem[] {
  return countsOf().map((expr, i) => ({ expr, as: ['list', 'base', 'both'][i]! }));
}

/** Numbers in full, without the zeros of a decimal's scale. */
function textOf(cell: unknown): string {
  const text = String(cell);
  return /^-?\d+\.\d*0$/.test(text) ? text.replace(/\.?0+$/, '') : text;
}

async function readBands(
  workspace: Workspace,
  value: Expr,
  edges: readonly number[],
  facts: FieldFacts,
): Promise<GroupedCells> {
  const hasZero = facts.zeros > 0 && !facts.negative && !isMoment(facts.field.type);
  const zero = hasZero ? [{ when: binary('=', value, integer(0)), then: integer(-1) }] : [];
  const branches = edges.map((edge, i) => ({
    when: binary('<', value, literal('decimal', String(edge))),
    then: integer(i),
  }));
  const all = [...zero, ...branches];
  const place: Expr =
    all.length === 0 ? integer(0) : { kind: 'case', branches: all, otherwise: integer(edges.length) };
  const rows = await readGroups(workspace, facts, place);
  const cells = rows.map((row): ProfileCell => {
    const at = Number(row[0]);
    if (at < 0) return { ...grouped(row), kind: 'band', value: '0' };
    const from = edges[at - 1] ?? (hasZero ? 0 : undefined);
    const to = edges[at];
    return {
      ...grouped(row),
      kind: 'band',
      ...(from === undefined ? {} : { from }),
      ...(at === 0 && hasZero ? { above: true } : {}),
      ...(to === undefined ? {} : { to }),
    };
  });
  return { by: place, cells };
}

/** Quarters of two years, years, or bands of them. */
async function readPeriods(workspace: Workspace, facts: FieldFacts): Promise<GroupedCells> {
  const value = column(facts.column);
  if (facts.different > FEW_VALUES) {
    const year = call('year', value);
    return readBands(workspace, year, await profileEdges(workspace, facts, year), facts);
  }
  const isShort = facts.different <= 2;
  const unit = isShort ? cast(call('start-of-quarter', value), 'text') : cast(call('year', value), 'text');
  const rows = await readGroups(workspace, facts, unit);
  const cells = rows.map(
    (row): ProfileCell => ({
      ...grouped(row),
      kind: 'value',
      value: isShort ? quarterOf(String(row[0])) : String(row[0]),
    }),
  );
  return { by: unit, cells };
}

function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** Each item of the lists: a customer may have several. */
async function readItems(workspace: Workspace, facts: FieldFacts): Promise<GroupedCells> {
  const found = new Map<string, Counts>();
  for (const row of await readGroups(workspace, facts, column(facts.column))) {
    const counts = readCounts(row.slice(1));
    for (const item of new Set((JSON.parse(String(row[0])) as readonly unknown[]).map(String))) {
      found.set(item, sumOf([found.get(item) ?? { list: 0, base: 0, both: 0 }, counts]));
    }
  }
  const cells = [...found]
    .map(([value, counts]): ProfileCell => ({ ...counts, kind: 'value', value }))
    .toSorted((a, b) => b.base - a.base || (a.value! < b.value! ? -1 : 1))
    .slice(0, MOST_VALUES);
  return { by: column(facts.column), cells };
}
