/** What is kept between runs beside the project file, and where. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Project } from '../project/project.ts';
import { cacheFolder, foreignCache, isOwnCache } from '../sources/cache-folder.ts';
import type { Caching } from '../sources/load.ts';
import { timeOf } from '../sources/stamp.ts';

export interface Keeping {
  readonly cache: string;
  /** What decides, beside the content of the files, what the tables are. */
  readonly print: string;
  /** The file system's time before anything was read, in nanoseconds. */
  readonly begun: bigint;
  readonly detail: (line: string) => void;
  /** What is to be kept once the answer is out. */
  readonly later: Later[];
}

export interface Later {
  /** How many values wait in memory. */
  readonly values: number;
  readonly keep: () => Promise<void>;
}

interface CachingOptions {
  readonly cache?: boolean;
  readonly detail?: (line: string) => void;
}

/** That of the cache's file system where there is a cache yet; undefined where nothing can be written. */
export function timeBefore(cache: string): bigint | undefined {
  try {
    return timeOf(existsSync(cache) ? cache : tmpdir());
  } catch {
    return undefined;
  }
}

/** A folder that is only looked at (`--data`) is left as it is. */
export function cachingOf(
  project: Project,
  { cache, detail }: CachingOptions,
  report: Report,
): Caching | undefined {
  if (!cache || project.file === undefined) return undefined;
  const folder = cacheFolder(project.folder);
  if (!isOwnCache(folder)) {
    report(foreignCache(folder));
    return undefined;
  }
  return { folder, detail: detail ?? (() => undefined) };
}
