/** The past as the data tells it, recorded date by date. */
import { dependencies, inOrder } from '../check/order.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { closeHistory, openHistory } from '../history/history.ts';
import { readSnapshots, type Snapshot } from '../history/snapshots.ts';
import { addDays, addMonths, resolveAsOf } from '../model/calendar.ts';
import type { Segment } from '../model/segment.ts';
import { leavesWithin } from '../model/walk.ts';
import { fingerprintDefinitions } from '../workspace/fingerprints.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { evaluate } from './membership.ts';
import { type RecordOptions, recordMembership } from './recording.ts';

export const backfillSteps = ['day', 'week', 'month'] as const;

export type BackfillStep = (typeof backfillSteps)[number];

/** Dates from one to the other, both included; months keep the day, and the last of a month stays the last. */
export function datesBetween(from: string, to: string, every: BackfillStep): readonly string[] {
  const dates: string[] = [];
  for (let n = 0; ; n++) {
    const date = dateAfter(from, n, every);
    if (date > to) return dates;
    dates.push(date);
  }
}

function dateAfter(from: string, n: number, every: BackfillStep): string {
  if (every !== 'month') return addDays(from, every === 'day' ? n : 7 * n);
  const isLast = addDays(from, 1).endsWith('-01');
  return isLast ? addDays(addMonths(addDays(from, 1), n), -1) : addMonths(from, n);
}

export interface Backfill extends Omit<RecordOptions, 'definitions'> {
  readonly segments: readonly Segment[];
  readonly dates: readonly string[];
  /** Whether what is recorded already is computed anew; it is kept otherwise. */
  readonly replace: boolean;
}

/** One segment on one date. */
export interface BackfilledSize {
  readonly segment: string;
  readonly date: string;
  /** Null where the segment looks back to a run that is not recorded. */
  readonly customers: number | null;
  readonly outcome: 'recorded' | 'kept' | 'skipped';
}

/**
 * Evaluates and records each date before the next, so that what looks back finds the dates before. Each date is
 * whole in the history or not there. Throws a `Failure` when definitions are wrong at a date, 75 when the history
 * is held.
 */
export async function* backfill(workspace: Workspace, options: Backfill): AsyncGenerator<BackfilledSize> {
  const { segments, dates, replace, ...rest } = options;
  const names = segments.map(({ name }) => name);
  const recording = { ...rest, definitions: fingerprintDefinitions(workspace, names) };
  for (const date of dates) {
    const view = workspace.at(resolveAsOf(date, workspace.asOf.zone)!);
    const kept = replace ? new Map<string, Snapshot>() : await recordedAt(view, recording.lockWait);
    const there = view.definitions.segments.filter(({ name }) => names.includes(name));
    const due = there.filter(({ name }) => !kept.has(name));
    refuseErrors(view);
    const blind = await withoutPast(view, due);
    const evaluated = due.filter(({ name }) => !blind.has(name));
    const membership = evaluated.length > 0 ? await evaluate(view, evaluated) : undefined;
    if (membership) await recordMembership(view, membership, recording);
    for (const { name } of there) {
      const old = kept.get(name);
      const size = { segment: name, date };
      if (old) yield { ...size, customers: old.customers, outcome: 'kept' };
      else if (blind.has(name)) yield { ...size, customers: null, outcome: 'skipped' };
      else yield { ...size, customers: membership?.sizes.get(name) ?? 0, outcome: 'recorded' };
    }
  }
}

async function recordedAt(
  { database, project, asOf }: Workspace,
  lockWait: RecordOptions['lockWait'],
): Promise<ReadonlyMap<string, Snapshot>> {
  const history = await openHistory(database, project.history, { ...lockWait, access: 'read-only' });
  try {
    const snapshots = await readSnapshots(history);
    return new Map(
      snapshots
        .filter((snapshot) => snapshot.asOf.instant === asOf.instant)
        .map((snapshot) => [snapshot.segment, snapshot]),
    );
  } finally {
    await closeHistory(history);
  }
}

/** Dates that are no error today may be one at another as-of. */
function refuseErrors({ diagnostics }: Workspace): void {
  const errors: readonly Diagnostic[] = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Failure(2, errors);
}

/** Segments that look back, themselves or by what they name, to a run that is not recorded. */
async function withoutPast(view: Workspace, segments: readonly Segment[]): Promise<ReadonlySet<string>> {
  const { definitions } = view;
  const recorded = await view.recorded();
  const graph = dependencies(definitions);
  const blind = new Set(
    definitions.segments.filter((segment) => looksAtNothing(segment)).map(({ name }) => name),
  );
  const sets = definitions.stageSets.filter((set) => looksAtNothing(set)).map(({ name }) => `${name}.stage`);
  for (const name of sets) blind.add(name);
  const isBlind = ({ name }: Segment): boolean => inOrder([name], graph).some((each) => blind.has(each));
  return new Set(segments.filter(isBlind).map(({ name }) => name));

  function looksAtNothing(item: object): boolean {
    return leavesWithin(item).some((leaf) => {
      if (leaf.kind !== 'movement') return false;
      try {
        recorded(leaf);
        return false;
      } catch (error) {
        if (error instanceof Failure) return true;
        throw error;
      }
    });
  }
}
