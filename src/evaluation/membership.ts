/** Whom the segments hold: one relation in the engine, made once for all of them. */
import type { Segment } from '../model/segment.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import type { Planner } from '../plan/planner.ts';
import type { Select } from '../sql/ast.ts';
import { aggregate, cast, column } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { namedFailure } from './failed-value.ts';
import { type ListPlaces, MEMBERSHIP_RELATION, packedSegments } from './lists.ts';
import { readRows } from './read-rows.ts';
import { makeRelation, planRelation, type Wanted } from './relation.ts';
import { refuseUnsaid } from './unsaid.ts';

export interface ListsWanted extends ListPlaces, Wanted {}

export interface Membership extends ListPlaces {
  /** Customers that exist at the as-of. */
  readonly base: number;
  /** Members by segment name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The query that made the relation. */
  readonly sql: string;
}

/** Evaluates the segments in one go. */
export async function evaluate(workspace: Workspace, segments: readonly Segment[]): Promise<Membership> {
  const { engine } = workspace;
  const queryOf = async (segment: Segment) => (await planRelation(workspace, listsOf([segment]))).query;
  if (engine) await refuseUnsaid(segments, engine.dialect, queryOf);
  const { asked, sql, packing } = await makeRelation(workspace, MEMBERSHIP_RELATION, listsOf(segments)).catch(
    async (error: unknown) => {
      throw await namedFailure(workspace, segments, error);
    },
  );
  const sizes = await countMembers(workspace, asked.segments);
  return {
    key: asked.key,
    segments: packing ? packedSegments(asked.segments, packing) : asked.segments,
    base: sizes.base,
    sizes: sizes.members,
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
  return { key, segments, items, flags: segments.map(({ member }) => member), inOrder: true };
}

async function countMembers(workspace: Workspace, segments: readonly PlannedSegment[]) {
  // ClickHouse answers with numbers, of which none is true.
  const counts = segments.map(({ member }) => aggregate('count-true', cast(column(member), 'boolean')));
  const items = [aggregate('count', undefined), ...counts].map((expr, index) => ({ expr, as: `n_${index}` }));
  const body: Select = { kind: 'select', items, from: { relation: MEMBERSHIP_RELATION } };
  const [row = []] = await readRows(workspace, body);
  const members = new Map(segments.map((segment, index) => [segment.name, Number(row[index + 1] ?? 0)]));
  return { base: Number(row[0] ?? 0), members };
}
