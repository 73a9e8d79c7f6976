/**
 * `table.json` of the cache, read as what others may have written: every value of it is of the type that it is used
 * as, so that nothing in it can become a part of a statement. Throws where it is not.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Column } from '../model/schema.ts';
import type { Answers } from './answers.ts';
import type { KeptRows } from './kept.ts';
import type { LoadedTable } from './load-table.ts';
import type { Stamp } from './stamp.ts';

export interface Entry {
  /** The table's name and its rows in use, for whoever lists the cache. */
  readonly name: string;
  readonly rows: number;
  readonly stamps: readonly Stamp[];
  /** False when the files were so young that only their content tells whether they are the same. */
  readonly settled: boolean;
  /** Of the content; absent for files that stay in use, which are described anew when they change. */
  readonly digest?: string;
  /** Of tables: what was made of the files, and the rows as they were written. */
  readonly made?: Made;
  /** Of views: what the engine answered while they were made. */
  readonly answers?: Answers;
}

export interface Made {
  readonly table: LoadedTable;
  readonly rows: KeptRows;
  readonly said: readonly Diagnostic[];
}

export function readEntry(text: string): Entry {
  const entry = JSON.parse(text) as Entry;
  const { made, answers } = entry;
  for (const stamp of entry.stamps) requireStamp(stamp);
  if (made) {
    require(Number.isSafeInteger(made.rows.bytes) && Number.isSafeInteger(made.rows.checksum));
    requireTexts([made.rows.counted, ...(made.rows.huge ?? [])]);
    requireTable(made.table);
  }
  require((made === undefined) !== (answers === undefined));
  return entry;
}

function require(holds: boolean): void {
  if (!holds) throw new Error('damaged');
}

function requireStamp(stamp: Stamp): void {
  for (const part of [stamp.path, stamp.bytes, stamp.written, stamp.changed, stamp.inode]) requireText(part);
}

function requireTable({ key, order, columns, facts }: LoadedTable): void {
  requireTexts([key, order]);
  columns.forEach(requireColumn);
  facts.columns.forEach(requireColumn);
  requireTexts([facts.table, facts.kind, facts.first, facts.last, ...facts.files]);
  const counts = [
    facts.bytes,
    facts.read,
    facts.rows,
    facts.ofNobody,
    ...facts.leftOut.map(({ rows }) => rows),
  ];
  require(counts.every((count) => count === undefined || Number.isSafeInteger(count)));
}

const types = ['text', 'integer', 'decimal', 'float', 'boolean', 'date', 'time', 'list'];

function requireColumn({ name, type, scale, clock, nullable, range, number, written }: Column): void {
  requireText(name);
  requireTexts([number, written]);
  require(types.includes(type) && typeof nullable === 'boolean');
  require(scale === undefined || Number.isSafeInteger(scale));
  require(clock === undefined || clock === 'utc' || clock === 'local');
  if (range) require(isMoment(range.first) && isMoment(range.last));
}

function isMoment(text: string): boolean {
  return /^[\d:. TZ+-]+$/.test(text);
}

function requireText(value: string): void {
  require(typeof value === 'string');
}

function requireTexts(values: readonly (string | undefined)[]): void {
  require(values.every((value) => value === undefined || typeof value === 'string'));
}
