/** Reads a table, and keeps what that gives where it can. */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { failedFor } from '../diagnostics/failure.ts';
import { type Answers, noting } from './answers.ts';
import { attempt } from './attempt.ts';
import { dropOldEntries, entryName, placeEntry, TABLE_FILE } from './cache-folder.ts';
import { type CacheSetting, fingerprint, type Load } from './cache-setting.ts';
import type { DataFile } from './files.ts';
import { keepRows, keptTable, type Pins, takeRows } from './kept.ts';
import type { Entry } from './kept-entry.ts';
import type { LoadedTable, TablePlan } from './load-table.ts';
import { areSettled, digestOf, sameStamps, stampsOf } from './stamp.ts';

/** Each once. */
export function pathsOf(files: readonly DataFile[]): readonly string[] {
  return [...new Set(files.map(({ path }) => path))];
}

/** Whether its rows are kept, and not what was found out about them. */
function isCopied({ format }: DataFile): boolean {
  return format !== 'parquet';
}

/** Whether every byte of it is looked at as it is read, if all goes well. */
function isLookedAt({ format, compression }: DataFile): boolean {
  return format === 'csv' && compression === 'none';
}

export interface Filling {
  /** A folder to make the entry in. */
  readonly work: string;
  readonly pins: Pins;
  readonly giveUp: (error: unknown) => void;
  /** Given when nobody waits for the digest any more. */
  readonly signal: AbortSignal;
}

export async function fill(
  plan: TablePlan,
  files: readonly DataFile[],
  load: Load,
  filling: Filling,
  setting: CacheSetting,
): Promise<LoadedTable | undefined> {
  const begun = statSync(filling.work, { bigint: true }).mtimeNs;
  const paths = pathsOf(files);
  const stamps = attempt(() => stampsOf(paths));
  const known = new Map<string, string>();
  const digest = digestOnce(paths, known, filling.signal);
  // The engine's reading leaves this thread time. Of Parquet only reading tells whether rows are left out and the others kept.
  if (files.some(isCopied) && !files.every(isLookedAt)) void digest();
  const { loaded, ...noted } = await loadNoting(plan, load, known, filling, setting);
  const table = loaded?.straight ? { ...loaded, openFiles: [loaded.straight.path] } : loaded;
  if (!table || !stamps) return table;
  try {
    const kept = await keptOf(loaded!, noted, digest, filling.work, setting.database);
    if (!kept || !sameStamps(stamps, stampsOf(paths))) return table;
    const facts = { name: plan.name, rows: table.facts.rows };
    const entry: Entry = { ...facts, ...kept, stamps, settled: areSettled(stamps, begun) };
    return await put(entry, table, plan, filling, setting);
  } catch (error) {
    if (failedFor('interrupted', error)) throw error;
    filling.giveUp(error);
    return table;
  }
}

type Digest = () => Promise<string | undefined>;

/** Of the files' content, read when it is first asked for as far as none is known; undefined where they cannot be read. */
function digestOnce(
  paths: readonly string[],
  known: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Digest {
  let digest: Promise<string | undefined> | undefined;
  return () => {
    digest ??= digestOf(paths, { signal, known }).catch(() => undefined);
    return digest;
  };
}

interface Noted {
  readonly said: readonly Diagnostic[];
  readonly answers: Answers;
}

/** Loads the table, and says what was said and answered meanwhile. */
async function loadNoting(
  plan: TablePlan,
  load: Load,
  known: Map<string, string>,
  { pins, giveUp }: Filling,
  { database, report }: CacheSetting,
): Promise<Noted & { readonly loaded: LoadedTable | undefined }> {
  const said: Diagnostic[] = [];
  const answers: Answers = {};
  const straightTo = attempt(() => pins.straight(plan.name), giveUp);
  const loaded = await load(
    noting(database, answers),
    (diagnostic) => {
      said.push(diagnostic);
      report(diagnostic);
    },
    { straightTo, digested: (path, sha256) => known.set(path, sha256) },
  );
  return { loaded, said, answers };
}

/** Of a view the answers by which it is made again, of a table its rows; undefined where nothing can be kept. */
async function keptOf(
  table: LoadedTable,
  { said, answers }: Noted,
  digest: Digest,
  work: string,
  database: Database,
): Promise<Pick<Entry, 'answers' | 'made' | 'digest'> | undefined> {
  if (table.openFiles.length > 0 && !table.straight) return { answers };
  const rows = await keepRows(table, work, database);
  const content = rows && (await digest());
  if (!rows || content === undefined) return undefined;
  const { straight: _, ...whole } = table;
  return { made: { table: whole, rows, said }, digest: content };
}

/** Puts the entry into the cache; gives the table, its rows read from there. */
async function put(
  entry: Entry,
  table: LoadedTable,
  plan: TablePlan,
  { work, pins }: Filling,
  setting: CacheSetting,
): Promise<LoadedTable> {
  const { made } = entry;
  writeFileSync(join(work, TABLE_FILE), JSON.stringify(entry), { mode: 0o600 });
  const path = made && pins.pin(plan.name, work);
  const name = entryName(plan.name, fingerprint(plan, setting));
  placeEntry(work, setting.folder, name);
  dropOldEntries(setting.folder, plan.name, name);
  // Where the rows have no name of their own, another run may put others in their place.
  if (!made || path === undefined || path.startsWith(work)) return table;
  const isTaken = await takeRows(table, made.rows, path, setting.database);
  return isTaken ? keptTable(table, made.rows, path) : table;
}
