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
  /** Of the bytes that do not simply stand in a field. */
  readonly #greatest: number;
  readonly #looks: (Look | undefined)[];
  readonly #misfits = new Set<number>();
  readonly #lineEnds = { lineFeed: false, return: false, both: false };
  #records = 0;
  #emptyLines = 0;
  #isPlain: boolean;
  /** Memory of our own, in which the field under way stays until the next chunk is set behind it. */
  #space: Buffer = Buffer.alloc(1);
  /** How much of it is taken, and from where on by that field: it begins behind a delimiter or a line end. */
  #length = 0;
  #rest = 0;
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
    this.#greatest = Math.max(QUOTE, this.#isPlain ? delimiter : 0);
  }

  /** Whether all is plain so far. */
  take(chunk: Buffer): boolean {
    if (chunk.includes(0)) this.#isPlain = false;
    this.#gather(chunk);
    this.#fields(isAscii(this.#space.subarray(0, this.#length)), false);
    if (this.#before + this.#length - this.#rest > MOST_BYTES) this.#isPlain = false;
    return this.#isPlain;
  }

  /** Behind the chunk stands a line feed, at which every search for the end of a field stops. */
  #gather(chunk: Buffer): void {
    const rest = this.#space.subarray(this.#rest, this.#length);
    const length = rest.length + chunk.length;
    if (this.#space.length <= length) this.#space = Buffer.allocUnsafe(2 * length + 1);
    this.#space.set(rest);
    this.#space.set(chunk, rest.length);
    this.#space[length] = LINE_FEED;
    this.#length = length;
    this.#rest = 0;
  }

  end(): CsvScan {
    if (this.#isPlain) this.#fields(false, true);
    if (this.#rest < this.#length) this.#isPlain = false;
    if (this.#before > 0) this.#records += 1;
    if (this.#afterReturn) this.#lineEnds.return = true;
    const kinds = Object.values(this.#lineEnds).filter((isThere) => isThere).length;
    const found = { records: this.#records, emptyLines: this.#emptyLines, misfits: this.#misfits };
    return { ...found, isPlain: this.#isPlain && kinds <= 1 };
  }

  /** Takes the fields that are whole; at the end of the text the last one is. What is read for every byte is local. */
  #fields(ascii: boolean, isEnd: boolean): void {
    const [bytes, length, kinds, greatest] = [this.#space, this.#length, this.#kinds, this.#greatest];
    let looks = this.#looksNow();
    let start = this.#rest;
    let record = start - this.#before;
    let column = this.#column;
    while (start < length) {
      if (this.#afterReturn && this.#isSameLineEnd(bytes[start]!)) {
        record = ++start;
        continue;
      }
      const isQuoted = bytes[start] === QUOTE;
      const first = isQuoted ? start + 1 : start;
      let end = first;
      if (isQuoted) end = closingQuote(bytes, first, length);
      else while (bytes[end]! > greatest || kinds[bytes[end]!] === ORDINARY) end++;
      const behind = isQuoted ? end + 1 : end;
      if (behind > length || (behind === length && !isEnd)) break;
      const kind = behind === length ? DELIMITER : kinds[bytes[behind]!]!;
      if (kind === ORDINARY || kind === ODD) {
        this.#isPlain = false;
        return;
      }
      const look = looks[column];
      if (look !== undefined && first !== end && !look(bytes, first, end, ascii)) this.#misfit(column);
      start = behind + 1;
      column += 1;
      if (kind === DELIMITER) continue;
      this.#endLine(bytes[behind]!, behind - record);
      [record, column, looks] = [start, 0, this.#looksNow()];
    }
    this.#column = column;
    this.#before = start - record;
    this.#rest = start;
  }

  /** Cells of the header are none of a column. */
  #looksNow(): readonly (Look | undefined)[] {
    return this.#records === 0 ? [] : this.#looks;
  }

  #misfit(column: number): void {
    this.#looks[column] = undefined;
    this.#misfits.add(column);
  }

  /** A line feed behind a return is the same line end. */
  #isSameLineEnd(byte: number): boolean {
    this.#afterReturn = false;
    const isBoth = byte === LINE_FEED;
    this.#lineEnds[isBoth ? 'both' : 'return'] = true;
    return isBoth;
  }

  #endLine(byte: number, length: number): void {
    if (byte === RETURN) this.#afterReturn = true;
    else this.#lineEnds.lineFeed = true;
    if (length === 0) this.#emptyLines += 1;
    else this.#records += 1;
    if (length > MOST_BYTES) this.#isPlain = false;
  }
}

/** The place of the quote that is not doubled, as far as can be told; `length` where there is none before it. */
function closingQuote(bytes: Buffer, start: number, length: number): number {
  for (let place = start; place < length; place++) {
    if (bytes[place] !== QUOTE) continue;
    if (bytes[place + 1] !== QUOTE) return place;
    place++;
  }
  return length;
}
