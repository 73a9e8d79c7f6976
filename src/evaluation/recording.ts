/** A run in the history: recorded, or compared with the run before. */
import { makeTable } from '../database/relation.ts';
import type { LockWait } from '../history/attach.ts';
import { changesBetween, countChanges, weighChanges } from '../history/changes.ts';
import { isHistory } from '../history/files.ts';
import { closeHistory, type History, openHistory } from '../history/history.ts';
import { membersQuery } from '../history/members.ts';
import { recordRun } from '../history/record.ts';
import { readSnapshots, type Snapshot } from '../history/snapshots.ts';
import { type AsOf, addDays, compareInstants, localDate, startOfDay } from '../model/calendar.ts';
import type { Split } from '../model/segment.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import { printQuery } from '../sql/print.ts';
import { dataFingerprint, fingerprintDefinitions, type TablePrint } from '../workspace/fingerprints.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { selectKeys } from './lists.ts';
import type { Membership } from './membership.ts';

/** What changed in a segment since the newest recorded as-of before this one. */
export interface Change {
  /** Its size then. */
  readonly before: number;
  readonly entered: number;
  readonly left: number;
}

/** By segment; none for those that were not recorded before. */
export type Changes = ReadonlyMap<string, Change>;

export interface RecordOptions {
  readonly lockWait: LockWait;
  /** Instant, UTC: when the run is made. */
  readonly recordedAt: string;
  readonly toolVersion: string;
  readonly data: readonly TablePrint[];
  /** Fingerprints of the definitions by segment, where they are known already: they are the same at every as-of. */
  readonly definitions?: ReadonlyMap<string, string>;
}

/** Records the lists in one transaction, and gives what changed. Throws a `Failure`, 75 when the history is held. */
export async function recordMembership(
  workspace: Workspace,
  { key, segments }: Membership,
  options: RecordOptions,
): Promise<Changes> {
  const names = segments.map(({ name }) => name);
  const definitions = options.definitions ?? fingerprintDefinitions(workspace, names);
  return withHistory(workspace, 'read-write', options.lockWait, async (history) => {
    const recorded = await recordRun(history, {
      asOf: workspace.asOf,
      recordedAt: options.recordedAt,
      data: dataFingerprint(options.data),
      toolVersion: options.toolVersion,
      segments: segments.map((segment) => ({
        segment: segment.name,
        definition: definitions.get(segment.name)!,
        members: keysOf(workspace, key, segment),
        ...splitOf(workspace, segment.name),
      })),
    });
    return new Map(
      recorded.flatMap(({ segment, customers, entered, left }) =>
        entered === null || left === null
          ? []
          : [[segment, { before: customers - entered + left, entered, left }] as const],
      ),
    );
  });
}

function keysOf({ dialect }: Workspace, key: string, segment: PlannedSegment): string {
  return printQuery({ with: [], body: selectKeys(key, segment) }, dialect);
}

function splitOf({ definitions }: Workspace, name: string): { readonly split?: Split } {
  const split = definitions.segments.find((segment) => segment.name === name)?.split;
  return split ? { split } : {};
}

/** What changed, without recording anything. Throws as `recordMembership` does. */
export async function compareMembership(
  workspace: Workspace,
  { key, segments }: Membership,
  lockWait: LockWait,
): Promise<Changes> {
  return withHistory(workspace, 'read-only', lockWait, async (history) => {
    const earlier = newestBefore(await readSnapshots(history), workspace.asOf.instant);
    const changes = new Map<string, Change>();
    for (const segment of segments) {
      const snapshot = earlier.get(segment.name);
      if (!snapshot) continue;
      changes.set(segment.name, await compare(history, snapshot, keysOf(workspace, key, segment)));
    }
    return changes;
  });
}

/** Everything that was recorded, by segment and as-of; nothing where there is no history. Throws as `recordMembership` does. */
export async function readRecorded(workspace: Workspace): Promise<readonly Snapshot[]> {
  if (!isHistory(workspace.project.history)) return [];
  return withHistory(workspace, 'read-only', workspace.lockWait, readSnapshots);
}

/** A change, and what a column of the evaluated lists sums to over those who entered, and who left and are still there. */
export interface WeighedChange extends Change {
  readonly enteredWeight: string | null;
  readonly leftWeight: string | null;
}

