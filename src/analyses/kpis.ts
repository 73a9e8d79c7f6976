/** KPIs of segments against everybody and against targets, over a period. */
import { failure } from '../diagnostics/failure.ts';
import { joinHere } from '../evaluation/joined-here.ts';
import { readRows } from '../evaluation/read-rows.ts';
import { customerItems, makeRelation, type Wanted } from '../evaluation/relation.ts';
import { measureValue } from '../language/measure-value.ts';
import { addDecimals, divideDecimals, multiplyDecimals } from '../model/decimal.ts';
import type { Table, TableRow } from '../model/table.ts';
import type { Rows, Value } from '../model/value.ts';
import type { Planner } from '../plan/planner.ts';
import type { Expr, Query } from '../sql/ast.ts';
import { aggregate, and, binary, call, cast, column, integer, isNotNull, when } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type EmailMessages, emailMessages } from './email-messages.ts';
import type { Kpi, Measured } from './kpi-list.ts';
import { type KpiQuestion, kpisOf } from './kpi-question.ts';
import type { Targets } from './kpi-targets.ts';
import { boundsOf, type PeriodAsked, periodBefore } from './period-asked.ts';

const RELATION = 'segment_kpi_values';

export interface KpiAnswer {
  /** `segment,kpi,value,base,index,target`, by segment in the order asked. */
  readonly table: Table;
  /** For each row how few people the value stands for, or tells of by what is left over; the same of the base. */
  readonly fewest: readonly { readonly value: number; readonly base: number }[];
  /** The query of every customer's values. */
  readonly sql: string;
}

export async function measureKpis(
  workspace: Workspace,
  question: KpiQuestion,
  targets: Targets,
): Promise<KpiAnswer> {
  const kpis = kpisOf(question);
  if (kpis.length === 0) {
    throw failure(
      2,
      'no-kpis',
      'the project has neither orders nor e-mail activity nor a score of satisfaction',
      [
        'name an event table with a time in the project file, or a number of the customers: `--satisfaction FIELD`',
      ],
    );
  }
  const { sql } = await makeRelation(workspace, RELATION, (planner) =>
    customerValues(question, planner, workspace),
  );
  if (workspace.engine && question.ahead)
    await joinHere(workspace, RELATION, (planner) => aheadValues(question, planner));
  const measured = [...new Set(kpis.flatMap(({ over, under }) => [over, ...(under ? [under] : [])]))];
  const base = await sumsOf(workspace, measured, undefined);
  const rows: TableRow[] = [];
  const fewest: { readonly value: number; readonly base: number }[] = [];
  const found = new Map<string, Sums>();
  for (const [index, segment] of question.segments.entries())
    found.set(segment, await sumsOf(workspace, measured, memberColumn(index)));
  for (const [segment, sums] of found) {
    const set = together(stagesBeside(segment, workspace).flatMap((name) => found.get(name) ?? []));
    for (const kpi of kpis) {
      const [value, whole] = [valueOfKpi(kpi, sums), valueOfKpi(kpi, base)];
      rows.push([
        segment,
        kpi.name,
        value,
        whole,
        indexOf(kpi, sums, base),
        targets(segment, kpi.name) ?? null,
      ]);
      const few = [sums, set].map((of) => fewestBehind(kpi, of, base)).filter((count) => count > 0);
      fewest.push({ value: few.length === 0 ? 0 : Math.min(...few), base: fewestBehind(kpi, base) });
    }
  }
  const table: Table = {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'kpi', kind: 'text' },
      { name: 'value', kind: 'number' },
      { name: 'base', kind: 'number' },
      { name: 'index', kind: 'number' },
      { name: 'target', kind: 'number' },
    ],
    rows,
  };
  return { table, fewest, sql };
}

/** The stages of its set, itself among them; itself alone where it is none. */
function stagesBeside(segment: string, { definitions }: Workspace): readonly string[] {
  const sets = definitions.stageSets.map(({ name, stages }) =>
    stages.map((stage) => `${name}.${stage.name}`),
  );
  return sets.find((names) => names.includes(segment)) ?? [segment];
}

const memberColumn = (index: number): string => `in_${index + 1}`;

/** One row a customer: who is in which segment, and every number that a KPI sums. */
function customerValues(question: KpiQuestion, planner: Planner, { engine }: Workspace): Wanted {
  const { email, period } = question;
  const beside = email && emailMessages(email, boundsOf(period), planner);
  const members = question.segments.map(
    (name, index) => [memberColumn(index), column(planner.segment(name).member)] as const,
  );
  return {
    items: customerItems(planner.key, {
      ...Object.fromEntries(members),
      members: integer(1),
      ...orderValues(question, planner),
      ...(beside ? emailValues(beside) : {}),
      ...scoreValues(question, planner),
      ...(engine ? {} : aheadValues(question, planner)),
    }),
    ...(beside ? { beside } : {}),
  };
}

/** What is summed of each customer's orders, by name. */
export function orderMeasures(
  orders: KpiQuestion['orders'],
  period: PeriodAsked,
): Readonly<Record<string, Value>> {
  if (!orders) return {};
  const { table, value, cost } = orders;
  const within = (asked: PeriodAsked): Rows => ({ table, bounds: [boundsOf(asked)], steps: [] });
  const to = { kind: 'instant', instant: period.end.instant } as const;
  return {
    orders: measureValue('count', within(period)),
    orders_before: measureValue('count', within(periodBefore(period))),
    ...(value
      ? {
          revenue: measureValue('sum', within(period), value),
          revenue_ever: measureValue('sum', { table, bounds: [{ to }], steps: [] }, value),
        }
      : {}),
    ...(value && cost ? { cost: measureValue('sum', within(period), cost) } : {}),
  };
}

