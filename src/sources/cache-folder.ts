/**
 * The folder `.segment/cache`: an entry a table, `<table>-<fingerprint>/` with `table.json` and, for what is not
 * read from its files, `rows.parquet`. Entries are made in a folder of the process and renamed into place, so
 * that another run sees a whole one or none.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isInUse, makePrivateFolder, removePrivateFolder } from '../database/private-folder.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

export const TABLE_FILE = 'table.json';
export const ROWS_FILE = 'rows.parquet';
/** Holds the folders of runs under way. */
const WORK_FOLDERS = '.work';

/** Where a project keeps its cache. */
export function cacheFolder(projectFolder: string): string {
  return join(projectFolder, '.segment', 'cache');
}

/** The name of a table's entry; names of tables may hold any character. */
export function entryName(table: string, fingerprint: string): string {
  return `${encodeURIComponent(table).replaceAll('.', '%2E')}-${fingerprint}`;
}

/** A new folder of this process inside the cache, which is made where there is none. */
export function makeWorkFolder(cache: string): string {
  if (!existsSync(cache)) {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    // The rows are people: neither version control nor backups should take them along.
    writeFileSync(join(cache, '.gitignore'), '*\n');
    writeFileSync(join(cache, 'CACHEDIR.TAG'), 'Signature: 8a477f597d28d172789f06886806bc55\n');
  }
  const parent = join(cache, WORK_FOLDERS);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  return makePrivateFolder(parent);
}

/** Writes a file of the cache in one step. Throws what the system says. */
export function writeKept(cache: string, path: string, value: unknown): void {
  const work = makeWorkFolder(cache);
  try {
    writeFileSync(join(work, 'part'), JSON.stringify(value), { mode: 0o600 });
    renameSync(join(work, 'part'), path);
  } finally {
    removePrivateFolder(work);
  }
}

/** Moves a finished folder to its place. Where another run put its own there meanwhile, that one stays. */
export function placeEntry(folder: string, cache: string, name: string): void {
  const place = join(cache, name);
  // What stood there goes into a folder of the process, which the next run sweeps should this one be killed.
  const aside = makePrivateFolder(dirname(folder));
  if (existsSync(place)) renameSync(place, join(aside, name));
  try {
    renameSync(folder, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    rmSync(folder, { recursive: true, force: true });
  }
  removePrivateFolder(aside);
}

/** Entries of the same table that stay beside the newest: for another project file in the same folder. */
const SPARE = 1;

/** Removes the entries of a table under other fingerprints, but for the last in use. */
export function dropOldEntries(cache: string, table: string, kept: string): void {
  const start = entryName(table, '');
  const others = readdirSync(cache)
    .filter((name) => name !== kept && name.startsWith(start) && !name.slice(start.length).includes('-'))
    .map((name) => ({ name, written: statSync(join(cache, name)).mtimeMs }))
    .sort((a, b) => b.written - a.written);
  for (const { name } of others.slice(SPARE)) rmSync(join(cache, name), { recursive: true, force: true });
}

/** Whether nobody else may have written what stands there; of nothing, and on systems that do not say, it is so. */
export function belongsToUs(path: string): boolean {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  const user = process.getuid?.();
  if (!facts || user === undefined) return true;
  return facts.uid === user && (facts.isSymbolicLink() || (facts.mode & 0o022) === 0);
}

/** Whether a project's cache may be trusted: the folders on the way to its entries are ours alone. */
export function isOwnCache(cache: string): boolean {
  return [dirname(cache), cache].every(belongsToUs);
}

export function foreignCache(path: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'foreign-cache',
    message: `\`${path}\` belongs to somebody else, or others may write there: what is kept in it is not used`,
    help: ['remove it, or `chmod go-w` what is yours; `--no-cache` does without it'],
  };
}

export interface CacheEntry {
  readonly table: string;
  /** Rows in use of the table, whether they are kept or read from its files. */
  readonly rows: number;
  readonly bytes: number;
}

/** What the cache holds, by table; entries that cannot be read are left out. */
export function listCache(cache: string): readonly CacheEntry[] {
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .sort()
    .flatMap((name) => entryOf(join(cache, name)) ?? []);
}

function entryOf(folder: string): CacheEntry | undefined {
  try {
    const { table, rows } = countsOf(readFileSync(join(folder, TABLE_FILE), 'utf8'));
    const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    return { table, rows, bytes };
  } catch {
    return undefined;
  }
}

/** Which table an entry is of, and its rows in use; of views the rows are not kept. */
function countsOf(text: string): Pick<CacheEntry, 'table' | 'rows'> {
  const { name, rows } = JSON.parse(text) as { name: string; rows: number };
  return { table: String(name), rows: Number(rows) };
}

/** Removes the cache and says what it held. What runs under way read of it stays until they end. */
export function cleanCache(cache: string): readonly CacheEntry[] {
  const entries = listCache(cache);
  if (existsSync(join(cache, WORK_FOLDERS)) && readdirSync(join(cache, WORK_FOLDERS)).some(isInUse)) {
    const names = readdirSync(cache).filter(
      (name) => name !== WORK_FOLDERS && existsSync(join(cache, name, TABLE_FILE)),
    );
    for (const name of names) rmSync(join(cache, name), { recursive: true, force: true });
  } else rmSync(cache, { recursive: true, force: true });
  return entries;
}
