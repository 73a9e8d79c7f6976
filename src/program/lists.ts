/** Lists of members on their way from the engine to a stream or a file; their rows never become values here. */
import { createReadStream } from 'node:fs';
import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CopyOptions, ResultColumn } from '../database/copy.ts';
import type { Database } from '../database/database.ts';
import { noRowsQuery, textListsQuery } from '../database/rows-query.ts';
import { spreadsheetQuery } from '../database/spreadsheet-query.ts';
import type { Table } from '../model/table.ts';
import { type Write, writeAtomically } from '../output/atomic.ts';
import { type Excel, runAsFormula } from '../output/excel.ts';
import type { Format } from '../output/format.ts';
import { plainPaint } from '../output/paint.ts';
import type { Chunk } from '../output/streams.ts';
import { columnKind } from './column-kind.ts';

/** Rows of one shape, from queries one after the other. */
export interface Lists {
  /** The headers. */
  readonly names: readonly string[];
  readonly queries: readonly { readonly sql: string; readonly rows: number }[];
  /** Of every query, where they are known. */
  readonly columns?: readonly ResultColumn[];
}

export interface ListStyle {
  readonly format: Format;
  readonly excel: Excel | undefined;
}

/** Whether the engine writes lists in this format, whatever their size; others are made of a `Table`. */
export function isCopied({ format }: ListStyle): boolean {
  return format.copies !== undefined;
}

/** The bytes of the lists; each query runs when its turn comes, the first before there is any byte. */
export async function* listChunks(database: Database, lists: Lists, style: ListStyle): AsyncGenerator<Chunk> {
  switch (style.format.copies) {
    case 'csv':
    case 'tsv':
      yield* separatedChunks(database, lists, style);
      return;
    case 'ndjson':
      yield* objectChunks(database, lists);
      return;
    case 'parquet':
      yield* copiedChunks(database, united(lists), { format: 'parquet' });
      return;
    case 'json':
      yield* jsonChunks(objectChunks(database, lists));
      return;
    case undefined:
      throw new Error(`the engine does not write ${style.format.name}`);
  }
}

async function* objectChunks(database: Database, lists: Lists): AsyncGenerator<Chunk> {
  for (const sql of filled(lists)) yield* copiedChunks(database, sql, { format: 'ndjson' });
}

/** Replaces the file by the lists in one step. Throws `Failure` (3). */
export async function saveLists(
  database: Database,
  lists: Lists,
  style: ListStyle,
  path: string,
): Promise<void> {
  return writeAtomically(path, await listWriter(database, lists, style));
}

/** What puts the lists at a path; of a single list the engine has then made the whole. */
export async function listWriter(database: Database, lists: Lists, style: ListStyle): Promise<Write> {
  const chunks = listChunks(database, lists, style);
  const first = await chunks.next();
  return (path) => writeFile(path, first.done ? '' : following(first.value, chunks));
}

async function* following(first: Chunk, others: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  yield first;
  yield* others;
}

/** The lists as a table of values, for the formats that people read. */
export async function listTable(database: Database, lists: Lists, key: string): Promise<Table> {
  const query = united(lists);
  const columns = await database.columns(query);
  return {
    columns: columns.map(({ name, type }) => ({ name, kind: name === key ? 'key' : columnKind(type) })),
    rows: await database.rows(textListsQuery(query, columns)),
  };
}

/** Queries that give rows; the others need not run. */
function filled({ queries }: Lists): readonly string[] {
  return queries.filter(({ rows }) => rows > 0).map(({ sql }) => sql);
}

/** All in one query, whose types are those of every list. */
function united({ names, queries }: Lists): string {
  if (queries.length > 0) return queries.map(({ sql }) => sql).join('\nUNION ALL\n');
  return noRowsQuery(names);
}

async function* header(lists: Lists, { format, excel }: ListStyle): AsyncGenerator<Chunk> {
  if (format.kind !== 'text') return;
  const columns = lists.names.map((name) => ({ name, kind: 'text' }) as const);
  yield* format.write({ columns, rows: [] }, { paint: plainPaint, ...(excel ? { excel } : {}) });
}

async function* separatedChunks(database: Database, lists: Lists, style: ListStyle): AsyncGenerator<Chunk> {
  const { format, excel } = style;
  const copied = format.copies === 'tsv' ? 'tsv' : 'csv';
  const delimiter = excel && copied === 'csv' ? { delimiter: excel.separator } : {};
  // What was given once gives nothing more.
  const head = header(lists, style);
  for (const query of filled(lists)) {
    const rows = excel ? await forSpreadsheet(query, database, excel) : query;
    const columns = excel ? undefined : lists.columns;
    const path = await copyAside(database, rows, { format: copied, header: false, columns, ...delimiter });
    yield* head;
    yield* takeCopy(path);
  }
  yield* head;
}

async function forSpreadsheet(query: string, database: Database, { decimal }: Excel): Promise<string> {
  const columns = await database.columns(query);
  return spreadsheetQuery(query, columns, { decimal, formula: runAsFormula });
}

const CHUNK = 256 * 1024;
let copies = 0;

/** Copied to a file of this process alone, which is read and removed: the engine cannot write to a stream. */
async function* copiedChunks(database: Database, query: string, options: CopyOptions): AsyncGenerator<Chunk> {
  yield* takeCopy(await copyAside(database, query, options));
}

async function copyAside(database: Database, query: string, options: CopyOptions): Promise<string> {
  const path = join(database.folder, `list-${++copies}`);
  await database.copy(query, path, options);
  return path;
}

async function* takeCopy(path: string): AsyncGenerator<Chunk> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK });
  } finally {
    await unlink(path).catch(() => undefined);
  }
}

const NEWLINE = 0x0a;

/** Objects a line as one array: text in JSON has no line breaks of its own. */
async function* jsonChunks(lines: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  let open = '[\n';
  for await (const chunk of lines) {
    const text = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const last = text.at(-1) === NEWLINE ? text.length - 1 : text.length;
    yield open;
    open = last < text.length ? ',\n' : '';
    yield Buffer.from(
      Buffer.from(text.subarray(0, last)).toString('latin1').replaceAll('\n', ',\n'),
      'latin1',
    );
  }
  yield open === '[\n' ? '[]\n' : '\n]\n';
}
