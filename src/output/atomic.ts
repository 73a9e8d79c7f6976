/** Files that are whole or not there: written beside their target, synced, and renamed over it. */
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, lstat, open, readlink, rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure, failure } from '../diagnostics/failure.ts';
import { isSystemError, systemFailure } from './system-failure.ts';
import { makeTemporary, removeTemporary, sweepTemporaries } from './temporaries.ts';

const NEW_FILE_MODE = 0o600;
const MOST_LINKS = 40;

/**
 * Replaces `target` by what `write` puts at the path it is given, in one step: a reader sees the old whole
 * file or the new one, whenever the process dies. Symbolic links stay links, an existing file keeps its
 * mode, a new one is private (0600). A target that is no plain file (`/dev/null`, a named pipe) is
 * written through. Throws `Failure` (3) when the system refuses.
 */
export async function writeAtomically(
  target: string,
  write: (temporaryPath: string) => Promise<void>,
): Promise<void> {
  try {
    const place = await realTarget(target);
    await (place.kind === 'file' ? replaceFile(place, write) : writeThrough(place.path, write));
  } catch (error) {
    if (error instanceof Failure || !isSystemError(error)) throw error;
    throw systemFailure(error, `cannot write \`${target}\``);
  }
}

interface Place {
  readonly kind: 'file' | 'device';
  readonly path: string;
  readonly mode?: number;
}

async function realTarget(target: string): Promise<Place> {
  const path = await followLinks(resolve(target));
  const facts = await stat(path).catch(missing);
  if (!facts) return { kind: 'file', path };
  if (facts.isDirectory()) {
    throw failure(2, 'out-is-a-folder', `cannot write \`${target}\`: it is a folder`);
  }
  if (!facts.isFile()) return { kind: 'device', path };
  await (await open(path, 'r+')).close();
  return { kind: 'file', path, mode: facts.mode & 0o7777 };
}

/** The path behind the links, whether or not it exists. */
async function followLinks(path: string): Promise<string> {
  let current = path;
  for (let link = 0; link < MOST_LINKS; link++) {
    const facts = await lstat(current).catch(missing);
    if (!facts?.isSymbolicLink()) return current;
    current = resolve(dirname(current), await readlink(current));
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP', syscall: 'readlink' });
}

async function replaceFile(place: Place, write: (path: string) => Promise<void>): Promise<void> {
  const parent = dirname(place.path);
  const folder = await makeTemporary(parent);
  try {
    await sweepTemporaries(parent, folder);
    const temporary = join(folder, basename(place.path));
    await write(temporary);
    await chmod(temporary, place.mode ?? NEW_FILE_MODE);
    await sync(temporary);
    await rename(temporary, place.path);
    await syncFolder(parent);
  } finally {
    await removeTemporary(folder);
  }
}

async function writeThrough(path: string, write: (path: string) => Promise<void>): Promise<void> {
  const { tmpdir } = await import('node:os');
  const folder = await makeTemporary(tmpdir());
  try {
    const temporary = join(folder, basename(path));
    await write(temporary);
    await pipeline(createReadStream(temporary), createWriteStream(path, { flags: 'w' }));
  } finally {
    await removeTemporary(folder);
  }
}

async function sync(path: string): Promise<void> {
  // A file of mode 0400 can be synced by a handle that only reads.
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Makes the rename itself last; some file systems cannot, and then it lasts as soon as they choose. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function missing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
