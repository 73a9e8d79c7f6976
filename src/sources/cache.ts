/**
 * The source cache: what reading a table's files gave, kept until their content, the table's mapping or this
 * program changes. CSV and JSON are kept as typed rows, sorted by customer and time; of Parquet, which is read
 * where it is, what was found out about it. Nothing here ends a run: without its cache a table is read again.
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { Database } from '../database/database.ts';
import { removePrivateFolder } from '../database/private-folder.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { type Failure, failedFor, failure } from '../diagnostics/failure.ts';
import {
  dropOldEntries,
  entryName,
  makeWorkFolder,
  placeEntry,
  rowsFile,
  tableFile,
  writeKept,
} from './cache-folder.ts';
import { type KeptTable, keepRows, keptTable, makeRelation, takeRows, viewsOf } from './kept.ts';
import type { LoadedTable, TablePlan } from './load-table.ts';
import { areSettled, digestOf, type Stamp, sameSizes, sameStamps, stampsOf, timeOf } from './stamp.ts';

/** Of the code that reads files, given by the build: other code may make other tables of the same files. */
declare const LOADER_DIGEST: string | undefined;
const loader = typeof LOADER_DIGEST === 'undefined' ? 'unbuilt' : LOADER_DIGEST;

export interface SourceCache {
  /** The table as it was kept, its relation in the database and its warnings reported; undefined when it has to be read. */
  restore(plan: TablePlan, paths: readonly string[]): Promise<LoadedTable | undefined>;
  /** Reads the table by `load` and keeps what that gives, where it can. */
  fill(plan: TablePlan, paths: readonly string[], load: Load): Promise<LoadedTable | undefined>;
}

type Load = (report: Report) => Promise<LoadedTable | undefined>;

export interface CacheSetting {
  readonly folder: string;
  readonly zone: string;
  readonly database: Database;
  readonly report: Report;
  /** Says what the cache does, for `--verbose`. */
  readonly detail: (line: string) => void;
}

/** What `table.json` holds. */
interface Entry extends KeptTable {
  readonly stamps: readonly Stamp[];
  /** False when the files were so young that only their content tells whether they are the same. */
  readonly settled: boolean;
  /** Of the content; absent for files that stay in use, which are described anew when they change. */
  readonly digest?: string;
  readonly said: readonly Diagnostic[];
}

export function openCache(setting: CacheSetting): SourceCache {
  let isUsable = true;
  const giveUp = (error: unknown): void => {
    isUsable = false;
    sayUnusable(error, setting);
  };
  return {
    restore: (plan, paths) => restore(plan, paths, setting),
    async fill(plan, paths, load) {
      const work = isUsable ? attempt(() => makeWorkFolder(setting.folder), giveUp) : undefined;
      if (work === undefined) return load(setting.report);
      try {
        return await fill(plan, paths, load, work, setting, giveUp);
      } finally {
        attempt(
          () => removePrivateFolder(work),
          () => undefined,
        );
      }
    },
  };
}

