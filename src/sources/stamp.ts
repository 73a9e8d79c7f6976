/**
 * Whether a file is still the one that was read. Its size, its times and its number in the file system answer
 * at once; where they differ, or are so young that a change might not show in them, its content does.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fileChunks } from './chunks.ts';

export interface Stamp {
  readonly path: string;
  readonly bytes: string;
  /** Nanoseconds: of the last write, and of the last change of anything about the file. */
  readonly written: string;
  readonly changed: string;
  readonly inode: string;
}

/** Throws when a file is not there. */
export function stampsOf(paths: readonly string[]): readonly Stamp[] {
  return paths.map(stampOf);
}

function stampOf(path: string): Stamp {
  const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
  return {
    path,
    bytes: String(size),
    written: String(mtimeNs),
    changed: String(ctimeNs),
    inode: String(ino),
  };
}

export function sameStamps(some: readonly Stamp[], others: readonly Stamp[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

/** Whether the file is still the one that it was. */
export function isStill(stamp: Stamp): boolean {
  try {
    return sameStamps([stamp], [stampOf(stamp.path)]);
  } catch {
    return false;
  }
}

export function changedFile(name: string): Omit<Diagnostic, 'severity'> {
  return {
    code: 'changed-file',
    message: `\`${name}\` changed while it was read`,
    help: ['run again when the export is done: files that are written beside and renamed are always whole'],
    place: { file: name },
  };
}

/** Whether the files have the sizes that they had, without which their content need not be read. */
export function sameSizes(some: readonly Stamp[], others: readonly Stamp[]): boolean {
  const sizes = (stamps: readonly Stamp[]): string =>
    JSON.stringify(stamps.map(({ path, bytes }) => [path, bytes]));
  return sizes(some) === sizes(others);
}

/** File systems tell times in steps of up to two seconds. */
const STEP = 2_000_000_000n;

/** Whether any later write would show in the times: `read` is the file system's time when reading began, in nanoseconds. */
export function areSettled(stamps: readonly Stamp[], read: bigint): boolean {
  return stamps.every(
    ({ written, changed }) => BigInt(written) + STEP < read && BigInt(changed) + STEP < read,
  );
}

/** The file system's own time, in nanoseconds: that of a folder made inside `folder`. */
export function timeOf(folder: string): bigint {
  const probe = mkdtempSync(join(folder, '.time-'));
  const { mtimeNs } = statSync(probe, { bigint: true });
  rmdirSync(probe);
  return mtimeNs;
}

export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** Of the file's content, read until the signal. */
export async function digestFile(path: string, signal?: AbortSignal): Promise<FileDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of fileChunks(path, signal)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** One digest of the content of all the files, in their order; those of which none is known are read until the signal. */
export async function digestOf(
  paths: readonly string[],
  { signal, known }: { readonly signal?: AbortSignal; readonly known?: ReadonlyMap<string, string> } = {},
): Promise<string> {
  const whole = createHash('sha256');
  for (const path of paths) whole.update(known?.get(path) ?? (await digestFile(path, signal)).sha256);
  return whole.digest('hex');
}
