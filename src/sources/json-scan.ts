/** A look at every byte of a JSON file, beside the engine that reads it: how many objects are its rows. */
export interface JsonScan {
  /** Those that stand by themselves, or in one array around all. */
  readonly objects: number;
  /** Whether everything that was opened is closed. */
  readonly isWhole: boolean;
}

const code = (character: string): number => character.charCodeAt(0);
const [QUOTE, BACKSLASH] = [code('"'), code('\\')];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [code('{'), code('}'), code('['), code(']')];

export async function scanJson(bytes: AsyncIterable<Buffer>): Promise<JsonScan> {
  const scanner = new Scanner();
  for await (const chunk of bytes) scanner.take(chunk);
  return scanner.end();
}

class Scanner {
  #objects = 0;
  #depth = 0;
  /** The depth at which rows stand: 1 inside of one array. */
  #rows: 0 | 1 | undefined;
  #isText = false;
  #isEscaped = false;

  take(chunk: Buffer): void {
    for (let place = 0; place < chunk.length; place++) {
      const byte = chunk[place]!;
      if (this.#isText) this.#takeText(byte);
      else if (byte === QUOTE) this.#isText = true;
      else if (byte === OPEN || byte === OPEN_LIST) this.#open(byte);
      else if (byte === CLOSE || byte === CLOSE_LIST) this.#depth -= 1;
    }
  }

  end(): JsonScan {
    return { objects: this.#objects, isWhole: this.#depth === 0 && !this.#isText };
  }

  #takeText(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isText = false;
  }

  #open(byte: number): void {
    this.#rows ??= byte === OPEN_LIST ? 1 : 0;
    if (byte === OPEN && this.#depth === this.#rows) this.#objects += 1;
    this.#depth += 1;
  }
}
