/** Whom the segments hold: one relation in the engine, made once for all of them. */
import { uncleanKey } from '../database/engine-failure.ts';
import { failedFor } from '../diagnostics/failure.ts';
import type { Segment } from '../model/segment.ts';
import type { PlanInput } from '../plan/input.ts';
import type { Plan, PlannedSegment } from '../plan/plan.ts';
import { planSegments } from '../plan/planner.ts';
import type { Query, Select } from '../sql/ast.ts';
import { ascending, column } from '../sql/build.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { makeJoined } from './copy-values.ts';
import { evaluateParts, inFewestParts } from './parts.ts';
import { planInput } from './plan-input.ts';

export interface Membership {
  readonly plan: Plan;
  /** Customers that exist at the as-of. */
  readonly base: number;
  /** Members by segment name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** A query for one segment's list, by customer key: `<key>[,arm][,columns…]`. */
  readonly list: (segment: string) => string;
}

/** The relation that `evaluate` makes: one row a customer, in the order of the keys. */
export const membershipRelation = 'segment_membership';

/** Plans the segments together. */
export async function planOf(
  workspace: Workspace,
  segments: readonly Segment[],
  keys: Pick<PlanInput, 'trustsKeys'> = {},
): Promise<Plan> {
  return planSegments(
    { ...(await planInput(workspace)), ...keys },
    segments.map((segment) => segment.name),
  );
}

/** Evaluates the segments in one go. */
export async function evaluate(workspace: Workspace, segments: readonly Segment[]): Promise<Membership> {
  const plan = await makeMembership(workspace, segments);
  const sizes = await countMembers(workspace, plan);
  return {
    plan,
    base: sizes.base,
    sizes: sizes.members,
    list: (name) => listQuery(plan, plan.segments.find((segment) => segment.name === name)!),
  };
}

/** Most keys are clean: they are found to be so after rows are grouped by them, or all is done again with care. */
async function makeMembership(workspace: Workspace, segments: readonly Segment[]): Promise<Plan> {
  const plan = await planOf(workspace, segments, { trustsKeys: true });
  try {
    await runPlan(workspace, plan);
    return plan;
  } catch (error) {
    if (!failedFor(uncleanKey, error)) throw error;
  }
  const careful = await planOf(workspace, segments);
  await runPlan(workspace, careful);
  return careful;
}

async function runPlan(workspace: Workspace, plan: Plan): Promise<void> {
  await makeJoined(workspace, plan);
  const sql = membershipSql(plan);
  const query = { sql, key: plan.key, into: membershipRelation };
  await inFewestParts(workspace, plan, async (parts) => {
    if (parts > 1) await evaluateParts(workspace, query, parts);
    else await workspace.database.run(`CREATE OR REPLACE TEMP TABLE ${membershipRelation} AS ${sql}`);
  });
}

/** The text of the query for the membership relation. */
export function membershipSql(plan: Plan): string {
  return printQuery(membershipQuery(plan), duckdb);
}

/** One row a customer: the key, and every column that a list needs. */
export function membershipQuery(plan: Plan): Query {
  const names = plan.segments.flatMap((segment) => [
    segment.member,
    ...(segment.arm === undefined ? [] : [segment.arm]),
    ...segment.columns.map((output) => output.column),
  ]);
  const body: Select = {
    kind: 'select',
    items: [...new Set([plan.key, ...names])].map((name) => ({ expr: column(name), as: name })),
    from: { relation: plan.relation },
    orderBy: [ascending(column(plan.key))],
  };
  return { with: plan.tables, body };
}

/** A query of the keys of a segment's members as text, in one column `customer`. */
export function keysQuery(key: string, member: string): string {
  const [name, holds] = [key, member].map((each) => duckdb.identifier(each));
  return `SELECT CAST(${name} AS VARCHAR) AS customer FROM ${membershipRelation} WHERE ${holds}`;
}

async function countMembers(workspace: Workspace, plan: Plan) {
  const identifier = (name: string): string => duckdb.identifier(name);
  const counts = plan.segments.map((segment) => `COUNT_IF(${identifier(segment.member)})`);
  const [row = []] = await workspace.database.rows(
    `SELECT ${['COUNT(*)', ...counts].join(', ')} FROM ${membershipRelation}`,
  );
  const members = new Map(plan.segments.map((segment, index) => [segment.name, Number(row[index + 1] ?? 0)]));
  return { base: Number(row[0] ?? 0), members };
}

/** Rows keep the relation's order, which is the key's: the engine preserves it. */
function listQuery(plan: Plan, segment: PlannedSegment): string {
  return printQuery({ with: [], body: listBody(plan, segment, membershipRelation) }, duckdb);
}

export function listBody(plan: Plan, segment: PlannedSegment, relation: string): Select {
  return {
    kind: 'select',
    items: [
      { expr: column(plan.key), as: plan.key },
      ...(segment.arm === undefined ? [] : [{ expr: column(segment.arm), as: 'arm' }]),
      ...segment.columns.map((output) => ({ expr: column(output.column), as: output.name })),
    ],
    from: { relation },
    where: column(segment.member),
  };
}
