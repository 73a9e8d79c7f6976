/**
 * The history of a project: who was in each segment at each recorded as-of, in a DuckDB file of its own.
 *
 * What is kept. A *snapshot* is one segment at one as-of; a *run* is what was recorded in one go. Recording
 * the same segment at the same as-of again replaces the snapshot. For every snapshot the file holds the
 * *changes* against the snapshot just before it in as-of order (1 for entered, -1 for left), so the members
 * at an as-of are the sum of the changes up to it. A hundred segments of a million customers over a year of
 * nights cost what changed, a few bytes a row, and not 36,500 lists.
 *
 * Two rules keep this quick and right. When the changes to be summed outgrow twice the list that comes of
 * them, the list is also stored *whole*, and reading starts there; whole lists are a short cut and can be
 * dropped. A snapshot that is put between two others, as `backfill` does, rewrites the changes of the one
 * after it and of no other.
 *
 * The *split* of a snapshot is kept as its rule: the seed and the shares of the arms. A member's arm follows from the
 * rule and the key, for ever, so that keeping it for every member would say the same a million times a night.
 *
 * The engine's own lock on the file is the lock: one writer, or many readers. A run is one transaction, so
 * a process that dies at any moment leaves the history as it was. The tables have no keys and no indexes:
 * the engine refuses to delete and insert one key in one transaction, and an index costs memory for every
 * row; the single writer keeps ids unique.
 */
import { rmSync } from 'node:fs';
import type { Database } from '../database/database.ts';
import { attachHistory, type LockWait } from './attach.ts';
import { createHistory } from './create.ts';
import { isHistory, keepLogPrivate } from './files.ts';
import { leftoversOf } from './paths.ts';
import { checkVersion, migrate } from './schema.ts';

export interface History {
  /** The connection that has the file attached as the catalog `history`. */
  readonly database: Database;
  readonly path: string;
  readonly access: HistoryAccess;
}

export type HistoryAccess = 'read-only' | 'read-write';

export interface HistoryOptions extends LockWait {
  readonly access: HistoryAccess;
}

/**
 * Attaches the history file to the database, as the catalog `history`; a locked database must be allowed
 * `historyFiles`. Call `closeHistory` as soon as the history is done with, since a reader keeps writers waiting and the reverse.
 * For writing, the file and its folder are made on demand (0600, 0700); for reading, a missing file is an
 * empty history. Throws a `Failure`: 75 when another process still holds the file after the wait, 2 when a
 * newer version wrote it, 3 when it is damaged or not a history.
 */
export async function openHistory(
  database: Database,
  path: string,
  options: HistoryOptions,
): Promise<History> {
  const history = { database, path, access: options.access };
  if (options.access === 'read-only') {
    await openForReading(database, path, options);
    return history;
  }
  if (!isHistory(path)) await createHistory(database, path);
  await attachHistory(database, path, options.access, options);
  await checkVersion(history);
  for (const leftover of leftoversOf(path)) rmSync(leftover, { force: true });
  keepLogPrivate(path);
  await migrate(database);
  return history;
}

async function openForReading(database: Database, path: string, options: HistoryOptions): Promise<void> {
  if (!isHistory(path)) {
    await database.run("ATTACH ':memory:' AS history");
    await migrate(database);
    return;
  }
  await attachHistory(database, path, 'read-only', options);
  const isCurrent = await checkVersion({ database, path });
  if (isCurrent) return;
  await database.run('DETACH history');
  await closeHistory(await openHistory(database, path, { ...options, access: 'read-write' }));
  await attachHistory(database, path, 'read-only', options);
}

/** Writes everything to the file and lets go of it. What was recorded is in the log beside it where that cannot be, as on a full disk. */
export async function closeHistory(history: History): Promise<void> {
  if (history.access === 'read-write') await history.database.attempt('CHECKPOINT history');
  await history.database.run('DETACH history');
}
