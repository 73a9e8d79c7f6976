/** A folder that lists are written to, held against other runs. */
import type { Database } from '../database/database.ts';
import { type Destination, ensureFolder } from '../output/destination.ts';
import { folderLock, holdingFolder } from '../output/folder-lock.ts';
import type { Context } from './context.ts';
import { lockWaitOf } from './session.ts';

/** What a locked database must be allowed for it. */
export function lockFiles(destination: Destination): readonly string[] {
  if (destination.kind !== 'folder') return [];
  const lock = folderLock(destination.path);
  return [lock, `${lock}.wal`];
}

/** Does the work while the folder is held; a stream or a single file is nobody else's. Throws as `holdingFolder` does. */
export async function holdingDestination<Result>(
  context: Context,
  database: Database,
  destination: Destination,
  waitSeconds: number | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (destination.kind !== 'folder') return work();
  await ensureFolder(destination);
  const { lockWaitSeconds } = lockWaitOf(context, waitSeconds);
  const onWait = (holder: string): void =>
    context.say('waiting', `waiting for ${holder}, which writes into \`${destination.path}\``, { holder });
  return holdingFolder(database, destination.path, { lockWaitSeconds, onWait }, work);
}
