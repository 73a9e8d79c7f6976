/**
 * SHA-256 of files, remembered in the cache: a file is read for it once, and again when its size, its times or its
 * number in the file system are others.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeKept } from './cache-folder.ts';
import { areSettled, digestFile, type FileDigest, type Stamp, sameStamps, stampOf, timeOf } from './stamp.ts';

interface Known {
  readonly stamp: Stamp;
  readonly sha256: string;
}

const digestsFile = 'digests.json';

/**
 * The digest of each file by its path, read from the files until the signal where it is not known. Without a
 * cache nothing is remembered. Throws what the system says of a file that cannot be read.
 */
export async function digestFiles(
  paths: readonly string[],
  cache: string | undefined,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, FileDigest>> {
  const known = cache === undefined ? [] : readKnown(cache);
  const begun = cache === undefined ? undefined : timeIn(cache);
  const found = new Map<string, FileDigest>();
  const learned: Known[] = [];
  for (const path of new Set(paths)) {
    const stamp = stampOf(path);
    const before = known.find((item) => sameStamps([item.stamp], [stamp]));
    const digest = before
      ? { bytes: Number(stamp.bytes), sha256: before.sha256 }
      : await digestFile(path, signal);
    found.set(path, digest);
    if (!before && begun !== undefined && areSettled([stamp], begun) && isStill(stamp)) {
      learned.push({ stamp, sha256: digest.sha256 });
    }
  }
  if (learned.length > 0) remember(cache!, [...known.filter(({ stamp }) => isStill(stamp)), ...learned]);
  return found;
}

function readKnown(cache: string): readonly Known[] {
  try {
    const known = JSON.parse(readFileSync(join(cache, digestsFile), 'utf8')) as (Known | null)[];
    return known.flatMap((item) => (item?.stamp?.path && /^[0-9a-f]{64}$/.test(item.sha256) ? [item] : []));
  } catch {
    return [];
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

function isStill(stamp: Stamp): boolean {
  try {
    return sameStamps([stamp], [stampOf(stamp.path)]);
  } catch {
    return false;
  }
}

/** What cannot be kept is read again next time. */
function remember(cache: string, known: readonly Known[]): void {
  try {
    writeKept(join(cache, digestsFile), known);
  } catch {
    return;
  }
}
