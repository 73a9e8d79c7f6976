/**
 * A look at every byte of a delimited text, beside the engine that reads it: how many records there are, whether anything
 * is written in a way that readers see differently, and whether the cells of a column look as they are expected to. It
 * costs a fraction of the reading.
 */
import { isAscii } from 'node:buffer';
import type { Look } from './cell-looks.ts';

export interface CsvScan {
  /** Records that are not an empty line, the header among them; the first ones alone where not all is plain. */
  readonly records: number;
  readonly emptyLines: number;
  /** Nothing but plain fields, fields in quotes, and line ends of one kind. */
  readonly isPlain: boolean;
  /** Places of columns of which a cell does not look as expected. */
  readonly misfits: ReadonlySet<number>;
}

/** The engine's limit for a record, with room for what it counts otherwise. */
export const MOST_BYTES = 2_000_000;

const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];

/** What the bytes are that do not simply stand in a field. */
const [ORDINARY, DELIMITER, LINE_END, ODD] = [0, 1, 2, 3];

/** Of a text in UTF-8 whose delimiter is one byte; `looks` by the place of the column. */
export async function scanCsv(
  bytes: AsyncIterable<Buffer>,
  delimiter: string,
  looks: readonly (Look | undefined)[] = [],
): Promise<CsvScan> {
  const scanner = new Scanner(delimiter.charCodeAt(0), looks);
  for await (const chunk of bytes) if (!scanner.take(chunk)) break;
  return scanner.end();
}

class Scanner {
  readonly #kinds = new Uint8Array(256);
  readonly #looks: (Look | undefined)[];
  readonly #misfits = new Set<number>();
  readonly #lineEnds = { lineFeed: false, return: false, both: false };
  #records = 0;
  #emptyLines = 0;
  #isPlain: boolean;
  /** Of the field under way, which begins with a quote or follows a delimiter or a line end. */
  #rest: Buffer = Buffer.alloc(0);
  /** Of the record under way, up to that field. */
  #before = 0;
  #column = 0;
  #afterReturn = false;

  constructor(delimiter: number, looks: readonly (Look | undefined)[]) {
    this.#looks = [...looks];
    this.#isPlain = delimiter < 128;
    this.#kinds[QUOTE] = ODD;
    this.#kinds[LINE_FEED] = LINE_END;
    this.#kinds[RETURN] = LINE_END;
    if (this.#isPlain) this.#kinds[delimiter] = DELIMITER;
  }

  /** Whether all is plain so far. */
  take(chunk: Buffer): boolean {
    if (chunk.includes(0)) this.#isPlain = false;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#fields(bytes, isAscii(bytes), false);
    if (this.#before + this.#rest.length > MOST_BYTES) this.#isPlain = false;
    return this.#isPlain;
  }

  end(): CsvScan {
    if (this.#isPlain) this.#fields(this.#rest, false, true);
    if (this.#rest.length > 0) this.#isPlain = false;
    if (this.#before > 0) this.#records += 1;
    if (this.#afterReturn) this.#lineEnds.return = true;
    const kinds = Object.values(this.#lineEnds).filter((isThere) => isThere).length;
    const found = { records: this.#records, emptyLines: this.#emptyLines, misfits: this.#misfits };
    return { ...found, isPlain: this.#isPlain && kinds <= 1 };
  }

  /** Takes the fields that are whole; at the end of the text the last one is. */
  #fields(bytes: Buffer, ascii: boolean, isEnd: boolean): void {
    let start = 0;
    let record = -this.#before;
    while (start < bytes.length) {
      if (this.#afterReturn && this.#isSameLineEnd(bytes[start]!)) {
        record = ++start;
        continue;
      }
      const isQuoted = bytes[start] === QUOTE;
      const end = isQuoted ? closingQuote(bytes, start + 1) : this.#endOfPlain(bytes, start);
      const behind = isQuoted ? end + 1 : end;
      if (behind > bytes.length || (behind === bytes.length && !isEnd)) break;
      const kind = behind === bytes.length ? DELIMITER : this.#kinds[bytes[behind]!]!;
      if (kind === ORDINARY || kind === ODD) {
        this.#isPlain = false;
        return;
      }
      this.#look(bytes, isQuoted ? start + 1 : start, end, ascii);
      start = behind + 1;
      if (kind === DELIMITER) {
        this.#column += 1;
        continue;
      }
      this.#endLine(bytes[behind]!, behind - record);
      record = start;
    }
    this.#before = start - record;
    this.#rest = bytes.subarray(start);
  }

  #endOfPlain(bytes: Buffer, start: number): number {
    const kinds = this.#kinds;
    let place = start;
    while (place < bytes.length && kinds[bytes[place]!] === ORDINARY) place++;
    return place;
  }

  /** Cells of the header are none of a column. */
  #look(bytes: Buffer, start: number, end: number, ascii: boolean): void {
    const look = this.#looks[this.#column];
    if (look === undefined || start === end || this.#records === 0 || look(bytes, start, end, ascii)) return;
    this.#looks[this.#column] = undefined;
    this.#misfits.add(this.#column);
  }

  /** A line feed behind a return is the same line end. */
  #isSameLineEnd(byte: number): boolean {
    this.#afterReturn = false;
    const isBoth = byte === LINE_FEED;
    this.#lineEnds[isBoth ? 'both' : 'return'] = true;
    return isBoth;
  }

  #endLine(byte: number, length: number): void {
    this.#column = 0;
    if (byte === RETURN) this.#afterReturn = true;
    else this.#lineEnds.lineFeed = true;
    if (length === 0) this.#emptyLines += 1;
    else this.#records += 1;
    if (length > MOST_BYTES) this.#isPlain = false;
  }
}

/** The place of the quote that is not doubled, as far as can be told; behind the last byte where there is none. */
function closingQuote(bytes: Buffer, start: number): number {
  for (let place = start; place < bytes.length; place++) {
    if (bytes[place] !== QUOTE) continue;
    if (bytes[place + 1] !== QUOTE) return place;
    place++;
  }
  return bytes.length;
}
