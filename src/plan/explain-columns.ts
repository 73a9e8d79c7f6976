/** The columns that tell of every node of an explanation for whom it holds, and what was compared. */
import type { Segment } from '../model/segment.ts';
import { binary, column, integer, text } from '../sql/build.ts';
import type { ExplainedNode, Role } from './explain.ts';
import { bucketOf, buckets } from './picking.ts';
import type { Planner } from './planner.ts';
import type { StepName } from './steps.ts';

/** The columns of a node in a plan. */
export interface NodeColumns {
  /** Whether it holds, for one customer; absent where there is nothing to hold. */
  readonly holds?: string;
  /** Who is counted; everybody when absent. */
  readonly counted?: string;
  /** Who is left when it and all before it have been met; absent where nobody has to meet all. */
  readonly left?: string;
  readonly value?: string;
  /** Those that the value is compared with, in the order of `against`. */
  readonly against: readonly string[];
}

/** Asks the planner for the columns of every node. */
export function planNodes(
  planner: Planner,
  segment: Segment,
  nodes: readonly ExplainedNode[],
): readonly NodeColumns[] {
  const steps = new Map(planner.steps(segment.name).map(({ name, column: left }) => [name, left]));
  const { member, arm } = planner.segment(segment.name);
  return nodes.map(
    ({ role, value, against = [] }): NodeColumns => ({
      ...columnsOfRole(planner, role, { steps, member, arm }),
      ...(value ? { value: planner.value(value, 'seen') } : {}),
      against: against.map((item) => planner.value(item.value, item.name)),
    }),
  );
}

interface SegmentColumns {
  readonly steps: ReadonlyMap<StepName, string>;
  readonly member: string;
  readonly arm: string | undefined;
}

function columnsOfRole(
  planner: Planner,
  role: Role,
  { steps, member, arm }: SegmentColumns,
): Omit<NodeColumns, 'against'> {
  switch (role.kind) {
    case 'everybody':
      return {};
    case 'list':
      return { holds: member, counted: member, left: member };
    case 'arm': {
      const holds = planner.computed(binary('=', column(arm!), text(role.arm)), 'in_arm');
      return { holds, counted: holds };
    }
    case 'condition': {
      const holds = planner.condition(role.logic, 'holds');
      const base = steps.get('base');
      const inBase = base === undefined ? [] : [base];
      const counted = together(planner, [...inBase, holds], 'holds_in_base');
      if (!role.before) return { holds, counted };
      const before = role.before.map((logic) => planner.condition(logic, 'holds'));
      return { holds, counted, left: together(planner, [...inBase, ...before, holds], 'left') };
    }
    case 'step': {
      const left = steps.get(role.step.name)!;
      return { counted: left, left, ...ownColumns(planner, role.step, member) };
    }
  }
}

function together(planner: Planner, names: readonly string[], wanted: string): string {
  if (names.length === 1) return names[0]!;
  return planner.computed({ kind: 'and', items: names.map((name) => column(name)) }, wanted);
}

/** What the step asks of one customer. */
function ownColumns(
  planner: Planner,
  step: Extract<Role, { kind: 'step' }>['step'],
  member: string,
): Omit<NodeColumns, 'against'> {
  switch (step.kind) {
    case 'condition':
      return { holds: planner.condition(step.logic, `${step.name}_holds`) };
    case 'address':
      return { holds: planner.unrefused(step) };
    case 'limit':
      return { holds: member };
    case 'draw': {
      const bucket = bucketOf(step.name, step.seed, column(planner.key));
      const value = planner.computed(bucket, `${step.name}_bucket`);
      const inside = binary(step.inside ? '<' : '>=', column(value), integer(buckets(step.share)));
      return { holds: planner.computed(inside, `${step.name}_holds`), value };
    }
  }
}