function orderValues({ orders: asked, period }: KpiQuestion, planner: Planner): Record<string, Expr> {
  const measures = Object.entries(orderMeasures(asked, period));
  const found = Object.fromEntries(
    measures.map(([name, value]) => [name, column(planner.value(value, name))] as const),
  );
  const { orders, orders_before, revenue, revenue_ever, cost } = found;
  if (!orders || !orders_before) return {};
  const before = binary('>', orders_before, integer(0));
  const one = (condition: Expr): Expr => when(condition, integer(1), integer(0));
  return {
    orders,
    buyers: one(binary('>', orders, integer(0))),
    buyers_before: one(before),
    returned: one(and(before, binary('>', orders, integer(0)))),
    lost: one(and(before, binary('=', orders, integer(0)))),
    ...(revenue && revenue_ever ? { revenue, revenue_ever } : {}),
    ...(revenue && cost ? { margin: binary('-', revenue, cost) } : {}),
  };
}

function emailValues({ relation, columns }: EmailMessages): Record<string, Expr> {
  return Object.fromEntries(Object.entries(columns).map(([name, sum]) => [name, column(sum, relation)]));
}

function scoreValues({ satisfaction }: KpiQuestion, planner: Planner): Record<string, Expr> {
  if (!satisfaction) return {};
  const score = column(planner.value(satisfaction.value, 'score'));
  return {
    score: cast(score, { decimal: [38, 6] }),
    scored: when(isNotNull(score), integer(1), integer(0)),
  };
}

function aheadValues({ ahead }: KpiQuestion, planner: Planner): Record<string, Expr> {
  if (!ahead) return {};
  return { revenue_ahead: cast(column(planner.value(ahead, 'revenue_ahead')), { decimal: [38, 6] }) };
}

/** What was summed: a decimal, and of how many members it is not nothing. */
interface Sum {
  readonly total: string;
  readonly people: number;
}

type Sums = ReadonlyMap<Measured, Sum>;

async function sumsOf(
  workspace: Workspace,
  measured: readonly Measured[],
  member: string | undefined,
): Promise<Sums> {
  const query: Query = {
    with: [],
    body: {
      kind: 'select',
      items: measured.flatMap((name) => [
        { expr: cast(call('coalesce', aggregate('sum', column(name)), integer(0)), 'text'), as: name },
        {
          expr: aggregate('count', undefined, { filter: binary('<>', column(name), integer(0)) }),
          as: `${name}_people`,
        },
      ]),
      from: { relation: RELATION },
      ...(member === undefined ? {} : { where: column(member) }),
    },
  };
  const [row = []] = await readRows(workspace, query);
  return new Map(
    measured.map((name, index) => [
      name,
      { total: String(row[2 * index] ?? 0), people: Number(row[2 * index + 1] ?? 0) },
    ]),
  );
}

/** Null where there is nothing to divide by. */
function valueOfKpi({ over, under }: Kpi, sums: Sums): number | null {
  const { total: above, people } = sums.get(over)!;
  if (over === 'revenue_ahead' && people === 0) return null;
  if (under === undefined) return Number(above);
  const below = sums.get(under)!.total;
  return divideDecimals(above, below);
}

interface Ends {
  readonly over: string;
  readonly under: string;
}

/** Of two quotients as one, so that equal ones are 100. Null for totals, and where there is nothing to compare. */
function indexOf({ over, under }: Kpi, sums: Sums, base: Sums): number | null {
  if (under === undefined) return null;
  const [part, whole] = [sums, base].map((each) => ({
    over: each.get(over)!.total,
    under: each.get(under)!.total,
  })) as [Ends, Ends];
  const above = multiplyDecimals(part.over, whole.under);
  const below = multiplyDecimals(part.under, whole.over);
  return divideDecimals(multiplyDecimals('100', above), below);
}

/**
 * The smallest number of people that the figure tells of: those it is made of, the rest of a share, and of each what is
 * left of the base.
 */
function fewestBehind({ over, under, isShare }: Kpi, sums: Sums, base?: Sums): number {
  const measured = [over, ...(under === undefined ? [] : [under])];
  const people = measured.flatMap((name) => {
    const here = sums.get(name)!.people;
    return base ? [here, base.get(name)!.people - here] : [here];
  });
  const rest = (of: Sums): number => Number(of.get(under!)!.total) - Number(of.get(over)!.total);
  const others = isShare ? [rest(sums), ...(base ? [rest(base) - rest(sums)] : [])] : [];
  const some = [...people, ...others].filter((count) => count > 0);
  return some.length === 0 ? 0 : Math.min(...some);
}

/** Of segments that nobody is in two of. */
function together(all: readonly Sums[]): Sums {
  const measured = [...(all[0]?.keys() ?? [])];
  return new Map(
    measured.map((name) => {
      const each = all.map((sums) => sums.get(name)!);
      const total = each.reduce((sum, one) => addDecimals(sum, one.total), '0');
      return [name, { total, people: each.reduce((sum, { people }) => sum + people, 0) }] as const;
    }),
  );
}
