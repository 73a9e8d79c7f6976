/** The encoding of a text file: marked, asked for, or UTF-8 as its beginning tells. */

/** The name of the encoding as `TextDecoder` knows it; undefined for one that it does not. */
export function knownEncoding(name: string): string | undefined {
  try {
    return new TextDecoder(/^(cp|win)-?125\d$/i.test(name) ? `windows-${name.slice(-4)}` : name).encoding;
  } catch {
    return undefined;
  }
}

/** The encoding that a byte order mark tells. */
export function markedEncoding(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Whether the bytes are UTF-8, not minding a character cut off at their end. */
export function isUtf8(head: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** What speaks for characters of two or four bytes: one in four is zero, or most of them are. */
export function looksWide(head: Buffer): string | undefined {
  const bytes = head.subarray(0, 4096);
  const zeros = bytes.filter((byte) => byte === 0).length;
  const isMarked = head.subarray(0, 4).equals(Buffer.from([0xff, 0xfe, 0, 0]));
  if (isMarked || (zeros > 0 && zeros * 8 >= bytes.length * 5))
    return 'most of its bytes are zero, as in UTF-32';
  const isWide = markedEncoding(head) === undefined && zeros * 4 >= bytes.length && zeros > 0;
  return isWide ? 'half of its bytes are zero, as in UTF-16 without a mark' : undefined;
}

/** The head as text, without its byte order mark. Decoded at once, Node takes windows-1252 for Latin-1. */
export function decodeHead(head: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(head, { stream: true });
}

/** Text that is not of the encoding that it is said to be of. */
export class Undecodable extends Error {
  /** The line of the first such bytes, from 1. */
  readonly line: number;

  constructor(line: number) {
    super('undecodable');
    this.line = line;
  }
}

/** The text as it stands, without its mark. Throws `Undecodable` at bytes that are not of the encoding. */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  const next = (chunk?: Buffer): string => {
    const text = decoded(decoder, chunk, lines);
    lines += text.split('\n').length - 1;
    return text;
  };
  for await (const chunk of bytes) yield next(chunk);
  yield next();
}

/** The text with line ends of one kind; in a table they may stand in quotes, and are not to be changed. */
export async function* plainLines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const each of texts) {
    const text = rest + each;
    rest = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - rest.length).replace(/\r\n?/g, '\n');
  }
  yield rest.replace('\r', '\n');
}

function decoded(
  decoder: InstanceType<typeof TextDecoder>,
  chunk: Buffer | undefined,
  lines: number,
): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    const text = new TextDecoder(decoder.encoding).decode(chunk ?? Buffer.alloc(0));
    const before = text.slice(0, Math.max(0, text.indexOf('\ufffd')));
    throw new Undecodable(lines + before.split('\n').length - 1);
  }
}