/** As `compareMembership`, with what a column of the relation sums to. */
export async function weighMembership(
  workspace: Workspace,
  { key, segments }: Pick<Membership, 'key' | 'segments'>,
  {
    snapshots,
    relation,
    column,
  }: {
    readonly snapshots: readonly Snapshot[];
    readonly relation: string;
    readonly column: string | undefined;
  },
): Promise<ReadonlyMap<string, WeighedChange>> {
  return withHistory(workspace, 'read-only', workspace.lockWait, async (history) => {
    const found = new Map<string, WeighedChange>();
    for (const segment of segments) {
      const snapshot = snapshots.find(({ segment: name }) => name === segment.name);
      if (!snapshot) continue;
      const lists = changesBetween(await membersQuery(history, snapshot), keysOf(workspace, key, segment));
      const weighed = await weighChanges(history.database, lists, { relation, key, column });
      const of = (change: 'entered' | 'left') => weighed.find((each) => each.change === change);
      found.set(segment.name, {
        before: snapshot.customers,
        entered: of('entered')?.customers ?? 0,
        left: of('left')?.customers ?? 0,
        enteredWeight: of('entered')?.weight ?? null,
        leftWeight: of('left')?.weight ?? null,
      });
    }
    return found;
  });
}

/**
 * Copies the segment's list of the newest run before the as-of into the relation, one column `customer`, and gives
 * its as-of; undefined where none is recorded. Throws as `recordMembership` does.
 */
export async function copyNewestBefore(
  workspace: Workspace,
  segment: string,
  relation: string,
): Promise<AsOf | undefined> {
  return withHistory(workspace, 'read-only', workspace.lockWait, async (history) => {
    const snapshots = await readSnapshots(history, segment);
    const snapshot = newestBefore(snapshots, workspace.asOf.instant).get(segment);
    if (!snapshot) return undefined;
    const members = await membersQuery(history, snapshot);
    await makeTable(workspace.database, relation, members);
    return snapshot.asOf;
  });
}

/** The list of a split segment as it was recorded. */
export interface RecordedSplit {
  readonly asOf: AsOf;
  readonly customers: number;
  /** What gave its members their arms. */
  readonly split: Split;
  /** Whether the definition means something else today. */
  readonly isRedefined: boolean;
}

/**
 * Copies the list with which a split segment entered a period into the relation, one column `customer`: the newest
 * recorded one as of its start or, where it was made that very day, of that day. What was recorded afterwards may
 * depend on what the customers did in the period. Undefined where none is recorded. Throws as `recordMembership` does.
 */
export async function copyRecordedSplit(
  workspace: Workspace,
  segment: string,
  start: AsOf,
  relation: string,
): Promise<RecordedSplit | undefined> {
  return withHistory(workspace, 'read-only', workspace.lockWait, async (history) => {
    const snapshots = await readSnapshots(history, segment);
    const found = snapshots.findLast((snapshot) => snapshot.split !== null && isMadeBy(snapshot, start));
    if (!found) return undefined;
    const members = await membersQuery(history, found);
    await makeTable(workspace.database, relation, members);
    const definition = fingerprintDefinitions(workspace, [segment]).get(segment);
    const { asOf, customers, split } = found;
    return { asOf, customers, split: split!, isRedefined: definition !== found.definition };
  });
}

function isMadeBy({ asOf, recordedAt }: Snapshot, start: AsOf): boolean {
  if (compareInstants(asOf.instant, start.instant) <= 0) return true;
  const over = startOfDay(addDays(localDate(start.instant, start.zone), 1), start.zone);
  return compareInstants(asOf.instant, over) <= 0 && compareInstants(recordedAt, over) < 0;
}

async function compare(history: History, snapshot: Snapshot, members: string): Promise<Change> {
  const changes = changesBetween(await membersQuery(history, snapshot), members);
  const { entered, left } = await countChanges(history.database, changes);
  return { before: snapshot.customers, entered, left };
}

/** The newest snapshot of each segment with an as-of before the instant. */
export function newestBefore(snapshots: readonly Snapshot[], instant: string): ReadonlyMap<string, Snapshot> {
  const before = snapshots.filter(({ asOf }) => compareInstants(asOf.instant, instant) < 0);
  return new Map(before.map((snapshot) => [snapshot.segment, snapshot]));
}

async function withHistory<Result>(
  { database, project }: Workspace,
  access: 'read-only' | 'read-write',
  lockWait: LockWait,
  work: (history: History) => Promise<Result>,
): Promise<Result> {
  const history = await openHistory(database, project.history, { ...lockWait, access });
  try {
    return await work(history);
  } finally {
    await closeHistory(history);
  }
}
