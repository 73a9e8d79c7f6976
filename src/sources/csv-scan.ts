/**
 * A look at every byte of a delimited text, beside the engine that reads it: how many records there are, and
 * whether anything is written in a way that readers see differently. It costs a fraction of the reading.
 */
export interface CsvScan {
  /** Records that are not an empty line, the header among them. */
  readonly records: number;
  readonly emptyLines: number;
  /** Nothing but plain fields, fields in quotes, and line ends of one kind. */
  readonly isPlain: boolean;
}

/** The engine's limit for a record, with room for what it counts otherwise. */
export const MOST_BYTES = 2_000_000;

const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];

/** Where in a record a byte stands. */
const [START, PLAIN, QUOTED, CLOSED] = [0, 1, 2, 3];

/** Of a text in UTF-8 whose delimiter is one byte. */
export async function scanCsv(bytes: AsyncIterable<Buffer>, delimiter: string): Promise<CsvScan> {
  const scanner = new Scanner(delimiter.charCodeAt(0));
  for await (const chunk of bytes) scanner.take(chunk);
  return scanner.end();
}

class Scanner {
  readonly #delimiter: number;
  #records = 0;
  #emptyLines = 0;
  #isPlain = true;
  #state = START;
  /** Bytes of the record under way that came in chunks before. */
  #before = 0;
  #afterReturn = false;
  readonly #lineEnds = { lineFeed: false, return: false, both: false };

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  take(chunk: Buffer): void {
    if (chunk.includes(0)) this.#isPlain = false;
    const hasQuotes = this.#state === QUOTED || this.#state === CLOSED || chunk.includes(QUOTE);
    if (hasQuotes) this.#takeQuoted(chunk);
    else this.#takePlain(chunk);
  }

  end(): CsvScan {
    if (this.#afterReturn) this.#lineEnds.return = true;
    if (this.#state === QUOTED) this.#isPlain = false;
    if (this.#before > 0) this.#records += 1;
    const kinds = Object.values(this.#lineEnds).filter((isThere) => isThere).length;
    const isPlain = this.#isPlain && kinds <= 1 && this.#delimiter < 128;
    return { records: this.#records, emptyLines: this.#emptyLines, isPlain };
  }

  #takePlain(chunk: Buffer): void {
    let start = -this.#before;
    for (let place = 0; place < chunk.length; place++) {
      const byte = chunk[place]!;
      if (byte > RETURN) continue;
      if (byte === LINE_FEED || byte === RETURN) start = this.#endLine(byte, place, start);
    }
    this.#before = chunk.length - start;
    const last = chunk[chunk.length - 1];
    this.#state = this.#before === 0 || last === this.#delimiter ? START : PLAIN;
  }

  #takeQuoted(chunk: Buffer): void {
    const delimiter = this.#delimiter;
    let state = this.#state;
    let start = -this.#before;
    for (let place = 0; place < chunk.length; place++) {
      const byte = chunk[place]!;
      if (state === QUOTED) {
        if (byte === QUOTE) state = CLOSED;
      } else if (byte === QUOTE) {
        if (state === PLAIN) this.#isPlain = false;
        else state = QUOTED;
      } else if (byte === delimiter) {
        state = START;
      } else if (byte === LINE_FEED || byte === RETURN) {
        start = this.#endLine(byte, place, start);
        state = START;
      } else {
        if (state === CLOSED) this.#isPlain = false;
        state = PLAIN;
      }
    }
    this.#state = state;
    this.#before = chunk.length - start;
  }

  /** Gives where the next record starts. A line feed behind a return is the same line end. */
  #endLine(byte: number, place: number, start: number): number {
    const length = place - start;
    if (this.#afterReturn) {
      const isBoth = byte === LINE_FEED && length === 0;
      this.#lineEnds[isBoth ? 'both' : 'return'] = true;
      this.#afterReturn = false;
      if (isBoth) return place + 1;
    }
    if (byte === RETURN) this.#afterReturn = true;
    else this.#lineEnds.lineFeed = true;
    if (length === 0) this.#emptyLines += 1;
    else this.#records += 1;
    if (length > MOST_BYTES) this.#isPlain = false;
    return place + 1;
  }
}
