/** A segment's list divided into arms, by chance that can be repeated. */
import { MEMBERSHIP_RELATION, shapeLists } from '../evaluation/lists.ts';
import { listsWanted } from '../evaluation/membership.ts';
import { readRows } from '../evaluation/read-rows.ts';
import { makeRelation } from '../evaluation/relation.ts';
import type { Split } from '../model/segment.ts';
import { armsOf, bucketOf } from '../plan/picking.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import type { Planner } from '../plan/planner.ts';
import type { Expr } from '../sql/ast.ts';
import { aggregate, ascending, binary, call, cast, column, integer, sqlNull, text } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { MeasuredField } from './measured-field.ts';

export interface SplitQuestion {
  readonly segment: string;
  readonly split: Split;
  /** Chance is drawn anew for each value of it. */
  readonly stratify?: MeasuredField;
  /** Arms get their shares to the customer, and not by chance. */
  readonly exact: boolean;
}

/** How many of a stratum are in an arm; the stratum is null where there are none, or its field is missing. */
export interface ArmSize {
  readonly stratum: string | null;
  readonly arm: string;
  readonly customers: number;
}

export interface SplitAnswer {
  readonly key: string;
  readonly names: readonly string[];
  /** A query of the list, by customer key. */
  readonly sql: string;
  readonly rows: number;
  readonly sizes: readonly ArmSize[];
}

/** Divides the list. Its relation is that of `evaluate`. */
export async function splitSegment(workspace: Workspace, question: SplitQuestion): Promise<SplitAnswer> {
  const { asked } = await makeRelation(workspace, MEMBERSHIP_RELATION, (planner) => {
    const { name, member } = planner.segment(question.segment);
    const stratum = question.stratify && planner.value(question.stratify.value, 'stratum');
    const arm = planner.computed(armOf(question, planner, member, stratum), 'arm');
    const planned: PlannedSegment = { name, member, arm, columns: [] };
    return { ...listsWanted(planner, [planned], stratum === undefined ? [] : [stratum]), planned, stratum };
  });
  const { key, planned, stratum } = asked;
  const sizes = await countArms(workspace, planned, stratum);
  const { names, select } = shapeLists(asked, 'segment');
  return {
    key,
    names,
    sql: printQuery({ with: [], body: select(planned) }, workspace.dialect),
    rows: sizes.reduce((sum, { customers }) => sum + customers, 0),
    sizes,
  };
}

/**
 * Without strata the bucket is that of `split:` in a definition. With `exact` the customers of a stratum stand in
 * the order of their buckets and are cut at the shares; where a cut falls between two shares of one customer,
 * the stratum's own bucket decides, so that small strata do not all round the same way.
 */
function armOf(
  { split, exact }: SplitQuestion,
  planner: Planner,
  member: string,
  stratum: string | undefined,
): Expr {
  const strata = stratum === undefined ? [] : [column(stratum)];
  const own = strata.flatMap((of) => [call('coalesce', cast(of, 'text'), text('')), text(':')]);
  const bucket = column(
    planner.computed(bucketOf('split', split.seed, ...own, column(planner.key)), 'split_bucket'),
  );
  const place = exact ? placeIn(planner, bucket, [column(member), ...strata]) : undefined;
  const draw = bucketOf('split', split.seed, ...own);
  const branches = armsOf(split, (until) => {
    if (!place) return binary('<', bucket, integer(until));
    const before = binary('*', binary('-', place.number, integer(1)), integer(10_000));
    return binary('<', binary('+', before, draw), binary('*', integer(until), place.size));
  });
  return { kind: 'case', branches: branches.slice(0, -1), otherwise: branches.at(-1)!.then };
}

interface Place {
  /** From 1, by bucket. */
  readonly number: Expr;
  /** Of the stratum. */
  readonly size: Expr;
}

function placeIn(planner: Planner, bucket: Expr, partition: readonly Expr[]): Place {
  const over = (name: 'row-number' | 'count', order: readonly Expr[], wanted: string): Expr =>
    column(
      planner.computed({ kind: 'window', name, args: [], partition, order: order.map(ascending) }, wanted),
    );
  return {
    number: over('row-number', [bucket, column(planner.key)], 'split_place'),
    size: over('count', [], 'stratum_size'),
  };
}

async function countArms(
  workspace: Workspace,
  { member, arm }: PlannedSegment,
  stratum: string | undefined,
): Promise<readonly ArmSize[]> {
  const part = stratum === undefined ? sqlNull : cast(column(stratum), 'text');
  const groups = [...(stratum === undefined ? [] : [part]), column(arm!)];
  const rows = await readRows(workspace, {
    kind: 'select',
    items: [
      { expr: part, as: 'stratum_value' },
      { expr: column(arm!), as: 'arm_name' },
      { expr: aggregate('count', undefined), as: 'customers' },
    ],
    from: { relation: MEMBERSHIP_RELATION },
    where: column(member),
    groupBy: groups,
    orderBy: groups.map(ascending),
  });
  return rows.map(([value, name, customers]) => ({
    stratum: value === null || value === undefined ? null : String(value),
    arm: String(name),
    customers: Number(customers),
  }));
}
