/**
 * Whether a file is still the one that was read. Its size, its times and its number in the file system answer
 * at once; where they differ, or are so young that a change might not show in them, its content does.
 */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';

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
  return paths.map((path) => {
    const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
    return {
      path,
      bytes: String(size),
      written: String(mtimeNs),
      changed: String(ctimeNs),
      inode: String(ino),
    };
  });
}

export function sameStamps(some: readonly Stamp[], others: readonly Stamp[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

/** Whether the files have the sizes that they had, without which their content need not be read. */
export function sameSizes(some: readonly Stamp[], others: readonly Stamp[]): boolean {
  const sizes = (stamps: readonly Stamp[]): string =>
    JSON.stringify(stamps.map(({ path, bytes }) => [path, bytes]));
  return sizes(some) === sizes(others);
}

/** File systems tell times in steps of up to two seconds. */
const step = 2_000_000_000n;

/** Whether any later write would show in the times: `read` is the file system's time when reading began, in nanoseconds. */
export function areSettled(stamps: readonly Stamp[], read: bigint): boolean {
  return stamps.every(
    ({ written, changed }) => BigInt(written) + step < read && BigInt(changed) + step < read,
  );
}

/** One digest of the content of all the files, in their order. */
export async function digestOf(paths: readonly string[]): Promise<string> {
  const whole = createHash('sha256');
  for (const path of paths) {
    const own = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) own.update(chunk as Buffer);
    whole.update(own.digest());
  }
  return whole.digest('hex');
}
