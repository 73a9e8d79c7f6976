/** Bytes of a text file: the beginning of it, its encoding, and a copy in UTF-8 where it is another. */
import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import type { Database } from '../database/database.ts';
import { quoteText } from '../database/quote.ts';
import type { DataFile } from './files.ts';

const headBytes = 256 * 1024;

/** The first bytes of the file, unpacked. Packed by zstd, they are read by the engine where Node cannot. */
export async function readHead(file: DataFile, database: Database): Promise<Buffer> {
  if (file.compression === 'none') return readBytes(file.path, headBytes);
  const unpack = unpacker(file.compression);
  return unpack ? unpackHead(createReadStream(file.path), unpack) : engineHead(file, database);
}

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

/** The head as text, without its byte order mark. */
export function decodeHead(head: Buffer, encoding: string): string {
  return new TextDecoder(encoding).decode(head, { stream: true });
}

/** Writes the file in UTF-8 with plain line ends into the database's private folder, and gives its path. */
export async function transcode(file: DataFile, encoding: string, database: Database): Promise<string> {
  const path = join(database.folder, `${nextCopy++}.csv`);
  const unpack = unpacker(file.compression);
  const bytes = createReadStream(file.path);
  const unpacked: AsyncIterable<unknown> = unpack ? bytes.pipe(unpack) : bytes;
  const decoded = decode(unpacked as AsyncIterable<Buffer>, encoding);
  await pipeline(Readable.from(decoded), createWriteStream(path, { mode: 0o600 }));
  return path;
}

let nextCopy = 0;

async function* decode(bytes: AsyncIterable<Buffer>, encoding: string): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding);
  let rest = '';
  for await (const chunk of bytes) {
    const text = rest + decoder.decode(chunk, { stream: true });
    rest = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - rest.length).replace(/\r\n?/g, '\n');
  }
  yield (rest + decoder.decode()).replace(/\r\n?/g, '\n');
}

/** A stream that unpacks; undefined for plain files and for what this Node cannot unpack. */
function unpacker(compression: DataFile['compression']): NodeJS.ReadWriteStream | undefined {
  if (compression === 'gzip') return zlib.createGunzip();
  const createZstd = (zlib as { createZstdDecompress?: () => NodeJS.ReadWriteStream }).createZstdDecompress;
  return compression === 'zstd' ? createZstd?.() : undefined;
}

/** Whether `transcode` can read the file. */
export function canUnpack(file: DataFile): boolean {
  return file.compression === 'none' || unpacker(file.compression) !== undefined;
}

function readBytes(path: string, length: number): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}

async function unpackHead(bytes: NodeJS.ReadableStream, unpack: NodeJS.ReadWriteStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes.pipe(unpack)) {
    chunks.push(chunk as Buffer);
    length += chunk.length;
    if (length >= headBytes) break;
  }
  (bytes as { destroy?: () => void }).destroy?.();
  return Buffer.concat(chunks);
}

/** Lines read as one field each, with a delimiter that no text has. */
async function engineHead(file: DataFile, database: Database): Promise<Buffer> {
  const lines = await database.rows(
    `SELECT line FROM read_csv(${quoteText(file.path)}, auto_detect = false, delim = '\u0001', quote = '',
      escape = '', header = false, columns = {line: 'VARCHAR'}, compression = 'zstd') LIMIT 200`,
  );
  return Buffer.from(lines.map(([line]) => `${line ?? ''}\n`).join(''));
}
