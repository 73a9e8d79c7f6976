/** Recency, frequency and monetary value: everybody's scores, and what they come to. */
import { readRows } from '../evaluation/read-rows.ts';
import { customerItems, makeRelation, type Wanted } from '../evaluation/relation.ts';
import { segmentNames } from '../features/rfm-fields.ts';
import { lowerRfm } from '../features/rfm-scores.ts';
import type { Cell, Table, TableColumn } from '../model/table.ts';
import { Names } from '../plan/intern.ts';
import type { Planner } from '../plan/planner.ts';
import type { Expr, Query, Select } from '../sql/ast.ts';
import {
  aggregate,
  ascending,
  binary,
  call,
  cast,
  column,
  integer,
  isNotNull,
  sqlNull,
} from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RfmQuestion } from './rfm-question.ts';

const SCORES_RELATION = 'segment_rfm_scores';
const measureNames = ['recency_days', 'frequency', 'monetary'] as const;
const scoreNames = ['r', 'f', 'm', 'score', 'segment'] as const;

/** One score of one axis: how many have it, and the least and greatest value among them. */
export interface RfmLevel {
  readonly score: number;
  readonly customers: number;
  readonly least: Cell;
  readonly greatest: Cell;
}

export interface RfmAxisLevels {
  readonly axis: 'r' | 'f' | 'm';
  /** From the best score down; a score that nobody has is there too. */
  readonly levels: readonly RfmLevel[];
  /** Customers whose value others have with another score. */
  readonly split: number;
}

export interface RfmAnswer {
  /** A query for the list, by customer key, and its header. */
  readonly list: { readonly names: readonly string[]; readonly sql: string };
  readonly scored: number;
  /** Customers without an event that counts. */
  readonly prospects: number;
  readonly axes: () => Promise<readonly RfmAxisLevels[]>;
  readonly summary: () => Promise<Table>;
  readonly matrix: () => Promise<readonly RfmMatrixCell[]>;
  readonly sql: string;
}

export interface RfmMatrixCell {
  readonly r: number;
  readonly f: number;
  readonly customers: number;
  readonly share: number;
  /** The money of all in the cell, or their mean average. */
  readonly monetary: Cell;
}

/** Scores the customers into a relation of the engine. */
export async function scoreCustomers(workspace: Workspace, question: RfmQuestion): Promise<RfmAnswer> {
  const { sql } = await makeRelation(workspace, SCORES_RELATION, (planner) => scoresOf(question, planner));
  const [[scored = 0, all = 0] = []] = await readRows(workspace, {
    kind: 'select',
    items: [
      { expr: aggregate('count', column('r')), as: 'scored' },
      { expr: aggregate('count', undefined), as: 'customers' },
    ],
    from: { relation: SCORES_RELATION },
  });
  return {
    list: listOf(workspace),
    scored: Number(scored),
    prospects: Number(all) - Number(scored),
    axes: () => readAxes(workspace, question),
    summary: () => readSummary(workspace, question, Number(scored)),
    matrix: () => readMatrix(workspace, question, Number(scored)),
    sql,
  };
}

/** Of the base; whoever has no events has no scores. Sorting is left to the list, the only one that needs it. */
function scoresOf({ rfm, segment }: RfmQuestion, planner: Planner): Wanted {
  const { recency, frequency, monetary } = rfm;
  const money = monetary && planner.value(monetary, 'monetary');
  const member = segment === undefined ? undefined : planner.segment(segment).member;
  const among = member === undefined ? undefined : column(member);
  const scores = scoreNames.map((name) => ({
    expr:
      name === 'm' && !monetary
        ? sqlNull
        : column(planner.lowered((host) => lowerRfm(rfm, name, host, among), name)),
    as: name,
  }));
  const measures = {
    recency_days: column(planner.value(recency, 'recency_days')),
    frequency: column(planner.value(frequency, 'frequency')),
    monetary: money === undefined ? sqlNull : column(money),
  };
  return {
    items: [...customerItems(planner.key, measures), ...scores],
    ...(member === undefined ? {} : { where: column(member) }),
  };
}

/** Those who are scored. */
const scoredRows: Select = {
  kind: 'select',
  items: [],
  from: { relation: SCORES_RELATION },
  where: isNotNull(column('r')),
};

/** The list of those who are scored, by key. */
function listOf({ schema, dialect }: Workspace): RfmAnswer['list'] {
  const names = new Names([...measureNames, ...scoreNames]);
  const columns = [...measureNames, ...scoreNames];
  const own = names.give(schema.customers.key);
  const items = [
    { expr: column('customer'), as: own },
    ...columns.map((name) => ({ expr: column(name), as: name })),
  ];
  const body = { ...scoredRows, items, orderBy: [ascending(column('customer'))] };
  return {
    names: [own, ...columns],
    sql: printQuery({ with: [], body }, dialect),
  };
}

const measureOfAxis = { r: 'recency_days', f: 'frequency', m: 'monetary' } as const;

async function readAxes(
  workspace: Workspace,
  { rfm: { model, monetary } }: RfmQuestion,
): Promise<readonly RfmAxisLevels[]> {
  const found: RfmAxisLevels[] = [];
  for (const axis of monetary ? (['r', 'f', 'm'] as const) : (['r', 'f'] as const)) {
    const value = column(measureOfAxis[axis]);
    const rows = await readRows(workspace, {
      ...scoredRows,
      items: [
        { expr: column(axis), as: 'score' },
        { expr: aggregate('count', undefined), as: 'customers' },
        { expr: aggregate('min', value), as: 'least' },
        { expr: aggregate('max', value), as: 'greatest' },
      ],
      groupBy: [column(axis)],
    });
    const byScore = new Map(rows.map(([score, ...rest]) => [Number(score), rest]));
    const levels = Array.from({ length: model.levels }, (_, index): RfmLevel => {
      const score = model.levels - index;
      const [customers = 0, least = null, greatest = null] = byScore.get(score) ?? [];
      return { score, customers: Number(customers), least, greatest };
    });
    const split = model.method === 'ntile' ? await countSplit(workspace, axis) : 0;
    found.push({ axis, levels, split });
  }
  return found;
}

