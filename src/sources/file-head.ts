/** The beginning of a data file, as somebody would see it who opens it: how it is written, its header, its first records. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import { unpackHead } from './copies.ts';
import { decodeHead, isUtf8, markedEncoding } from './encoding.ts';
import { guessEncoding } from './encoding-guess.ts';
import type { DataFile } from './files.ts';
import { type TableEdges, tableEdges } from './header-row.ts';
import { firstRecords } from './heads.ts';

export interface FileHead {
  /** Names as they stand; nested fields of JSON by their dotted path. */
  readonly header: readonly string[];
  /** As text, trimmed; lists and objects as JSON. */
  readonly records: readonly (readonly string[])[];
  /** How text is written; absent for JSON and Parquet. */
  readonly text?: TextForm;
}

export interface TextForm {
  readonly encoding: string;
  readonly delimiter: string;
  readonly edges: TableEdges;
}

const MOST_RECORDS = 1000;

/** Throws an `Error` for a file that cannot be read. */
export async function headOf(file: DataFile, database: Database): Promise<FileHead> {
  switch (file.format) {
    case 'csv':
      return textHead(file);
    case 'json':
      return jsonHead(file);
    case 'parquet':
      return parquetHead(file, database);
  }
}

async function textHead(file: DataFile): Promise<FileHead> {
  const bytes = await unpackHead(file);
  const encoding = markedEncoding(bytes) ?? (isUtf8(bytes) ? 'utf-8' : guessEncoding(bytes));
  const text = decodeHead(bytes, encoding);
  const body = text.replace(/^sep=.\r?\n/i, '');
  const delimiter = file.delimiter ?? /^sep=(.)\r?\n/i.exec(text)?.[1] ?? likelyDelimiter(body);
  const records = takeRecords(body, delimiter);
  const edges = tableEdges(records, tailRecords(file, records, encoding, delimiter));
  const [header = [], ...below] = records.slice(edges.skipRows);
  const rows = records.length < MOST_RECORDS ? withoutLast(below, edges.skipLast) : below;
  return {
    header: header.map((name) => name.trim().normalize('NFC')),
    records: rows.filter((record) => record.some((cell) => cell !== '')),
    text: { encoding, delimiter, edges },
  };
}

function withoutLast(records: readonly (readonly string[])[], count: number): readonly (readonly string[])[] {
  const rows = records.filter((record) => record.some((cell) => cell !== ''));
  return rows.slice(0, rows.length - count);
}

function takeRecords(text: string, delimiter: string): readonly (readonly string[])[] {
  return firstRecords(text, delimiter, MOST_RECORDS).map((record) => record.map((cell) => cell.trim()));
}

/** The delimiter by which most records have the same number of fields, and more than one. */
function likelyDelimiter(text: string): string {
  const scored = [',', ';', '\t', '|'].map((delimiter) => {
    const widths = takeRecords(text.slice(0, 65_536), delimiter).map((record) => record.length);
    const fields = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
    return {
      delimiter,
      fields,
      agreement: widths.filter((width) => width === fields).length / widths.length,
    };
  });
  const split = scored.filter(({ fields }) => fields > 1);
  split.sort((a, b) => b.agreement - a.agreement || b.fields - a.fields);
  return split[0]?.delimiter ?? ',';
}

const TAIL_BYTES = 64 * 1024;

/** The last records: those read already where they are all, else from the end of a file that is not packed. */
function tailRecords(
  { path, bytes, compression }: DataFile,
  records: readonly (readonly string[])[],
  encoding: string,
  delimiter: string,
): readonly (readonly string[])[] {
  if (records.length < MOST_RECORDS && compression === 'none' && bytes <= 4 * TAIL_BYTES) return records;
  if (compression !== 'none' || encoding.startsWith('utf-16')) return [];
  const text = decodeHead(readEnd(path, bytes), encoding);
  const lines = text.slice(text.indexOf('\n') + 1);
  return takeRecords(lines, delimiter).slice(-20);
}

function readEnd(path: string, bytes: number): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(TAIL_BYTES, bytes));
    readSync(descriptor, buffer, 0, buffer.length, bytes - buffer.length);
    return buffer;
  } finally {
    closeSync(descriptor);
  }
}

/** Objects a line, or one array of them: as far as whole objects were read. */
async function jsonHead(file: DataFile): Promise<FileHead> {
  const text = decodeHead(await unpackHead(file), 'utf-8').trimStart();
  const objects = text.startsWith('[') ? objectsOfArray(text) : objectsOfLines(text);
  const flat = objects.slice(0, MOST_RECORDS).map((object) => flatten(object));
  const header = [...new Set(flat.flatMap((fields) => [...fields.keys()]))];
  return { header, records: flat.map((fields) => header.map((name) => fields.get(name) ?? '')) };
}

function objectsOfLines(text: string): readonly unknown[] {
  return text.split('\n').flatMap((line) => parsed(line) ?? []);
}

/** The objects of an array whose end may be missing: up to each `}` that closes one. */
function objectsOfArray(text: string): readonly unknown[] {
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole;
  for (let end = text.lastIndexOf('}'); end > 0; end = text.lastIndexOf('}', end - 1)) {
    const part = parsed(`${text.slice(0, end + 1)}]`);
    if (Array.isArray(part)) return part;
  }
  return [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nested objects by dotted paths. */
function flatten(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return path === '' ? new Map() : new Map([[path, cellText(value)]]);
  }
  const prefix = path === '' ? '' : `${path}.`;
  return new Map(Object.entries(value).flatMap(([name, item]) => [...flatten(item, prefix + name)]));
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
}

async function parquetHead({ path }: DataFile, database: Database): Promise<FileHead> {
  const query = `FROM read_parquet(${quoteText(path)}) LIMIT ${MOST_RECORDS}`;
  const header = (await database.columns(query)).map(({ name }) => name);
  const cells = header.map((name) => `CAST(${quoteIdentifier(name)} AS VARCHAR)`);
  const rows = await database.rows(`SELECT ${cells.join(', ')} ${query}`);
  return {
    header,
    records: rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell).trim()))),
  };
}
