/** Files that are whole or not there: written beside their target, synced, and renamed over it. */
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, lstat, open, readlink, rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure, failure } from '../diagnostics/failure.ts';
import { isSystemError, systemFailure } from './system-failure.ts';
import { makeHeldTemporary, makeTemporary, removeTemporary, sweepTemporaries } from './temporaries.ts';

const NEW_FILE_MODE = 0o600;
const MOST_LINKS = 40;

/**
 * Replaces `target` by what `write` puts at the path it is given, in one step: a reader sees the old whole
 * file or the new one, whenever the process dies. Symbolic links stay links, an existing file keeps its
 * mode, a new one is private (0600). A target that is no plain file (`/dev/null`, a named pipe) is
 * written through. Throws `Failure` (3) when the system refuses.
 */
export async function writeAtomically(target: string, write: Write): Promise<void> {
  await namingTarget(target, async () => {
    const place = await realTarget(target);
    if (place.kind === 'device') return writeThrough(place.path, write);
    const folder = await ReplacedFolder.open(dirname(place.path));
    try {
      await folder.replace(place, target, write);
      await folder.settle();
    } finally {
      await folder.close();
    }
  });
}

/** What puts a file's content at the path it is given. */
export type Write = (temporaryPath: string) => Promise<void>;

/** Files of one folder, replaced one after the other as `writeAtomically` does. */
export interface FolderWriter {
  /** Gives back when the file before has its place; this one is written, and takes its own, while the next is made. */
  write(name: string, write: Write): Promise<void>;
}

/** Gives `work` a writer for the folder, which this process holds; when it ends well, every file has its place. */
export async function writeFolderAtomically(
  path: string,
  work: (writer: FolderWriter) => Promise<void>,
): Promise<void> {
  const parent = await namingTarget(path, () => followLinks(resolve(path)));
  const folder = await namingTarget(path, () => ReplacedFolder.openHeld(parent));
  try {
    await work({
      async write(name, write) {
        const target = join(path, name);
        const place = await namingTarget(target, () => realTarget(join(parent, name)));
        if (place.kind === 'device' || dirname(place.path) !== parent) return writeAtomically(target, write);
        await namingTarget(target, () => folder.replace(place, target, write));
      },
    });
    await namingTarget(path, () => folder.settle());
  } finally {
    await folder.close();
  }
}

async function namingTarget<Result>(target: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
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
    throw failure(3, 'out-is-a-folder', `cannot write \`${target}\`: it is a folder`);
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

/** A folder whose files are made in a private one inside it, and put in place when they are whole and on the disk. */
class ReplacedFolder {
  readonly #path: string;
  readonly #temporary: string;
  #settling: Promise<void> = Promise.resolve();

  private constructor(path: string, temporary: string) {
    this.#path = path;
    this.#temporary = temporary;
  }

  static async open(path: string): Promise<ReplacedFolder> {
    const temporary = await makeTemporary(path);
    await sweepTemporaries(path, temporary);
    return new ReplacedFolder(path, temporary);
  }

  static async openHeld(path: string): Promise<ReplacedFolder> {
    return new ReplacedFolder(path, await makeHeldTemporary(path));
  }

  /** Waits for the file of before, and not for this one. */
  async replace(place: Place, target: string, write: Write): Promise<void> {
    const temporary = join(this.#temporary, basename(place.path));
    await this.#settling;
    this.#settling = namingTarget(target, async () => {
      await write(temporary);
      await putInPlace(temporary, place);
    });
    // Whoever waits for it next is told.
    this.#settling.catch(() => undefined);
  }

  async settle(): Promise<void> {
    await this.#settling;
    await syncFolder(this.#path);
  }

  async close(): Promise<void> {
    await this.#settling.catch(() => undefined);
    await removeTemporary(this.#temporary);
  }
}

async function putInPlace(temporary: string, place: Place): Promise<void> {
  await chmod(temporary, place.mode ?? NEW_FILE_MODE);
  await sync(temporary);
  await rename(temporary, place.path);
}

async function writeThrough(path: string, write: Write): Promise<void> {
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
