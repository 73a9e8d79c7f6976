/** Who entered and left each segment since a moment before, and what they are worth. */
import { listsWanted } from '../evaluation/membership.ts';
import { readRows } from '../evaluation/read-rows.ts';
import { newestBefore, readRecorded, type WeighedChange, weighMembership } from '../evaluation/recording.ts';
import { makeRelation } from '../evaluation/relation.ts';
import type { Snapshot } from '../history/snapshots.ts';
import { type AsOf, addDays, addMonths, compareInstants, resolveAsOf } from '../model/calendar.ts';
import type { Segment } from '../model/segment.ts';
import type { MeasureValue } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { aggregate, and, binary, cast, column, notTrue } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { askFor, type People, peopleRelation } from './people.ts';

export interface Movement {
  readonly since: AsOf;
  /** Whether the earlier lists are the recorded ones, or what the data of today says of that date. */
  readonly isRecorded: boolean;
  readonly changes: ReadonlyMap<string, WeighedChange>;
  /** Everything recorded up to the as-of. */
  readonly snapshots: readonly Snapshot[];
}

/** The last day of a month is the last of the one before. */
function monthBefore(date: string): string {
  const next = addDays(date, 1);
  return next.endsWith('-01') ? addDays(addMonths(next, -1), -1) : addMonths(date, -1);
}

/**
 * Against the newest recorded lists before the as-of; against the lists as of `since`, which are computed; where neither
 * is there, as of a month before.
 */
export async function movementOf(
  workspace: Workspace,
  segments: readonly Segment[],
  people: People,
  since: AsOf | undefined,
  valuesOf: (then: Workspace) => readonly MeasureValue[] = () => [],
): Promise<Movement> {
  const { asOf } = workspace;
  const recorded = await readRecorded(workspace);
  const snapshots = recorded.filter(({ asOf: each }) => compareInstants(each.instant, asOf.instant) <= 0);
  const before = [...newestBefore(snapshots, asOf.instant).values()];
  const newest = before.toSorted((a, b) => compareInstants(b.asOf.instant, a.asOf.instant))[0];
  if (since === undefined && newest) {
    const ofRun = before.filter((each) => each.asOf.instant === newest.asOf.instant);
    const asked = { snapshots: ofRun, relation: peopleRelation, column: people.spent };
    return {
      since: newest.asOf,
      isRecorded: true,
      changes: await weighMembership(workspace, people, asked),
      snapshots,
    };
  }
  const from = since ?? resolveAsOf(monthBefore(asOf.date), asOf.zone)!;
  return {
    since: from,
    isRecorded: false,
    changes: await computed(workspace, segments, people, { then: workspace.at(from), valuesOf }),
    snapshots,
  };
}

const EARLIER_RELATION = 'segment_report_earlier';

async function computed(
  workspace: Workspace,
  segments: readonly Segment[],
  people: People,
  {
    then,
    valuesOf,
  }: { readonly then: Workspace; readonly valuesOf: (then: Workspace) => readonly MeasureValue[] },
): Promise<ReadonlyMap<string, WeighedChange>> {
  const values = valuesOf(then);
  const { asked } = await makeRelation(then, EARLIER_RELATION, (planner) => {
    askFor(values, planner);
    const planned = segments.map(({ name }) => ({ name, member: planner.segment(name).member, columns: [] }));
    return { ...listsWanted(planner, planned), later: values };
  });
  const now = {
    relation: peopleRelation,
    key: people.key,
    members: people.segments.map(({ member }) => member),
  };
  const before = {
    relation: EARLIER_RELATION,
    key: asked.key,
    members: asked.segments.map(({ member }) => member),
  };
  const entered = await onlyIn(workspace, now, before, people.spent && column(people.spent, 'a'));
  const left = await onlyIn(workspace, before, now, people.spent && column(people.spent, 'b'));
  return new Map(
    segments.map(({ name }, index) => {
      const [gained, lost] = [entered[index]!, left[index]!];
      const size = people.sums.get(name)!.customers;
      const weights = { enteredWeight: gained.weight, leftWeight: lost.weight };
      return [
        name,
        {
          before: size - gained.customers + lost.customers,
          entered: gained.customers,
          left: lost.customers,
          ...weights,
        },
      ];
    }),
  );
}

interface Side {
  readonly relation: string;
  readonly key: string;
  readonly members: readonly string[];
}

/** For each list, who is in it on the one side and not on the other. */
async function onlyIn(workspace: Workspace, one: Side, other: Side, weight: Expr | undefined | '') {
  if (one.members.length === 0) return [];
  const items = one.members.flatMap((member, index) => {
    const filter = and(column(member, 'a'), notTrue(column(other.members[index]!, 'b')));
    return [
      aggregate('count', undefined, { filter }),
      ...(weight ? [cast(aggregate('sum', weight, { filter }), 'text')] : []),
    ];
  });
  const [row = []] = await readRows(workspace, {
    kind: 'select',
    items: items.map((expr, index) => ({ expr, as: `n_${index}` })),
    from: { relation: one.relation, as: 'a' },
    joins: [
      {
        kind: 'left',
        relation: other.relation,
        as: 'b',
        on: binary('=', column(other.key, 'b'), column(one.key, 'a')),
      },
    ],
  });
  const each = weight ? 2 : 1;
  return one.members.map((_, index) => ({
    customers: Number(row[index * each] ?? 0),
    weight: weight ? String(row[index * each + 1] ?? 0) : null,
  }));
}
