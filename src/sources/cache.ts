/**
 * The source cache: what reading a table's files gave, kept until their content, the table's mapping or this
 * program changes. CSV and JSON are kept as typed rows, sorted by customer and time; of Parquet, which is read
 * where it is, what was found out about it. Nothing here ends a run: without its cache a table is read again.
 */
import { removePrivateFolder } from '../database/private-folder.ts';
import { type Failure, failure } from '../diagnostics/failure.ts';
import { attempt } from './attempt.ts';
import { makeWorkFolder } from './cache-folder.ts';
import type { CacheSetting, Load } from './cache-setting.ts';
import type { DataFile } from './files.ts';
import { fill } from './fill-entry.ts';
import { pinsIn } from './kept.ts';
import type { LoadedTable, TablePlan } from './load-table.ts';
import { restore } from './restore-entry.ts';

export interface SourceCache {
  /** The table as it was kept, its warnings reported; its relation is made by `open`. Undefined when it has to be read. */
  restore(plan: TablePlan, paths: readonly string[], load: Load): Promise<LoadedTable | undefined>;
  /** Reads the table by `load` and keeps what that gives, where it can. */
  fill(plan: TablePlan, files: readonly DataFile[], load: Load): Promise<LoadedTable | undefined>;
  /** Makes the relations of all that was restored: only now, since the engine is to be locked before. */
  open(): Promise<void>;
}

export function openCache(setting: CacheSetting): SourceCache {
  let isUsable = true;
  const giveUp = (error: unknown): void => {
    isUsable = false;
    sayUnusable(error, setting);
  };
  const made: string[] = [];
  const pins = pinsIn(setting.folder, setting.database);
  return {
    restore: (plan, paths, load) => restore(plan, paths, load, made, pins, setting),
    async open() {
      if (made.length > 0)
        await setting.database.whenOpen(made.join(';\n'), ({ message }) => unreadable(setting)(message));
    },
    async fill(plan, files, load) {
      const work = isUsable ? attempt(() => makeWorkFolder(setting.folder), giveUp) : undefined;
      if (work === undefined) return load(setting.database, setting.report);
      const end = new AbortController();
      try {
        return await fill(plan, files, load, { work, pins, giveUp, signal: end.signal }, setting);
      } finally {
        end.abort();
        attempt(() => removePrivateFolder(work));
      }
    },
  };
}

/** A folder that may not be written is the user's wish; a full disk is not. */
function sayUnusable(error: unknown, { folder, report, detail }: CacheSetting): void {
  const { code, message } = error as NodeJS.ErrnoException;
  if (['EACCES', 'EPERM', 'EROFS'].includes(code ?? '')) {
    detail(`cache: \`${folder}\` cannot be written`);
    return;
  }
  report({
    severity: 'warning',
    code: 'no-cache',
    message: `the source cache cannot be written: ${code === 'ENOSPC' ? 'the disk is full' : message}`,
    help: ['everything was read from the files all the same; `--no-cache` does without it'],
  });
}

function unreadable({ folder }: CacheSetting): (message: string) => Failure {
  return (message) =>
    failure(
      3,
      'cache-unreadable',
      `the source cache in \`${folder}\` cannot be read: ${message.split('\n', 1)[0]}`,
      ['remove it with `segment cache clean`, or do without it by `--no-cache`'],
    );
}
