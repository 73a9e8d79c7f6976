import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Every file that the engine may touch for a history: what a locked database must be allowed. */
export function historyFiles(path: string): readonly string[] {
  const databases = [path, draftOf(path), compactOf(path)];
  return databases.flatMap((file) => [file, ...logs.map((ending) => `${file}${ending}`)]);
}

const logs = ['.wal', '.wal.checkpoint', '.wal.recovery'];

/** Of this process, by chance: processes that share a folder need not share their numbers. */
const own = randomBytes(8).toString('hex');

/** Where this process makes a history that is not there yet. */
export function draftOf(path: string): string {
  return `${path}.new-${own}`;
}

/** What killed processes left beside a history; of use to nobody once the history is there, and held. */
export function leftoversOf(path: string): readonly string[] {
  const start = `${basename(path)}.`;
  return readdirSync(dirname(path))
    .filter(
      (name) => name.startsWith(start) && /^(new-\w+|compact)(\.wal.*)?$/.test(name.slice(start.length)),
    )
    .map((name) => join(dirname(path), name));
}

/** Where a history is written anew. */
export function compactOf(path: string): string {
  return `${path}.compact`;
}
