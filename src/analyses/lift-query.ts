/** The sums of every metric, by subgroup and arm: customers are counted in the engine and never listed here. */

import type { RecordedSplit } from '../evaluation/recording.ts';
import { customerItems, type Wanted } from '../evaluation/relation.ts';
import { measureValue } from '../language/measure-value.ts';
import { typeOf } from '../model/value.ts';
import { armOf } from '../plan/picking.ts';
import type { Planner } from '../plan/planner.ts';
import type { Expr, Query, Select } from '../sql/ast.ts';
import {
  aggregate,
  and,
  binary,
  cast,
  column,
  integer,
  isNotNull,
  sqlNull,
  sqlTrue,
  when,
} from '../sql/build.ts';
import { type LiftQuestion, type Metric, RECORDED_RELATION } from './lift-question.ts';

export const relations = { people: 'segment_lift_people', outcomes: 'segment_lift_outcomes' } as const;

/** Who is meant, the arm of a split, and the subgroup: as they were when the period began. */
export function peopleValues({ segment, arms, within }: LiftQuestion, planner: Planner): Wanted {
  const recorded = arms.kind === 'split' ? arms.recorded : undefined;
  const planned = segment === undefined || recorded ? undefined : planner.segment(segment);
  const members = recorded ? recordedMember(planner) : planned && column(planned.member);
  return {
    items: customerItems(planner.key, {
      ...(arms.kind === 'split'
        ? { arm: recorded ? recordedArm(recorded, planner) : column(planned!.arm!) }
        : {}),
      part: within ? cast(column(planner.value(within.value, 'part')), 'text') : cast(sqlNull, 'text'),
      ...rowCounts(within ? { part_rows: within.table } : {}, planner),
    }),
    ...(members ? { where: members } : {}),
  };
}

function recordedMember({ key }: Planner): Expr {
  const customer = column('customer');
  const body: Select = {
    kind: 'select',
    items: [{ expr: customer, as: 'customer' }],
    from: { relation: RECORDED_RELATION },
  };
  return { kind: 'in-query', item: column(key), query: { with: [], body } };
}

function recordedArm({ split }: RecordedSplit, planner: Planner): Expr {
  const add = (expr: Expr, wanted: string): Expr => column(planner.computed(expr, wanted));
  return armOf(split, sqlTrue, { key: planner.key, add });
}

/** What came of them: the metrics, and arms that are a field. */
export function outcomeValues({ arms, metrics }: LiftQuestion, planner: Planner): Wanted {
  const values = metrics.map((metric, index) => [`m${index}`, metricValue(metric, planner)] as const);
  const counted = metrics.map(({ table }, index) => [`m${index}_rows`, table] as const);
  const field = arms.kind === 'field' ? arms.field : undefined;
  return {
    items: customerItems(planner.key, {
      ...(field ? { arm: cast(column(planner.value(field.value, 'arm')), 'text') } : {}),
      ...Object.fromEntries(values),
      ...rowCounts({ arm_rows: field?.table, ...Object.fromEntries(counted) }, planner),
    }),
  };
}

/** How many rows a customer has in each table of which one row is meant. */
function rowCounts(
  tables: Readonly<Record<string, string | undefined>>,
  planner: Planner,
): Record<string, Expr> {
  return Object.fromEntries(
    Object.entries(tables).flatMap(([as, table]) => {
      if (table === undefined) return [];
      const count = measureValue('count', { table, bounds: [], steps: [] });
      return [[as, column(planner.value(count, as))] as const];
    }),
  );
}

function metricValue({ kind, value, name }: Metric, planner: Planner): Expr {
  const found = column(planner.value(value, name));
  if (kind === 'conversion') return when(binary('>', found, integer(0)), integer(1), integer(0));
  return typeOf(value) === 'boolean' ? cast(found, 'integer') : found;
}

/** One row `customers,m0_low,m0_high,…` of all outcomes. */
export function rangesQuery({ metrics }: LiftQuestion): Query {
  const ranges = metrics.flatMap((_, index) => rangeOf(`m${index}`, column(`m${index}`)));
  const items = [{ expr: aggregate('count', undefined), as: 'customers' }, ...ranges];
  return { with: [], body: { kind: 'select', items, from: { relation: relations.outcomes } } };
}

const MOST_DIGITS = 37;
const MOST_SCALE = 15;

/**
 * Digits behind the point with which values up to `largest` are added, so that the sum of their squares fits the
 * engine's widest decimal: sums of decimals do not depend on the order of rows.
 */
export function scaleFor(largest: number, customers: number): number {
  const digits = (value: number): number => (value < 1 ? 0 : Math.floor(Math.log10(value)) + 1);
  const room = MOST_DIGITS - 2 * digits(largest) - digits(customers);
  return Math.max(0, Math.min(MOST_SCALE, Math.floor(room / 2)));
}

/** Rows `part,arm,customers,m0_n,m0_sum,m0_squares,m0_low,m0_high,…`; with `within`, of each part. */
export function sumsQuery(
  { metrics, arms }: LiftQuestion,
  scales: readonly number[],
  within: boolean,
): Query {
  const arm = column('arm', arms.kind === 'field' ? 'o' : 'p');
  const part = column('part', 'p');
  const body: Select = {
    kind: 'select',
    items: [
      { expr: within ? part : sqlNull, as: 'part' },
      { expr: arm, as: 'arm' },
      { expr: aggregate('count', undefined), as: 'customers' },
      ...metrics.flatMap((_, index) => sumsOf(`m${index}`, scales[index]!)),
    ],
    from: { relation: relations.people, as: 'p' },
    joins: [
      {
        kind: 'inner',
        relation: relations.outcomes,
        as: 'o',
        on: binary('=', column('customer', 'o'), column('customer', 'p')),
      },
    ],
    where: isNotNull(arm),
    groupBy: [...(within ? [part] : []), arm],
  };
  return { with: [], body };
}

function sumsOf(name: string, scale: number) {
  const value = cast(column(name, 'o'), { decimal: [38, scale] });
  return [
    { expr: aggregate('count', value), as: `${name}_n` },
    { expr: cast(aggregate('sum', value), 'text'), as: `${name}_sum` },
    { expr: cast(aggregate('sum', binary('*', value, value)), 'text'), as: `${name}_squares` },
    ...rangeOf(name, value),
  ];
}

function rangeOf(name: string, value: Expr) {
  return [
    { expr: aggregate('min', value), as: `${name}_low` },
    { expr: aggregate('max', value), as: `${name}_high` },
  ];
}

/** How many of the people have several rows by that column of the relation, and one of them. */
export function severalRows(relation: string, rows: string): Select {
  const customer = column('customer');
  const people: Select = {
    kind: 'select',
    items: [{ expr: customer, as: 'customer' }],
    from: { relation: relations.people },
  };
  const isMeant: Expr = { kind: 'in-query', item: customer, query: { with: [], body: people } };
  return {
    kind: 'select',
    items: [
      { expr: aggregate('count', undefined), as: 'customers' },
      { expr: aggregate('min', customer), as: 'example' },
    ],
    from: { relation },
    where: and(binary('>', column(rows), integer(1)), isMeant),
  };
}
