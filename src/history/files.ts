/** The files of a history, on disk for their owner only. */
import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { failure } from '../diagnostics/failure.ts';

/** Whether there is a history. Throws a `Failure` (3) where the system does not tell: it is not as if there were none. */
export function isHistory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return false;
    throw failure(3, 'history-unreadable', `the history \`${path}\` cannot be opened (${code})`, [
      'it may be another user’s: run this as the user who records',
    ]);
  }
}

/** Makes the folder the history is to be in, for its owner only where it is new. */
export function makeFolder(path: string): void {
  writing(path, () => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }));
}

/** The engine would make its log readable by everybody, and the log holds customers. Call it before each change. */
export function keepLogPrivate(path: string): void {
  const log = `${path}.wal`;
  writing(path, () => {
    closeSync(openSync(log, 'a', 0o600));
    chmodSync(log, 0o600);
  });
}

/** For its owner only; a draft may be gone, where another process made the history first and swept. */
export function keepPrivate(path: string): void {
  if (existsSync(path)) writing(path, () => chmodSync(path, 0o600));
}

/** Gives the finished file its name, unless another has it by now; the draft is gone afterwards. */
export function giveName(draft: string, path: string): void {
  writing(path, () => {
    try {
      linkSync(draft, path);
    } catch {
      // Taken, or a file system without hard links.
      if (!existsSync(path)) renameSync(draft, path);
    }
    rmSync(draft, { force: true });
  });
}

function writing(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw failure(3, 'history-unwritable', `the history \`${path}\` cannot be written (${code})`, [
      'name a file that you may write under `history` in the project file',
    ]);
  }
}
