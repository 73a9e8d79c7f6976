/** What the cache keeps of a relation: its rows, as Parquet, in the order of the files. */
import { linkSync, lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Database } from '../database/database.ts';
import { removePrivateFolder } from '../database/private-folder.ts';
import { quoteIdentifier, quotePaths, quoteText } from '../database/quote.ts';
import { makeWorkFolder, ROWS_FILE } from './cache-folder.ts';
import { fileChunks } from './chunks.ts';
import type { LoadedTable } from './load-table.ts';

/** The rows as they were written, by which whoever reads them knows that they are the same. */
export interface KeptRows {
  readonly bytes: number;
  readonly checksum: number;
}

/** Types that are read from Parquet as they were written. */
const SAME = /^(VARCHAR|VARCHAR\[\]|BIGINT|INTEGER|DOUBLE|BOOLEAN|DATE|TIMESTAMP|DECIMAL\(\d+,\d+\))$/;

/**
 * Beyond so many different values text is written as it stands: looking all of them up took half of the time, and made
 * nothing smaller.
 */
const MOST_DIFFERENT = 1000;

/** Writes the relation to the folder; false where Parquet has no such types. Throws what the engine says. */
export async function keepRows(table: string, work: string, database: Database): Promise<boolean> {
  const name = quoteIdentifier(table);
  const columns = await database.columns(`FROM ${name}`);
  if (!columns.every(({ type }) => SAME.test(type))) return false;
  const path = quoteText(join(work, ROWS_FILE));
  await database.run(`COPY ${name} TO ${path} (FORMAT parquet, DICTIONARY_SIZE_LIMIT ${MOST_DIFFERENT})`);
  return true;
}

/** Of the rows at the path. Throws what the system says. */
export async function rowsOf(path: string): Promise<KeptRows> {
  const facts = lstatSync(path);
  if (!facts.isFile()) throw new Error('no file');
  let checksum = 0;
  for await (const chunk of fileChunks(path)) checksum = crc32(chunk, checksum);
  return { bytes: facts.size, checksum };
}

/** Gives files of the cache names of this process, so that other runs may replace and remove them meanwhile. */
export interface Pins {
  /** The path to read the folder's rows by: their own where the system gives no second name. */
  pin(table: string, folder: string): string;
}

/** The names are removed with the database. */
export function pinsIn(cache: string, database: Database): Pins {
  let own: string | undefined;
  const ownFolder = (): string => {
    if (own !== undefined) return own;
    const made = makeWorkFolder(cache);
    database.whenClosed(() => removePrivateFolder(made));
    own = made;
    return made;
  };
  return {
    pin(table, folder) {
      const path = join(folder, ROWS_FILE);
      try {
        const name = join(ownFolder(), `${encodeURIComponent(table)}.parquet`);
        rmSync(name, { force: true });
        linkSync(path, name);
        return name;
      } catch {
        return path;
      }
    },
  };
}

/** The statement that makes the relation of the rows at the path. */
export function viewStatement(table: string, path: string): string {
  return `CREATE VIEW ${quoteIdentifier(table)} AS FROM ${rowsFrom(path)}`;
}

function rowsFrom(path: string): string {
  return `read_parquet(${quotePaths([path])}, hive_partitioning = false)`;
}

/** From here on the rows just kept are read, which take no memory; false where that is not to be. */
export async function takeRows(
  { facts, over }: LoadedTable,
  path: string,
  database: Database,
): Promise<boolean> {
  if (await database.attempt(`FROM ${rowsFrom(path)} LIMIT 0`)) return false;
  const name = facts.table;
  await database.run(`DROP ${over ? 'VIEW' : 'TABLE'} ${quoteIdentifier(name)}`);
  if (over) await database.run(`DROP TABLE ${quoteIdentifier(over)}`);
  await database.run(viewStatement(name, path));
  return true;
}

/** The table, its rows read from what was kept at the path. */
export function keptTable(
  { over: _, ...table }: LoadedTable,
  { bytes }: KeptRows,
  path: string,
): LoadedTable {
  return { ...table, facts: { ...table.facts, cachedBytes: bytes }, openFiles: [path] };
}
