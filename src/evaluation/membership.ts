/** Whom the segments hold: one relation in the engine, made once for all of them. */
import type { Segment } from '../model/segment.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import type { Planner } from '../plan/planner.ts';
import type { Select } from '../sql/ast.ts';
import { column } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { makeRelation, type Wanted } from './relation.ts';

/** Where the lists of segments stand in a relation of one row a customer. */
export interface ListsWanted extends Wanted {
  /** The customer key's column. */
  readonly key: string;
  readonly segments: readonly PlannedSegment[];
}

export interface Membership extends Pick<ListsWanted, 'key' | 'segments'> {
  /** Customers that exist at the as-of. */
  readonly base: number;
  /** Members by segment name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** A query for one segment's list, by customer key: `<key>[,arm][,columns…]`. */
  readonly list: (segment: string) => string;
  /** The query that made the relation. */
  readonly sql: string;
}

/** The relation that `evaluate` makes: one row a customer, in the order of the keys. */
export const membershipRelation = 'segment_membership';

/** Evaluates the segments in one go. */
export async function evaluate(workspace: Workspace, segments: readonly Segment[]): Promise<Membership> {
  const { asked, sql } = await makeRelation(workspace, membershipRelation, listsOf(segments));
  const sizes = await countMembers(workspace, asked.segments);
  return {
    key: asked.key,
    segments: asked.segments,
    base: sizes.base,
    sizes: sizes.members,
    list: (name) => listQuery(workspace, asked, asked.segments.find((segment) => segment.name === name)!),
    sql,
  };
}

/** Asks for the lists of the segments: the key, and every column that a list needs. */
export function listsOf(segments: readonly Segment[]): (planner: Planner) => ListsWanted {
  return (planner) =>
    listsWanted(
      planner,
      segments.map(({ name }) => planner.segment(name)),
    );
}

/** With further columns of the plan, where something else is to be known of the customers. */
export function listsWanted(
  { key }: Planner,
  segments: readonly PlannedSegment[],
  further: readonly string[] = [],
): ListsWanted {
  const names = segments.flatMap((segment) => [
    segment.member,
    ...(segment.arm === undefined ? [] : [segment.arm]),
    ...segment.columns.map((output) => output.column),
  ]);
  const items = [...new Set([key, ...names, ...further])].map((name) => ({ expr: column(name), as: name }));
  return { key, segments, items, inOrder: true };
}

/** A query of the keys of a segment's members as text, in one column `customer`. */
export function keysQuery({ dialect }: Workspace, key: string, member: string): string {
  const [name, holds] = [key, member].map((each) => dialect.identifier(each));
  return `SELECT CAST(${name} AS VARCHAR) AS customer FROM ${membershipRelation} WHERE ${holds}`;
}

async function countMembers({ database, dialect }: Workspace, segments: readonly PlannedSegment[]) {
  const counts = segments.map((segment) => `COUNT_IF(${dialect.identifier(segment.member)})`);
  const [row = []] = await database.rows(
    `SELECT ${['COUNT(*)', ...counts].join(', ')} FROM ${membershipRelation}`,
  );
  const members = new Map(segments.map((segment, index) => [segment.name, Number(row[index + 1] ?? 0)]));
  return { base: Number(row[0] ?? 0), members };
}

/** Rows keep the relation's order, which is the key's: the engine preserves it. */
function listQuery({ dialect }: Workspace, { key }: ListsWanted, segment: PlannedSegment): string {
  return printQuery({ with: [], body: listBody(key, segment, membershipRelation) }, dialect);
}

export function listBody(key: string, segment: PlannedSegment, relation: string): Select {
  return {
    kind: 'select',
    items: [
      { expr: column(key), as: key },
      ...(segment.arm === undefined ? [] : [{ expr: column(segment.arm), as: 'arm' }]),
      ...segment.columns.map((output) => ({ expr: column(output.column), as: output.name })),
    ],
    from: { relation },
    where: column(segment.member),
  };
}
