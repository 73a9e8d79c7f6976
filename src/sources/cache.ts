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
import { type Answers, answering, noting, Unanswered } from './answers.ts';
import {
  belongsToUs,
  dropOldEntries,
  entryName,
  foreignCache,
  makeWorkFolder,
  placeEntry,
  ROWS_FILE,
  TABLE_FILE,
  writeKept,
} from './cache-folder.ts';
import type { DataFile } from './files.ts';
import {
  type KeptRows,
  keepRows,
  keptTable,
  type Pins,
  pinsIn,
  rowsOf,
  takeRows,
  viewStatement,
} from './kept.ts';
import { type Entry, type Made, readEntry } from './kept-entry.ts';
import type { LoadedTable, TablePlan } from './load-table.ts';
import { areSettled, digestOf, type Stamp, sameSizes, sameStamps, stampsOf, timeOf } from './stamp.ts';

/** Of the code that reads files, given by the build: other code may make other tables of the same files. */
declare const LOADER_DIGEST: string | undefined;
const loader = typeof LOADER_DIGEST === 'undefined' ? 'unbuilt' : LOADER_DIGEST;

export interface SourceCache {
  /** The table as it was kept, its warnings reported; its relation is made by `open`. Undefined when it has to be read. */
  restore(plan: TablePlan, paths: readonly string[], load: Load): Promise<LoadedTable | undefined>;
  /** Reads the table by `load` and keeps what that gives, where it can. */
  fill(plan: TablePlan, files: readonly DataFile[], load: Load): Promise<LoadedTable | undefined>;
  /** Makes the relations of all that was restored: only now, since the engine is to be locked before. */
  open(): Promise<void>;
}

/** Loads the table, by a database that may know the answers already. */
export type Load = (
  database: Database,
  report: Report,
  /** Where rows may be written as Parquet. */
  straightTo?: string,
) => Promise<LoadedTable | undefined>;

export interface CacheSetting {
  readonly folder: string;
  readonly zone: string;
  readonly database: Database;
  readonly report: Report;
  /** Says what the cache does, for `--verbose`. */
  readonly detail: (line: string) => void;
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
        attempt(
          () => removePrivateFolder(work),
          () => undefined,
        );
      }
    },
  };
}

/** Each once. */
export function pathsOf(files: readonly DataFile[]): readonly string[] {
  return [...new Set(files.map(({ path }) => path))];
}

