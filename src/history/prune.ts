import type { Database } from '../database/database.ts';
import { addDays } from '../model/calendar.ts';
import type { LockWait } from './attach.ts';
import { compactHistory } from './compact.ts';
import { keepLogPrivate } from './files.ts';
import { closeHistory, openHistory } from './history.ts';
import { idsQuery } from './members.ts';
import { inTransaction } from './schema.ts';
import { readSnapshots, type Snapshot } from './snapshots.ts';

export interface Keep {
  /** Snapshots with an as-of date this many days before `date`, or later, stay. */
  readonly days: number;
  readonly date: string;
}

/**
 * Removes old snapshots, and the customers that none of the others knows, and gives how many snapshots went.
 * What is left is as it was, but the first snapshot of a segment has nothing before it any more to have
 * entered or left from. Afterwards the history is closed.
 */
export async function pruneHistory(
  database: Database,
  path: string,
  keep: Keep,
  wait: LockWait,
): Promise<number> {
  const history = await openHistory(database, path, { ...wait, access: 'read-write' });
  const firstKept = addDays(keep.date, -keep.days);
  const cuts = bySegment(await readSnapshots(history)).map((snapshots) => cut(snapshots, firstKept));
  const old = cuts.flatMap((one) => one.old);
  if (old.length === 0) {
    await closeHistory(history);
    return 0;
  }
  keepLogPrivate(path);
  await inTransaction(database, () => removeOld(database, cuts));
  await compactHistory(history);
  return old.length;
}

/** The snapshots of one segment, and those of them that come before the first to keep. */
interface Cut {
  readonly snapshots: readonly Snapshot[];
  readonly old: readonly Snapshot[];
}

function bySegment(snapshots: readonly Snapshot[]): readonly (readonly Snapshot[])[] {
  const groups = new Map<string, Snapshot[]>();
  for (const snapshot of snapshots) {
    const group = groups.get(snapshot.segment);
    if (group === undefined) groups.set(snapshot.segment, [snapshot]);
    else group.push(snapshot);
  }
  return [...groups.values()];
}

function cut(snapshots: readonly Snapshot[], firstKept: string): Cut {
  const kept = snapshots.findIndex((snapshot) => snapshot.asOf.date >= firstKept);
  return { snapshots, old: kept < 0 ? snapshots : snapshots.slice(0, kept) };
}

async function removeOld(database: Database, cuts: readonly Cut[]): Promise<void> {
  for (const { snapshots, old } of cuts) {
    const first = snapshots[old.length];
    if (old.length > 0 && first !== undefined) await makeFirst(database, snapshots, first);
  }
  const ids = cuts.flatMap(({ old }) => old.map(({ id }) => id)).join(', ');
  for (const table of ['change', 'whole', 'snapshot']) {
    await database.run(`DELETE FROM history.main.${table} WHERE snapshot IN (${ids})`);
  }
  await database.run('DELETE FROM history.main.run WHERE run NOT IN (SELECT run FROM history.main.snapshot)');
  await database.run(`DELETE FROM history.main.customer
    WHERE customer NOT IN (SELECT DISTINCT customer FROM history.main.change)`);
}

/** Everybody in the snapshot has entered with it. */
async function makeFirst(database: Database, snapshots: readonly Snapshot[], first: Snapshot): Promise<void> {
  await database.run(
    `CREATE OR REPLACE TEMP TABLE history_first AS ${idsQuery(snapshots, first)} ORDER BY customer`,
  );
  for (const table of ['change', 'whole']) {
    await database.run(`DELETE FROM history.main.${table} WHERE snapshot = ${first.id}`);
  }
  await database.run(
    `INSERT INTO history.main.change SELECT ${first.id}, customer, 1 FROM temp.history_first ORDER BY customer`,
  );
  await database.run(`UPDATE history.main.snapshot SET entered = NULL, "left" = NULL, is_whole = false
    WHERE snapshot = ${first.id}`);
}