async function countSplit(workspace: Workspace, axis: RfmAxisLevels['axis']): Promise<number> {
  const values: Select = {
    ...scoredRows,
    items: [
      { expr: aggregate('count', undefined), as: 'customers' },
      { expr: aggregate('min', column(axis)), as: 'worst' },
      { expr: aggregate('max', column(axis)), as: 'best' },
    ],
    groupBy: [column(measureOfAxis[axis])],
  };
  const sum = call('coalesce', aggregate('sum', column('customers')), integer(0));
  const body: Select = {
    kind: 'select',
    items: [{ expr: cast(sum, 'integer'), as: 'customers' }],
    from: { relation: 'levels' },
    where: binary('<>', column('worst'), column('best')),
  };
  const query = { with: [{ name: 'levels', query: values }], body };
  const [[split = 0] = []] = await readRows(workspace, query);
  return Number(split);
}

/** The mean of a column, as `avg` is of a measure. */
function meanOf(name: string): Expr {
  return call('divide', aggregate('sum', column(name)), aggregate('count', column(name)));
}

/** The money of rows, or their mean average. */
function moneyOf(isAverage: boolean): Expr {
  return isAverage ? meanOf('monetary') : aggregate('sum', column('monetary'));
}

const summaryColumns: readonly TableColumn[] = [
  { name: 'segment', kind: 'text' },
  { name: 'customers', kind: 'integer' },
  { name: 'share', kind: 'percent' },
  { name: 'monetary', kind: 'money' },
  { name: 'monetary_share', kind: 'percent' },
  { name: 'recency_days', kind: 'number' },
  { name: 'frequency', kind: 'number' },
];

function summaryQuery(isAverage: boolean): Query {
  const [segment, monetary] = [column('segment'), column('monetary')];
  const sums: Select = {
    ...scoredRows,
    items: [
      { expr: segment, as: 'segment' },
      { expr: aggregate('count', undefined), as: 'customers' },
      { expr: moneyOf(isAverage), as: 'monetary' },
      { expr: meanOf('recency_days'), as: 'recency_days' },
      { expr: meanOf('frequency'), as: 'frequency' },
    ],
    groupBy: [segment],
  };
  const all: Expr = { kind: 'window', name: 'sum', args: [monetary], partition: [], order: [] };
  const share = isAverage ? sqlNull : call('divide', monetary, cast(all, 'double'));
  const body: Select = {
    kind: 'select',
    items: [
      { expr: segment, as: 'segment' },
      { expr: column('customers'), as: 'customers' },
      { expr: monetary, as: 'monetary' },
      { expr: share, as: 'monetary_share' },
      { expr: column('recency_days'), as: 'recency_days' },
      { expr: column('frequency'), as: 'frequency' },
    ],
    from: { relation: 'sums' },
  };
  return { with: [{ name: 'sums', query: sums }], body };
}

/** Every segment of the preset, in its order; customers whom no row of it fits stand last, without a name. */
async function readSummary(
  workspace: Workspace,
  { rfm: { model } }: RfmQuestion,
  scored: number,
): Promise<Table> {
  const average = model.monetary.kind === 'average';
  const rows = await readRows(workspace, summaryQuery(average));
  const bySegment = new Map(rows.map(([segment = null, ...rest]) => [segment, rest]));
  const names: readonly Cell[] = [...segmentNames(model.preset), ...(bySegment.has(null) ? [null] : [])];
  const nothing = model.monetary.kind === 'none' || average ? null : 0;
  return {
    columns: summaryColumns.map((each) =>
      each.name === 'monetary' && model.monetary.kind === 'count' ? { ...each, kind: 'integer' } : each,
    ),
    rows: names.map((name) => {
      const [customers = 0, ...rest] = bySegment.get(name) ?? [0, nothing, nothing, null, null];
      return [name, customers, scored === 0 ? 0 : Number(customers) / scored, ...rest];
    }),
  };
}

/** Every pair of scores, also those that nobody has. */
async function readMatrix(
  workspace: Workspace,
  { rfm: { model } }: RfmQuestion,
  scored: number,
): Promise<readonly RfmMatrixCell[]> {
  const average = model.monetary.kind === 'average';
  const [r, f] = [column('r'), column('f')];
  const rows = await readRows(workspace, {
    ...scoredRows,
    items: [
      { expr: r, as: 'r' },
      { expr: f, as: 'f' },
      { expr: aggregate('count', undefined), as: 'customers' },
      { expr: moneyOf(average), as: 'monetary' },
    ],
    groupBy: [r, f],
  });
  const found = new Map(rows.map(([r, f, ...rest]) => [`${r} ${f}`, rest]));
  const nothing = model.monetary.kind === 'none' || average ? null : 0;
  const scores = Array.from({ length: model.levels }, (_, index) => index + 1);
  return scores.flatMap((r) =>
    scores.map((f): RfmMatrixCell => {
      const [customers = 0, monetary = nothing] = found.get(`${r} ${f}`) ?? [];
      return {
        r,
        f,
        customers: Number(customers),
        share: scored === 0 ? 0 : Number(customers) / scored,
        monetary,
      };
    }),
  );
}