/** Whether its rows are kept, and not what was found out about them. */
function isCopied({ format }: DataFile): boolean {
  return format !== 'parquet';
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
export function fingerprint(plan: TablePlan, { zone }: Pick<CacheSetting, 'zone'>): string {
  const engine = packageJson.dependencies['@duckdb/node-api'];
  const text = JSON.stringify([packageJson.version, engine, loader, zone, plan], (key, value) =>
    key === 'span' ? true : value,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function entryFolder(plan: TablePlan, setting: CacheSetting): string {
  return join(setting.folder, entryName(plan.name, fingerprint(plan, setting)));
}

async function restore(
  plan: TablePlan,
  paths: readonly string[],
  load: Load,
  made: string[],
  pins: Pins,
  setting: CacheSetting,
): Promise<LoadedTable | undefined> {
  const { report, detail } = setting;
  const place = entryFolder(plan, setting);
  const text = attempt(
    () => readFileSync(join(place, TABLE_FILE), 'utf8'),
    () => undefined,
  );
  const damaged = (): undefined => detail(`cache: what was kept of \`${plan.name}\` is damaged`) as undefined;
  if (text === undefined) return undefined;
  const isOurs = [place, join(place, TABLE_FILE), join(place, ROWS_FILE)].every(belongsToUs);
  if (!isOurs) return sayForeign(place, report);
  const entry = attempt(() => readEntry(text), damaged);
  if (!entry) return undefined;
  const stamps = attempt(
    () => stampsOf(paths),
    () => undefined,
  );
  if (!stamps || !(await holds(entry, stamps, place))) {
    detail(`cache: the files of \`${plan.name}\` have changed`);
    return undefined;
  }
  if (entry.answers) return (await answer(entry.answers, load, made, setting)) ?? damaged();
  const { table, rows, said } = entry.made!;
  const path = pins.pin(plan.name, place);
  if (!(await isWhole(rows, path))) return damaged();
  made.push(viewStatement(plan.name, path, rows.counted));
  for (const diagnostic of said) report(diagnostic);
  return { ...keptTable(table, rows, path), stamps };
}

/** A view of files is made by the same code from the same answers. */
async function answer(
  answers: Answers,
  load: Load,
  made: string[],
  { database, report }: CacheSetting,
): Promise<LoadedTable | undefined> {
  const statements: string[] = [];
  const said: Diagnostic[] = [];
  try {
    const table = await load(
      answering(database, answers, statements),
      (diagnostic) => void said.push(diagnostic),
    );
    if (!table) return undefined;
    made.push(...statements);
    for (const diagnostic of said) report(diagnostic);
    return table;
  } catch (error) {
    if (error instanceof Unanswered) return undefined;
    throw error;
  }
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
      writeKept(dirname(place), join(place, TABLE_FILE), {
        ...entry,
        stamps,
        settled: areSettled(stamps, begun),
      }),
    () => undefined,
  );
  return true;
}

/** Bits change on their own, and files are cut. */
async function isWhole(rows: KeptRows, path: string): Promise<boolean> {
  try {
    const found = await rowsOf(path);
    return found.bytes === rows.bytes && found.checksum === rows.checksum;
  } catch {
    return false;
  }
}

/** Whoever else may write here could put anything in the place of what we kept. */
function sayForeign(place: string, report: Report): undefined {
  report(foreignCache(place));
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

interface Filling {
  /** A folder to make the entry in. */
  readonly work: string;
  readonly pins: Pins;
  readonly giveUp: (error: unknown) => void;
  /** Given when nobody waits for the digest any more. */
  readonly signal: AbortSignal;
}

async function fill(
  plan: TablePlan,
  files: readonly DataFile[],
  load: Load,
  { work, pins, giveUp, signal }: Filling,
  setting: CacheSetting,
): Promise<LoadedTable | undefined> {
  const read = statSync(work, { bigint: true }).mtimeNs;
  const paths = pathsOf(files);
  const before = attempt(
    () => stampsOf(paths),
    () => undefined,
  );
  // Found while the engine reads, which leaves this thread time.
  const digesting = (): Promise<string | undefined> => digestOf(paths, signal).catch(() => undefined);
  const digest = files.some(isCopied) ? digesting() : undefined;
  const said: Diagnostic[] = [];
  const answers: Answers = {};
  const straightTo = attempt(() => pins.straight(plan.name), giveUp);
  const loaded = await load(
    noting(setting.database, answers),
    (diagnostic) => {
      said.push(diagnostic);
      setting.report(diagnostic);
    },
    straightTo,
  );
  const table = loaded?.straight ? { ...loaded, openFiles: [loaded.straight.path] } : loaded;
  if (!table || !before) return table;
  try {
    const isView = table.openFiles.length > 0 && !table.straight;
    const made = isView ? undefined : await keep(loaded!, said, work, setting.database);
    // Rows of Parquet are copied where some are left out, which only reading tells.
    const kept = isView ? { answers } : keptAs(made, made && (await (digest ?? digesting())));
    if (!kept || !sameStamps(before, stampsOf(paths))) return table;
    const facts = { name: plan.name, rows: table.facts.rows };
    const entry: Entry = { ...facts, ...kept, stamps: before, settled: areSettled(before, read) };
    writeFileSync(join(work, TABLE_FILE), JSON.stringify(entry), { mode: 0o600 });
    const path = isView ? work : pins.pin(plan.name, work);
    const name = entryName(plan.name, fingerprint(plan, setting));
    placeEntry(work, setting.folder, name);
    dropOldEntries(setting.folder, plan.name, name);
    // Where the rows have no name of their own, another run may put others in their place.
    if (!made || path.startsWith(work)) return table;
    if (!(await takeRows(table, made.rows, path, setting.database))) return table;
    return keptTable(table, made.rows, path);
  } catch (error) {
    if (failedFor('interrupted', error)) throw error;
    giveUp(error);
    return table;
  }
}

/** Undefined where they cannot be kept. */
async function keep(
  { straight, ...table }: LoadedTable,
  said: readonly Diagnostic[],
  work: string,
  database: Database,
): Promise<Made | undefined> {
  const rows = await keepRows(straight ? { ...table, straight } : table, work, database);
  return rows && { table, rows, said };
}

function keptAs(
  made: Made | undefined,
  digest: string | undefined,
): Pick<Entry, 'made' | 'digest'> | undefined {
  return made && digest !== undefined ? { made, digest } : undefined;
}
