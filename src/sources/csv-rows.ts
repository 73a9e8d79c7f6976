/** The rows of a CSV file behind its header, read with care, and where they stand. */

import type { Database } from '../database/database.ts';
import { writeCopy } from './copies.ts';
import type { CsvFile } from './csv-file.ts';
import { type CsvRecord, readRecords } from './csv-records.ts';
import { unpackedBytes } from './unpack.ts';

/** A row that cannot be read. Its cells are personal data and not told. */
export interface UnreadableRow {
  readonly file: string;
  /** As a spreadsheet shows it: the header is row 1. */
  readonly row: number;
  readonly column?: string;
  readonly reason: string;
}

export interface CarefulCopy {
  readonly csv: CsvFile;
  /** Why the header cannot be read; nothing below it is meant then. */
  readonly problem?: string;
  readonly rows: number;
  readonly unreadable: readonly UnreadableRow[];
}

/** A copy that every reader reads alike, of the rows that can be read. */
export async function copyCarefully(csv: CsvFile, database: Database): Promise<CarefulCopy> {
  const unreadable: UnreadableRow[] = [];
  let rows = -1;
  let problem: string | undefined;
  const write = async function* (): AsyncGenerator<string> {
    for await (const records of rowsOf(csv)) {
      const readable = records.filter(({ problem }) => problem === undefined);
      rows += readable.length;
      for (const record of records) {
        if (record.problem === undefined) continue;
        if (record.isHeader) problem = record.problem;
        else unreadable.push(inWords(record, csv));
      }
      yield readable.map(({ fields }) => lineOf(fields)).join('');
    }
  };
  const path = await writeCopy(latin1(write()), '.csv', database);
  const dialect = { ...csv.dialect, delimiter: ',', isTold: false, skipRows: 0, skipLast: 0 };
  const copy = { csv: { ...csv, path, dialect }, rows, unreadable };
  return problem === undefined ? copy : { ...copy, problem };
}

async function* latin1(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of texts) yield Buffer.from(text, 'latin1');
}

/** The row numbers of the n-th (from 0) rows that can be read; for messages, since it reads the file again. */
export async function findRows(
  csv: CsvFile,
  ordinals: readonly number[],
): Promise<readonly (number | undefined)[]> {
  const wanted = new Set(ordinals);
  const found = new Map<number, number>();
  let ordinal = -2;
  for await (const records of rowsOf(csv)) {
    for (const { row, problem } of records) {
      if (problem === undefined && wanted.has(++ordinal)) found.set(ordinal, row);
    }
    if (found.size === wanted.size) break;
  }
  return ordinals.map((place) => found.get(place));
}

interface Row extends CsvRecord {
  readonly isHeader: boolean;
}

/** The header and the rows; an empty line is a row only where there is a single column. */
async function* rowsOf({ path, dialect }: CsvFile): AsyncGenerator<readonly Row[]> {
  const { isTold, skipRows, skipLast, header, delimiter } = dialect;
  const above = (isTold ? 1 : 0) + skipRows;
  let isInside = false;
  let held: readonly Row[] = [];
  for await (const records of readRecords(unpackedBytes({ path, compression: 'none' }), delimiter)) {
    const rows: Row[] = [];
    for (const record of records) {
      if (record.row <= above) continue;
      const isEmpty = record.fields.length === 1 && record.fields[0] === '';
      if (isEmpty && (!isInside || header.length > 1)) continue;
      const row = fitted(isTold ? { ...record, row: record.row - 1 } : record, header.length);
      rows.push({ ...row, isHeader: !isInside });
      isInside = true;
    }
    const all = [...held, ...rows];
    const ready = Math.max(0, all.length - skipLast);
    held = all.slice(ready);
    yield all.slice(0, ready);
  }
}

/** One empty field too many is a separator at the end of the line. */
function fitted(record: CsvRecord, columns: number): CsvRecord {
  const { fields, problem } = record;
  if (problem !== undefined || fields.length === columns) return record;
  if (fields.length === columns + 1 && fields[columns] === '')
    return { ...record, fields: fields.slice(0, columns) };
  return { ...record, problem: `expected ${columns} fields, found ${fields.length}` };
}

function inWords({ row, problem, field }: CsvRecord, { file, dialect }: CsvFile): UnreadableRow {
  const column = field === undefined ? undefined : dialect.header[field];
  return { file: file.name, row, reason: problem!, ...(column === undefined ? {} : { column }) };
}

function lineOf(fields: readonly string[]): string {
  if (fields.length === 1 && fields[0] === '') return '""\n';
  return `${fields.map(quoted).join(',')}\n`;
}

function quoted(field: string): string {
  return /[",\r\n ]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
