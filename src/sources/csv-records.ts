/**
 * Delimited text read with care, a record at a time: what is written oddly is read as it is meant, and a record
 * that cannot be read costs its own line and no other. A library's reader goes on behind the quote that closes
 * one which was forgotten, thousands of rows later.
 */
import { isUtf8 } from 'node:buffer';
import { MOST_BYTES } from './csv-scan.ts';

export interface CsvRecord {
  /** Counted from 1, the header and empty lines too. */
  readonly row: number;
  /** In bytes: each character stands for one. Of an empty line there is one, which is empty. */
  readonly fields: readonly string[];
  /** Why it cannot be read, and in which field where that is known. */
  readonly problem?: string;
  readonly field?: number;
}

export const UNCLOSED = 'a quote is opened and not closed before the field ends';

/** The records of a text in UTF-8, in batches. */
export async function* readRecords(
  bytes: AsyncIterable<Buffer>,
  delimiter: string,
): AsyncGenerator<readonly CsvRecord[]> {
  const separator = Buffer.from(delimiter).toString('latin1');
  let row = 0;
  let rest = '';
  const take = (text: string, isEnd: boolean): readonly CsvRecord[] => {
    const records: CsvRecord[] = [];
    let start = 0;
    while (start < text.length) {
      const record = readRecord(text, start, separator, isEnd);
      if (!record) break;
      const { end, ...found } = record;
      records.push({ row: ++row, ...checked(found) });
      start = end;
    }
    rest = text.slice(start);
    return records;
  };
  let isFirst = true;
  for await (const chunk of bytes) {
    const text = chunk.toString('latin1');
    yield take(rest + (isFirst ? text.replace(/^\u00ef\u00bb\u00bf/, '') : text), false);
    isFirst = false;
  }
  yield take(rest, true);
}

type Found = Omit<CsvRecord, 'row'>;

/** The record at the place, and the place behind its line end; undefined where the text has to go on first. */
function readRecord(
  text: string,
  start: number,
  separator: string,
  isEnd: boolean,
): (Found & { readonly end: number }) | undefined {
  const fields: string[] = [];
  let place = start;
  for (;;) {
    const field = readField(text, place, separator);
    const isOpen = field.end >= text.length && !isEnd;
    if (isOpen && text.length - start <= MOST_BYTES) return undefined;
    if (isOpen || field.isBroken) return lineOf(text, start, fields.length, isEnd);
    fields.push(field.value);
    if (text.startsWith(separator, field.end)) {
      place = field.end + separator.length;
      continue;
    }
    const end = behindLineEnd(text, field.end, isEnd);
    return end === undefined ? undefined : { fields, end };
  }
}

interface Field {
  readonly value: string;
  readonly end: number;
  readonly isBroken?: boolean;
}

function readField(text: string, start: number, separator: string): Field {
  const opening = behindSpaces(text, start, separator);
  if (text[opening] !== '"') {
    const end = endOfPlain(text, start, separator);
    return { value: text.slice(start, end), end };
  }
  const closing = closingQuote(text, opening + 1);
  const end = behindSpaces(text, closing + 1, separator);
  const isClosed = closing < text.length && (end >= text.length || endsField(text, end, separator));
  return {
    value: text.slice(opening + 1, closing).replaceAll('""', '"'),
    end,
    isBroken: !isClosed,
  };
}

/** The place of the quote that is not doubled; the end of the text where there is none. */
function closingQuote(text: string, start: number): number {
  let place = start;
  for (;;) {
    const quote = text.indexOf('"', place);
    if (quote < 0) return text.length;
    if (text[quote + 1] !== '"') return quote;
    place = quote + 2;
  }
}

function behindSpaces(text: string, start: number, separator: string): number {
  let place = start;
  while (text[place] === ' ' && separator !== ' ') place++;
  return place;
}

function endOfPlain(text: string, start: number, separator: string): number {
  let place = start;
  while (place < text.length && !endsField(text, place, separator)) place++;
  return place;
}

function endsField(text: string, place: number, separator: string): boolean {
  const character = text[place];
  return character === '\n' || character === '\r' || text.startsWith(separator, place);
}

/** The place behind the line end that stands here; undefined where a line feed might follow. */
function behindLineEnd(text: string, place: number, isEnd: boolean): number | undefined {
  if (text[place] !== '\r') return place + 1;
  if (place + 1 >= text.length && !isEnd) return undefined;
  return text[place + 1] === '\n' ? place + 2 : place + 1;
}

/** A record that cannot be read is its first line. */
function lineOf(
  text: string,
  start: number,
  field: number,
  isEnd: boolean,
): (Found & { readonly end: number }) | undefined {
  const found = text.slice(start).search(/[\r\n]/);
  const place = found < 0 ? text.length : start + found;
  const end = behindLineEnd(text, place, isEnd);
  if (end === undefined) return undefined;
  const isLong = place - start > MOST_BYTES;
  const problem = isLong ? 'it is longer than 2 MB; is a quote not closed?' : UNCLOSED;
  return { fields: [text.slice(start, place)], problem, field, end };
}

function checked(record: Found): Found {
  if (record.problem !== undefined) return record;
  for (const [field, text] of record.fields.entries()) {
    const problem = problemOf(text);
    if (problem) return { ...record, problem, field };
  }
  return record;
}

function problemOf(text: string): string | undefined {
  if (text.includes('\0')) return 'it holds a NUL character; is the file UTF-16, or damaged?';
  const isAscii = !/[\u0080-\u00ff]/.test(text);
  if (isAscii || isUtf8(Buffer.from(text, 'latin1'))) return undefined;
  return 'it is not UTF-8; say what it is, as in `encoding: windows-1250`';
}
