/** What a change of definitions does to the lists: the same data at the same as-of, before and after. */
import { carryTable } from '../database/carry.ts';
import { makeTable } from '../database/relation.ts';
import { errorsThatReach, refuseWrong } from '../definitions/reach.ts';
import { keepComputed } from '../evaluation/keep.ts';
import { MEMBERSHIP_RELATION, selectKeys } from '../evaluation/lists.ts';
import { evaluate, type Membership } from '../evaluation/membership.ts';
import { changesBetween, countChangesIn } from '../history/changes.ts';
import type { Segment } from '../model/segment.ts';
import type { Select } from '../sql/ast.ts';
import { sqlFalse } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import { type Meanings, meaningsOf } from '../workspace/meanings.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Difference } from './diff.ts';

/** A segment of either side. */
export interface ChangedSegment extends Difference {
  readonly kind: 'changed' | 'new' | 'removed' | 'renamed';
  /** Under which name it was, where it was renamed. */
  readonly formerName?: string;
  /** The relation of `changesBetween`. */
  readonly relation: string;
}

export interface DefinitionChanges {
  /** By name. */
  readonly segments: readonly ChangedSegment[];
  /** What all segments rest on and is not what it was. */
  readonly around: readonly string[];
  /** Segments of the former definitions that have errors there, so that nothing is known of them. */
  readonly unknown: readonly string[];
  /** How many were looked at. */
  readonly compared: number;
}

interface Side {
  readonly workspace: Workspace;
  readonly meanings: Meanings;
  readonly segments: ReadonlyMap<string, Segment>;
}

const BEFORE = 'segment_former_membership';

/**
 * Compares the segments that `isChosen` picks on either side. Throws a `Failure` (2) with errors that keep one of those
 * at hand from being evaluated.
 */
export async function compareDefinitions(
  now: Workspace,
  former: Workspace,
  isChosen: (segment: Segment) => boolean,
): Promise<DefinitionChanges> {
  const after = sideOf(now, isChosen);
  const all = sideOf(former, isChosen);
  const unknown = [...all.segments.keys()].filter((name) => errorsThatReach(name, former).length > 0);
  const before = { ...all, segments: without(all.segments, unknown) };
  const around = aroundChanged(before.meanings, after.meanings);
  const names = [...new Set([...before.segments.keys(), ...after.segments.keys()])].sort();
  const isChanged = (name: string): boolean =>
    before.meanings.segments.get(name) !== after.meanings.segments.get(name);
  const wanted = names.filter(
    (name) =>
      !unknown.includes(name) && (around.length > 0 || isChanged(name) || isLone(name, before, after)),
  );
  refuseWrong(
    wanted.filter((name) => after.segments.has(name)),
    now,
  );
  const pick = ({ segments }: Side) => wanted.flatMap((name) => segments.get(name) ?? []);
  const was = await evaluate(former, pick(before));
  // What did not change is found by the other version.
  await keepComputed(former);
  const is = await evaluate(now, pick(after));
  const everything: Select = {
    kind: 'select',
    star: [''],
    items: [],
    from: { relation: MEMBERSHIP_RELATION },
  };
  const rows = printQuery({ with: [], body: everything }, former.dialect);
  await carryTable(former.database, rows, now.database, BEFORE);
  const lists = { now, was, is };
  const renamed = await renamesAmong(wanted, before, after, lists);
  const found: ChangedSegment[] = [];
  for (const [place, name] of wanted.entries()) {
    const formerName = renamed.get(name);
    if ([...renamed.values()].includes(name)) continue;
    const difference = await differenceOf(lists, name, formerName ?? name, `changes_${place}`);
    const kind = kindOf(name, formerName, before, after);
    const moved = difference.entered + difference.left > 0;
    if (kind === 'changed' && !isChanged(name) && !moved) continue;
    found.push({ ...difference, kind, ...(formerName === undefined ? {} : { formerName }) });
  }
  return { segments: found, around, unknown, compared: names.length };
}

function sideOf(workspace: Workspace, isChosen: (segment: Segment) => boolean): Side {
  const segments = workspace.definitions.segments.filter((segment) => segment.enabled && isChosen(segment));
  return {
    workspace,
    meanings: meaningsOf(workspace),
    segments: new Map(segments.map((segment) => [segment.name, segment])),
  };
}

function without<Value>(
  map: ReadonlyMap<string, Value>,
  names: readonly string[],
): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([name]) => !names.includes(name)));
}

function aroundChanged({ around: before }: Meanings, { around: after }: Meanings): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

function isLone(name: string, before: Side, after: Side): boolean {
  return before.segments.has(name) !== after.segments.has(name);
}

function kindOf(
  name: string,
  formerName: string | undefined,
  before: Side,
  after: Side,
): ChangedSegment['kind'] {
  if (formerName !== undefined) return 'renamed';
  if (!before.segments.has(name)) return 'new';
  return after.segments.has(name) ? 'changed' : 'removed';
}

interface Lists {
  readonly now: Workspace;
  readonly was: Membership;
  readonly is: Membership;
}

/** A segment that is new holds exactly whom one that is gone held: by the new name, the former. */
async function renamesAmong(
  names: readonly string[],
  before: Side,
  after: Side,
  lists: Lists,
): Promise<ReadonlyMap<string, string>> {
  const gone = names.filter((name) => !after.segments.has(name));
  const renamed = new Map<string, string>();
  for (const name of names.filter((each) => !before.segments.has(each))) {
    for (const former of gone) {
      if ([...renamed.values()].includes(former)) continue;
      if (!(await isSameList(name, former, before, after, lists))) continue;
      renamed.set(name, former);
      break;
    }
  }
  return renamed;
}

/** Two empty lists are alike only where they mean the same. */
async function isSameList(
  name: string,
  former: string,
  before: Side,
  after: Side,
  lists: Lists,
): Promise<boolean> {
  const size = lists.is.sizes.get(name);
  if (size !== lists.was.sizes.get(former)) return false;
  if (size === 0) return after.meanings.segments.get(name) === before.meanings.segments.get(former);
  const { entered, left } = await differenceOf(lists, name, former, 'changes_of_name');
  return entered + left === 0;
}

async function differenceOf(
  { now, was, is }: Lists,
  name: string,
  former: string,
  relation: string,
): Promise<Difference & { readonly relation: string }> {
  const queryOf = ({ key, segments }: Membership, segment: string, from: string): string => {
    const planned = segments.find((each) => each.name === segment);
    const everybody = { name: segment, member: key, columns: [] };
    const body = planned
      ? selectKeys(key, planned, from)
      : { ...selectKeys(key, everybody, from), where: sqlFalse };
    return printQuery({ with: [], body }, now.dialect);
  };
  const changes = changesBetween(queryOf(was, former, BEFORE), queryOf(is, name, MEMBERSHIP_RELATION));
  await makeTable(now.database, relation, changes);
  const { entered, left, stayed } = await countChangesIn(now.database, relation);
  return {
    segment: name,
    before: left + stayed,
    after: entered + stayed,
    entered,
    left,
    stayed,
    relation,
  };
}
