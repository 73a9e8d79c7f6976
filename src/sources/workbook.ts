/**
 * The door to hucre: the sheets of an `.xlsx` file, and one of them as CSV. Cells are written as values and not as
 * they are shown: dates in ISO form, numbers with the 15 digits that spreadsheets work with.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { verifyZip } from './zip.ts';

type Value = string | number | boolean | Date | null | undefined;

/** The names of the visible sheets, in the order of the workbook. Throws where it cannot be read as one. */
export async function sheetsOf(path: string): Promise<readonly string[]> {
  const { readXlsx } = await import('hucre/xlsx');
  const names: string[] = [];
  await readXlsx(await readFile(path), {
    sheets: ({ name, hidden, veryHidden }) => {
      if (!hidden && !veryHidden) names.push(name);
      return false;
    },
  });
  return names;
}

/**
 * Writes a sheet as CSV with a line a row, empty ones included, so that row numbers stay; for its owner alone. A column
 * that has a time of day anywhere has one everywhere. Throws where the workbook is damaged, and leaves no file.
 */
export async function sheetToCsv(path: string, sheet: string, to: string): Promise<void> {
  const found: ColumnDates = { days: new Set(), times: new Set() };
  try {
    // Rows that are streamed are not held against their checksum.
    await verifyZip(path);
    await writeSheet(path, sheet, to, found);
    const mixed = [...found.times].some((column) => found.days.has(column));
    if (mixed) await writeSheet(path, sheet, to, { days: new Set(), times: found.times });
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

/** Columns in which a day was written, and those that hold a time of day. */
interface ColumnDates {
  readonly days: Set<number>;
  readonly times: Set<number>;
}

async function writeSheet(path: string, sheet: string, to: string, dates: ColumnDates): Promise<void> {
  await pipeline(Readable.from(linesOf(path, sheet, dates)), createWriteStream(to, { mode: 0o600 }));
}

async function* linesOf(path: string, sheet: string, dates: ColumnDates): AsyncGenerator<string> {
  const { streamXlsxRows } = await import('hucre/xlsx');
  const bytes = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  let written = 0;
  let width = 0;
  for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
    const cells = values.map((value, column) => textOf(value as Value, column, dates));
    if (cells.every((cell) => cell === '')) continue;
    width = Math.max(width, cells.length);
    while (cells.length < width) cells.push('');
    yield `${'\n'.repeat(index - written)}${cells.map(quoted).join(',')}\n`;
    written = index + 1;
  }
}

function textOf(value: Value, column: number, dates: ColumnDates): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return plainNumber(value);
  return value instanceof Date ? dateText(value, column, dates) : String(value);
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** `1e21` and `1e-7` written out; spreadsheets know 15 digits, the others are noise of arithmetic. */
function plainNumber(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toPrecision(15).split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const before = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const after = (point > 0 ? digits.slice(point) : `${'0'.repeat(-point)}${digits}`).replace(/0+$/, '');
  return `${sign}${before}${after === '' ? '' : `.${after}`}`;
}

const firstDay = Date.UTC(1900, 0, 1);

/** A time of day alone is a day before the first. */
function dateText(value: Date, column: number, { days, times }: ColumnDates): string {
  const [day = '', rest = ''] = value.toISOString().split('T');
  const time = rest.replace(/(\.000)?Z$/, '');
  if (value.getTime() < firstDay) return time;
  if (time === '00:00:00' && !times.has(column)) {
    days.add(column);
    return day;
  }
  times.add(column);
  return `${day} ${time}`;
}
