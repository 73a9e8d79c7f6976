/** What the cache keeps of a relation: its rows, as Parquet, in the order of the files. */
import { linkSync, lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Database } from '../database/database.ts';
import { removePrivateFolder } from '../database/private-folder.ts';
import { quoteIdentifier } from '../database/quote.ts';
import { makeWorkFolder, ROWS_FILE } from './cache-folder.ts';
import { fileChunks } from './chunks.ts';
import type { LoadedTable } from './load-table.ts';
import { dropRaw, rowsFrom, writeStatement } from './straight.ts';

/** The rows as they were written, by which whoever reads them knows that they are the same. */
export interface KeptRows {
  readonly bytes: number;
  readonly checksum: number;
  /** The column that counts the rows, where it is not written. */
  readonly counted?: string;
  /** Columns of integers of 128 bits, for which the file has decimals: no file that is read has any of 39 digits. */
  readonly huge?: readonly string[];
}

/** Types that are read from Parquet as they were written, or as `HUGE` is. */
const KEPT =
  /^(VARCHAR|VARCHAR\[\]|BIGINT|INTEGER|DOUBLE|BOOLEAN|DATE|TIMESTAMP|DECIMAL\(\d+,\d+\)|HUGEINT)$/;
const HUGE = 'HUGEINT';

/** Puts the rows of the relation into the folder; undefined where Parquet has no such types. Throws what the engine says. */
export async function keepRows(
  { facts, straight, order }: LoadedTable,
  work: string,
  database: Database,
): Promise<KeptRows | undefined> {
  const path = join(work, ROWS_FILE);
  if (straight?.isWhole && givesName(straight.path, path))
    return { ...(await rowsOf(path)), ...(order === undefined ? {} : { counted: order }) };
  const name = quoteIdentifier(facts.table);
  const columns = await database.columns(`FROM ${name}`);
  if (!columns.every(({ type }) => KEPT.test(type))) return undefined;
  const huge = columns.filter(({ type }) => type === HUGE).map((column) => column.name);
  const rows = huge.length === 0 ? name : `(${castOf(huge, 'DECIMAL(38,0)')} FROM ${name})`;
  await database.run(writeStatement(rows, path));
  return { ...(await rowsOf(path)), ...(huge.length > 0 ? { huge } : {}) };
}

/** All columns, these as the type. */
function castOf(columns: readonly string[], type: string): string {
  const casts = columns.map(quoteIdentifier).map((name) => `CAST(${name} AS ${type}) AS ${name}`);
  return `SELECT * REPLACE (${casts.join(', ')})`;
}

/** Whether the file has a second name now. */
function givesName(path: string, name: string): boolean {
  try {
    linkSync(path, name);
    return true;
  } catch {
    return false;
  }
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
  /** Where a table's rows may be written before anybody knows what becomes of them. */
  straight(table: string): string;
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
    straight: (table) => join(ownFolder(), `${encodeURIComponent(table)}.raw`),
    pin(table, folder) {
      const path = join(folder, ROWS_FILE);
      const name = join(ownFolder(), `${encodeURIComponent(table)}.parquet`);
      rmSync(name, { force: true });
      return givesName(path, name) ? name : path;
    },
  };
}

/** The statement that makes the relation of the rows at the path. */
export function viewStatement(
  table: string,
  path: string,
  { counted, huge = [] }: Pick<KeptRows, 'counted' | 'huge'>,
): string {
  const rows = rowsFrom(path, counted);
  const read = huge.length === 0 ? rows : `${castOf(huge, HUGE)} FROM (${rows})`;
  return `CREATE VIEW ${quoteIdentifier(table)} AS ${read}`;
}

/** From here on the rows just kept are read, which take no memory; false where that is not to be. */
export async function takeRows(
  { facts, over, straight }: LoadedTable,
  rows: KeptRows,
  path: string,
  database: Database,
): Promise<boolean> {
  if (await database.attempt(`${rowsFrom(path)} LIMIT 0`)) return false;
  const name = facts.table;
  await database.run(`DROP ${over ? 'VIEW' : 'TABLE'} ${quoteIdentifier(name)}`);
  if (over)
    await dropRaw(
      { relation: over, kind: 'table', ...(straight ? { straight: straight.path } : {}) },
      database,
    );
  await database.run(viewStatement(name, path, rows));
  return true;
}

/** The table, its rows read from what was kept at the path. */
export function keptTable(
  { over: _, straight: __, ...table }: LoadedTable,
  { bytes }: KeptRows,
  path: string,
): LoadedTable {
  return { ...table, facts: { ...table.facts, cachedBytes: bytes }, openFiles: [path] };
}
