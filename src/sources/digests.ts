/**
 * SHA-256 of files, remembered in the cache: a file is read for it once, and again when its size, its times or its
 * number in the file system are others.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeKept } from './cache-folder.ts';
import {
  areSettled,
  digestFile,
  type FileDigest,
  isStill,
  type Stamp,
  sameStamps,
  stampsOf,
  timeOf,
} from './stamp.ts';

interface Digested {
  readonly stamp: Stamp;
  readonly sha256: string;
}

const DIGESTS_FILE = 'digests.json';

/**
 * The digest of each file by its path, read from the files until the signal where it is not known. Without a
 * cache nothing is remembered. Throws what the system says of a file that cannot be read.
 */
export async function digestFiles(
  paths: readonly string[],
  cache: string | undefined,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, FileDigest>> {
  const known = cache === undefined ? new Map<string, Digested>() : readKnown(cache);
  const stamps = stampsOf([...new Set(paths)]);
  const unread = stamps.filter((stamp) => !isSame(known.get(stamp.path)?.stamp, stamp));
  const begun = cache === undefined || unread.length === 0 ? undefined : timeIn(cache);
  for (const stamp of unread) known.set(stamp.path, { stamp, ...(await digestFile(stamp.path, signal)) });
  if (begun !== undefined) remember(cache!, known, unread, begun);
  return new Map(
    stamps.map(({ path, bytes }) => [path, { bytes: Number(bytes), sha256: known.get(path)!.sha256 }]),
  );
}

function isSame(some: Stamp | undefined, other: Stamp): boolean {
  return some !== undefined && sameStamps([some], [other]);
}

function readKnown(cache: string): Map<string, Digested> {
  try {
    const kept = JSON.parse(readFileSync(join(cache, DIGESTS_FILE), 'utf8')) as (Digested | null)[];
    const whole = kept.flatMap((item) =>
      item?.stamp?.path && /^[0-9a-f]{64}$/.test(item.sha256) ? [item] : [],
    );
    return new Map(whole.map((item) => [item.stamp.path, item]));
  } catch {
    return new Map();
  }
}

/** The file system's time; none where the cache cannot be written, so that nothing is remembered. */
function timeIn(cache: string): bigint | undefined {
  if (!existsSync(cache)) return undefined;
  try {
    return timeOf(cache);
  } catch {
    return undefined;
  }
}

/** Keeps what is still so and will be seen to change. What cannot be kept is read again next time. */
function remember(
  cache: string,
  known: ReadonlyMap<string, Digested>,
  unread: readonly Stamp[],
  begun: bigint,
): void {
  const young = new Set(unread.filter((stamp) => !areSettled([stamp], begun)));
  const kept = [...known.values()].filter(({ stamp }) => !young.has(stamp) && isStill(stamp));
  if (kept.length === 0) return;
  try {
    writeKept(
      cache,
      join(cache, DIGESTS_FILE),
      kept.map(({ stamp, sha256 }) => ({ stamp, sha256 })),
    );
  } catch {
    return;
  }
}
