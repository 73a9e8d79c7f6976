/** Who entered a segment and who left it, between two recorded runs or two dates. */

import type { Database } from '../database/database.ts';
import { makeTable } from '../database/relation.ts';
import { UNWRITTEN } from '../definitions/building-blocks.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { selectKeys } from '../evaluation/lists.ts';
import { evaluate } from '../evaluation/membership.ts';
import { changesOfRelations, countChangesIn, moversQuery } from '../history/changes.ts';
import type { History } from '../history/history.ts';
import { membersQuery } from '../history/members.ts';
import type { Snapshot } from '../history/snapshots.ts';
import { type AsOf, compareInstants, resolveAsOf } from '../model/calendar.ts';
import type { Segment } from '../model/segment.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { asOfText } from './history.ts';
import { wrongDate } from './wrong-date.ts';

/** One of the two moments: a recorded list, or one that the data gives as it is now. */
export interface Side {
  readonly asOf: AsOf;
  readonly snapshot?: Snapshot;
}

export interface Sides {
  readonly from: Side;
  readonly to: Side;
}

/** The segment that is compared. */
export interface Compared {
  readonly name: string;
  /** Whether its lists are written at all, and so can be recorded; asked only where none are. */
  readonly isWritten: () => boolean;
}

export interface SideWords {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/**
 * The sides that the words mean, from all snapshots of the segment in the order of as-of. Without words they are
 * the two newest recorded; one word alone takes the nearest recorded before it, or the newest after it, else
 * `asOf`. Throws a `Failure` (2) for words that are no date, and where there is nothing to compare.
 */
export function chooseSides(
  segment: Compared,
  snapshots: readonly Snapshot[],
  words: SideWords,
  asOf: AsOf,
): Sides {
  if (words.from === undefined && words.to === undefined) return newestTwo(segment, snapshots);
  const to = words.to === undefined ? undefined : sideOf('--to', words.to, snapshots, asOf.zone);
  const from =
    words.from === undefined
      ? newestBefore(segment, snapshots, to!.asOf)
      : sideOf('--from', words.from, snapshots, asOf.zone);
  return inOrder({ from, to: to ?? newestAfter(snapshots, from) ?? sideAt(asOf, snapshots) });
}

function sideOf(option: string, text: string, snapshots: readonly Snapshot[], zone: string): Side {
  const asOf = resolveAsOf(text, zone);
  if (asOf) return sideAt(asOf, snapshots);
  throw wrongDate(option, text);
}

function sideAt(asOf: AsOf, snapshots: readonly Snapshot[]): Side {
  const snapshot = snapshots.find((one) => one.asOf.instant === asOf.instant);
  return snapshot ? { asOf, snapshot } : { asOf };
}

function recordedSide(snapshot: Snapshot): Side {
  return { asOf: snapshot.asOf, snapshot };
}

function newestTwo(segment: Compared, snapshots: readonly Snapshot[]): Sides {
  const [from, to] = snapshots.slice(-2);
  if (from && to) return { from: recordedSide(from), to: recordedSide(to) };
  throw tooFew(segment, `of \`${segment.name}\` ${from ? 'one run is' : 'no run is'} recorded`);
}

function newestBefore(segment: Compared, snapshots: readonly Snapshot[], asOf: AsOf): Side {
  const found = snapshots.findLast((one) => compareInstants(one.asOf.instant, asOf.instant) < 0);
  if (found) return recordedSide(found);
  throw tooFew(segment, `no run of \`${segment.name}\` before ${asOfText(asOf)} is recorded`);
}

function newestAfter(snapshots: readonly Snapshot[], from: Side): Side | undefined {
  const newest = snapshots.at(-1);
  if (!from.snapshot || !newest) return undefined;
  return compareInstants(newest.asOf.instant, from.asOf.instant) > 0 ? recordedSide(newest) : undefined;
}

function tooFew({ name, isWritten }: Compared, message: string): Failure {
  const twoDates = `name two dates, and the data tells: \`segment diff ${name} --from 2026-05-31 --to 2026-06-30\``;
  if (!isWritten()) return failure(2, 'not-recorded', `${message}: ${UNWRITTEN}`, [twoDates]);
  return failure(2, 'not-recorded', message, [
    twoDates,
    '`segment run FILES --record` keeps runs, `segment backfill FILES --from DATE` the past',
  ]);
}

function inOrder(sides: Sides): Sides {
  const { from, to } = sides;
  if (compareInstants(from.asOf.instant, to.asOf.instant) < 0) return sides;
  throw failure(
    2,
    'option-value',
    `nothing lies between ${asOfText(from.asOf)} and ${asOfText(to.asOf)}: the first must be earlier`,
  );
}

/** Copies a recorded list into the relation, one column `customer`. */
export async function copyRecorded(history: History, snapshot: Snapshot, relation: string): Promise<void> {
  const members = await membersQuery(history, snapshot);
  await makeTable(history.database, relation, members);
}

/** Evaluates the segment at the as-of into the relation. */
export async function copyComputed(
  workspace: Workspace,
  { name }: Segment,
  asOf: AsOf,
  relation: string,
): Promise<void> {
  const view = workspace.at(asOf);
  const segment = view.definitions.segments.find((candidate) => candidate.name === name);
  if (!segment) throw new Failure(2, view.diagnostics);
  const { key, segments } = await evaluate(view, [segment]);
  const members = printQuery({ with: [], body: selectKeys(key, segments[0]!) }, view.dialect);
  await makeTable(workspace.database, relation, members);
}

const RELATION = 'segment_diff_people';

export interface Difference {
  readonly segment: string;
  readonly before: number;
  readonly after: number;
  readonly entered: number;
  readonly left: number;
  readonly stayed: number;
}

/** Compares the two relations; `diffQuery` then gives the people. */
export async function compareLists(
  database: Database,
  segment: string,
  before: string,
  after: string,
): Promise<Difference> {
  await makeTable(database, RELATION, changesOfRelations(before, after));
  const { entered, left, stayed } = await countChangesIn(database, RELATION);
  return { segment, before: left + stayed, after: entered + stayed, entered, left, stayed };
}

/** `segment`, the key and `change` of those who entered or left, by key. */
export function diffQuery(segment: string, key: string): string {
  return moversQuery(RELATION, segment, key);
}
