/** A folder of lists belongs to one run at a time: all of its files are then of one run. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { type Attached, attachHeld, type LockWait } from '../database/held-file.ts';
import { failure } from '../diagnostics/failure.ts';

/** What is held; it is there for as long as that. */
export function folderLock(folder: string): string {
  return join(folder, '.segment.lock');
}

/**
 * Does the work while this process holds the folder, which exists; a database that is locked down must be allowed
 * `folderLock` and its `.wal`. Throws a `Failure`: 75 when another process still holds it after the wait, 3 when the system refuses.
 */
export async function holdingFolder<Result>(
  database: Database,
  folder: string,
  wait: LockWait,
  work: () => Promise<Result>,
): Promise<Result> {
  const path = folderLock(folder);
  const attached = await attach(database, path, wait);
  if (attached.kind === 'held') {
    throw failure(75, 'folder-locked', `\`${folder}\` is being written by ${attached.holder}`, [
      'try again when it is done, or wait longer with `--lock-wait 300`',
    ]);
  }
  if (attached.kind === 'failed') {
    throw failure(
      3,
      'folder-lock',
      `cannot write in \`${folder}\`: ${attached.error.message.split('\n', 1)[0]}`,
    );
  }
  try {
    return await work();
  } finally {
    removeIfPossible(path);
    await database.run(`DETACH ${NAME}`);
  }
}

const NAME = 'segment_folder_lock';

/** What the engine says of a file that was cut off, or is of something else; of one that is held it says that first. */
const NO_LOCK = /not a valid DuckDB database|could not read enough bytes|corrupt database file/i;

/** A file that is no lock, and held by nobody, is what a process left that was killed, or a full disk, while it was made. */
async function attach(database: Database, path: string, wait: LockWait): Promise<Attached> {
  const file = { path, as: NAME, access: 'read-write' } as const;
  const attached = await attachHeld(database, file, wait);
  if (attached.kind !== 'failed' || !NO_LOCK.test(attached.error.message)) return attached;
  removeIfPossible(path);
  return attachHeld(database, file, wait);
}

/** Whoever reaches for it meanwhile finds that it is gone, and reaches again. Some systems keep what is open. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Then it stays, and is held by nobody.
  }
}
