/** Copies of files in the database's private folder, where the engine cannot read them as they are. */
import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../database/database.ts';
import { literalPath, quoteText } from '../database/quote.ts';
import { takeOut } from './container.ts';
import { decodeText, plainLines } from './encoding.ts';
import type { DataFile } from './files.ts';
import { checksItself, unpackedBytes } from './unpack.ts';

let copies = 0;

/** Writes a new file there, for its owner only, and gives its path. */
export async function writeCopy(
  content: AsyncIterable<string | Uint8Array>,
  ending: string,
  { folder }: Database,
): Promise<string> {
  const path = join(folder, `${copies++}${ending}`);
  await pipeline(Readable.from(content), createWriteStream(path, { mode: 0o600 }));
  return path;
}

/** The path of the file's bytes, unpacked where they are not plain. Throws where a packed file is not whole. */
export async function plainPath(file: DataFile, database: Database): Promise<string> {
  if (file.inside) return takeOut(file.path, file.inside, database);
  if (file.compression === 'none') return file.path;
  if (!checksItself(file)) await checkByEngine(file, database);
  return writeCopy(unpackedBytes(file), `.${file.format}`, database);
}

/** The file in UTF-8, its text as it stands. Throws `Undecodable` where it is not of the encoding. */
export function transcode(path: string, encoding: string, database: Database): Promise<string> {
  return writeCopy(decodeText(unpackedBytes({ path, compression: 'none' }), encoding), '.csv', database);
}

/** As `transcode`, with line ends of one kind: for text that is nothing but lines. */
export function transcodeLines(path: string, encoding: string, database: Database): Promise<string> {
  const text = decodeText(unpackedBytes({ path, compression: 'none' }), encoding);
  return writeCopy(plainLines(text), '.txt', database);
}

/** The engine knows zstd's checksums; it reads the lines of anything. */
async function checkByEngine({ path }: DataFile, database: Database): Promise<void> {
  const error = await database.attempt(
    `SELECT count(*) FROM read_csv(${quoteText(literalPath(path))}, auto_detect = false, delim = '\u0001', quote = '',
      escape = '', header = false, columns = {line: 'VARCHAR'}, compression = 'zstd', strict_mode = false)`,
  );
  if (error && /checksum|corruption/i.test(error.message)) throw new Error(error.message);
}

/** The files as copies that an engine may read which is locked into its folder. */
export function copyFiles(files: readonly DataFile[], database: Database): Promise<readonly DataFile[]> {
  return Promise.all(
    files.map(async (file) => {
      if (file.inside) return file;
      const path = await writeCopy(createReadStream(file.path), extname(file.name), database);
      return { ...file, path };
    }),
  );
}

const HEAD_BYTES = 256 * 1024;

/** The first bytes of a plain file. */
export function readHead(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** The first bytes of a file, unpacked; of a packed one that is damaged further on, too. */
export async function unpackHead(file: DataFile): Promise<Buffer> {
  if (file.compression === 'none') return readHead(file.path);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpackedBytes(file)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}
