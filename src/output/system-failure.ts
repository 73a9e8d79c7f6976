/** What the operating system refuses, in a sentence. */
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { type ExitCode, Failure } from '../diagnostics/failure.ts';

const reasons: Readonly<Record<string, readonly [reason: string, help?: string]>> = {
  ENOSPC: ['no space left on the device', 'free some space, or write somewhere else with `--out`'],
  EDQUOT: ['the disk quota is used up', 'free some space, or write somewhere else with `--out`'],
  EACCES: ['permission denied'],
  EPERM: ['the operation is not permitted'],
  EROFS: ['the file system is read-only', 'write somewhere else with `--out`'],
  ENOENT: ['no such file or folder'],
  EEXIST: ['a file of that name is in the way'],
  ENOTDIR: ['a part of the path is not a folder'],
  EISDIR: ['it is a folder'],
  EMFILE: ['too many open files'],
  ENFILE: ['too many open files'],
  ENAMETOOLONG: ['the name is too long'],
  ELOOP: ['the symbolic links go round in a circle'],
  EIO: ['input/output error: the device may be failing'],
  EFBIG: ['the file would be too large for its file system'],
  ETXTBSY: ['the file is in use'],
  EBUSY: ['the file is in use'],
};

/** Whether it is an error of the operating system (`ENOENT` and its like). */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

const actions: Readonly<Record<string, string>> = {
  mkdtemp: 'make a folder for temporary files in',
  mkdir: 'make the folder',
  scandir: 'look into the folder',
  open: 'open',
  read: 'read',
  rename: 'put in place',
};

/** What the system was asked to do, in words: where, as it was asked. */
export function systemAction({ path, syscall = '' }: NodeJS.ErrnoException): string {
  const action = `cannot ${actions[syscall] ?? syscall}`;
  if (path === undefined) return action;
  return `${action} \`${syscall === 'mkdtemp' ? dirname(path) : path}\``;
}

/** A failure that says what could not be done (`cannot write `x``) and why. */
export function systemFailure(error: unknown, what: string, exitCode: ExitCode = 3): Failure {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
  const [reason, known] = reasons[code] ?? [`the system says ${code}`];
  const help = isTemporary(error) ? 'the variable `TMPDIR` names a folder for temporary files' : known;
  return new Failure(exitCode, [
    { severity: 'error', code: 'system', message: `${what}: ${reason}`, ...(help ? { help: [help] } : {}) },
  ]);
}

/** Whether it is about the folder for temporary files, or what is made in it. */
function isTemporary(error: unknown): boolean {
  const { path } = error as NodeJS.ErrnoException;
  return path !== undefined && [path, dirname(path)].includes(tmpdir());
}