function attempt<Result>(action: () => Result, failed: (error: unknown) => void): Result | undefined {
  try {
    return action();
  } catch (error) {
    failed(error);
    return undefined;
  }
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

/** Of all that decides what a table becomes, beside its files. The spans of names are places and not meanings. */
function fingerprint(plan: TablePlan, { zone }: CacheSetting): string {
  const engine = packageJson.dependencies['@duckdb/node-api'];
  const text = JSON.stringify([packageJson.version, engine, loader, zone, plan], (key, value) =>
    key === 'span' ? true : value,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function placeOf(plan: TablePlan, setting: CacheSetting): string {
  return join(setting.folder, entryName(plan.name, fingerprint(plan, setting)));
}

async function restore(
  plan: TablePlan,
  paths: readonly string[],
  setting: CacheSetting,
): Promise<LoadedTable | undefined> {
  const { report, detail, database } = setting;
  const place = placeOf(plan, setting);
  const text = attempt(
    () => readFileSync(join(place, tableFile), 'utf8'),
    () => undefined,
  );
  const damaged = (): undefined => detail(`cache: what was kept of \`${plan.name}\` is damaged`) as undefined;
  if (text === undefined) return undefined;
  const entry = attempt(() => JSON.parse(text) as Entry, damaged);
  if (!entry) return undefined;
  const stamps = attempt(
    () => stampsOf(paths),
    () => undefined,
  );
  if (!stamps || !(await holds(entry, stamps, place))) {
    detail(`cache: the files of \`${plan.name}\` have changed`);
    return undefined;
  }
  if (entry.rows && !isWhole(entry.rows, place)) return damaged();
  if (!(await makeRelation(plan, entry, place, database, unreadable(setting)))) return damaged();
  for (const diagnostic of entry.said) report(diagnostic);
  return keptTable(entry, place);
}

/** Whether the files are still those of the entry; one whose times alone have changed is brought up to date. */
async function holds(entry: Entry, stamps: readonly Stamp[], place: string): Promise<boolean> {
  if (entry.settled && sameStamps(entry.stamps, stamps)) return true;
  if (entry.digest === undefined || !sameSizes(entry.stamps, stamps)) return false;
  const paths = stamps.map(({ path }) => path);
  const begun =
    attempt(
      () => timeOf(place),
      () => undefined,
    ) ?? 0n;
  if ((await digestOf(paths)) !== entry.digest || !sameStamps(stampsOf(paths), stamps)) return false;
  attempt(
    () =>
      writeKept(dirname(place), join(place, tableFile), {
        ...entry,
        stamps,
        settled: areSettled(stamps, begun),
      }),
    () => undefined,
  );
  return true;
}

/** Bits that change on their own are the engine's to notice, which checks each block that it reads. */
function isWhole(rows: Stamp, place: string): boolean {
  const [found] =
    attempt(
      () => stampsOf([join(place, rowsFile)]),
      () => undefined,
    ) ?? [];
  return found !== undefined && found.bytes === rows.bytes && found.changed === rows.changed;
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

async function fill(
  plan: TablePlan,
  paths: readonly string[],
  load: Load,
  work: string,
  setting: CacheSetting,
  giveUp: (error: unknown) => void,
): Promise<LoadedTable | undefined> {
  const read = statSync(work, { bigint: true }).mtimeNs;
  const before = attempt(
    () => stampsOf(paths),
    () => undefined,
  );
  const said: Diagnostic[] = [];
  const table = await load((diagnostic) => {
    said.push(diagnostic);
    setting.report(diagnostic);
  });
  if (!table || !before) return table;
  try {
    const kept = await keep(plan, table, paths, work, setting.database);
    if (!sameStamps(before, stampsOf(paths))) return table;
    const entry: Entry = { ...kept, stamps: before, settled: areSettled(before, read), table, said };
    writeFileSync(join(work, tableFile), JSON.stringify(entry), { mode: 0o600 });
    const place = placeOf(plan, setting);
    placeEntry(work, setting.folder, entryName(plan.name, fingerprint(plan, setting)));
    dropOldEntries(setting.folder, plan.name, entryName(plan.name, fingerprint(plan, setting)));
    return await takeRows(plan, entry, place, setting.database);
  } catch (error) {
    if (failedFor('interrupted', error)) throw error;
    giveUp(error);
    return table;
  }
}

/** Rows are written while the content of the files that they are from is digested. */
async function keep(
  plan: TablePlan,
  { openFiles }: LoadedTable,
  paths: readonly string[],
  work: string,
  database: Database,
): Promise<Pick<Entry, 'digest' | 'rows' | 'statements'>> {
  if (openFiles.length > 0) return viewsOf(plan, database);
  const [digest, kept] = await Promise.all([digestOf(paths), keepRows(plan, work, database)]);
  return { digest, ...kept };
}
