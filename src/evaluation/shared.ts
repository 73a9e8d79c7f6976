/** Values of customers that one command has computed already, for what it asks next. */
import type { Database } from '../database/database.ts';
import { compareInstants } from '../model/calendar.ts';
import type { KeptColumn, KeptMember, Measured } from '../plan/measured.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ValueId } from './measure-ids.ts';

interface Shared {
  /** By what the values are (`measureId`). */
  readonly columns: Map<string, KeptColumn>;
  /** From when on last times were looked for. */
  readonly sinces: Set<string>;
  /** By the instant of the as-of, and then by segment. */
  readonly members: Map<string, ReadonlyMap<string, KeptMember>>;
}

const sharedOf = new WeakMap<Database, Shared>();

/**
 * From now on no value of a customer is computed twice: for commands that ask many things of the same data. An engine that
 * has the tables does not see what is computed here.
 */
export function shareValues({ database, engine }: Workspace): void {
  if (!engine && !sharedOf.has(database))
    sharedOf.set(database, { columns: new Map(), sinces: new Set(), members: new Map() });
}

export function isSharing({ database }: Workspace): boolean {
  return sharedOf.has(database);
}

/** How many values are shared. */
export function countShared({ database }: Workspace): number {
  return sharedOf.get(database)?.columns.size ?? 0;
}

/** Where the value is already: a last time may have been looked for from an earlier instant on as well. */
export function findShared(
  { database }: Workspace,
  measured: Measured,
  idOf: (measured: Measured) => ValueId | undefined,
): KeptColumn | undefined {
  const shared = sharedOf.get(database);
  if (!shared || shared.columns.size === 0) return undefined;
  const { since } = measured;
  const earlier = [...shared.sinces].filter(
    (each) => since !== undefined && compareInstants(each, since) < 0,
  );
  for (const each of [since, ...earlier]) {
    const found = idOf(each === undefined ? measured : { ...measured, since: each });
    const known = found && shared.columns.get(found.id);
    if (known) return known;
  }
  return undefined;
}

/** Whom segments hold at the as-of, for whoever asks next, as long as nobody makes the relations anew. */
export function shareMembers({ database, asOf }: Workspace, members: ReadonlyMap<string, KeptMember>): void {
  sharedOf.get(database)?.members.set(asOf.instant, members);
}

export function sharedMembers({ database, asOf }: Workspace): ReadonlyMap<string, KeptMember> | undefined {
  return sharedOf.get(database)?.members.get(asOf.instant);
}

/** The relation is made anew. */
export function forgetMembers({ database }: Workspace, relation: string): void {
  const all = sharedOf.get(database)?.members;
  for (const [instant, members] of all ?? []) {
    if ([...members.values()].some((kept) => kept.relation === relation)) all!.delete(instant);
  }
}

interface Computed {
  /** By `customer`. */
  readonly relation: string;
  /** The columns of the values, which are called as the values' ids. */
  readonly names: readonly string[];
  readonly measures: readonly Measured[];
}

/** Gives what the relation holds to whoever asks next; the relation has to stay. */
export function share({ database }: Workspace, { relation, names, measures }: Computed): void {
  const shared = sharedOf.get(database);
  if (!shared) return;
  for (const name of names) shared.columns.set(name, { relation, column: name });
  for (const { since } of measures) if (since !== undefined) shared.sinces.add(since);
}
