/** The door to yauzl: what is in a `.zip`, and one file of it, whole or not at all. */
import { open as openFile, rm } from 'node:fs/promises';
import { type Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, open, type ZipFile } from 'yauzl';

export interface ZipMember {
  /** With forward slashes, relative, and without steps upwards. */
  readonly name: string;
  /** Unpacked, as the archive says; more is refused while it is unpacked. */
  readonly bytes: number;
}

/** Tables are packed 5 to 50 to 1; what is packed tighter than this and large is made to fill a disk. */
const TIGHTEST = 200;
const ALWAYS_ALLOWED = 100e6;

/** The files of an archive in the order of their names. Throws an `Error` whose message says what is wrong with it. */
export async function listZip(path: string): Promise<readonly ZipMember[]> {
  return withZip(path, async (zip) => {
    const members: ZipMember[] = [];
    for await (const entry of entriesOf(zip)) {
      if (isTable(entry.fileName)) members.push({ name: entry.fileName, bytes: entry.uncompressedSize });
    }
    return members.sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

/**
 * Unpacks one file of an archive to a path, readable by its owner alone. Its size and checksum must be those that the
 * archive gives: throws an `Error` where they are not, and leaves no file.
 */
export async function unzip(path: string, member: string, to: string): Promise<void> {
  await withZip(path, async (zip) => {
    for await (const entry of entriesOf(zip)) {
      if (entry.fileName === member) return unpackEntry(zip, entry, to);
    }
    throw new Error(`it holds no \`${member}\``);
  });
}

/** Throws an `Error` where any file of the archive is not as the archive says. */
export async function verifyZip(path: string): Promise<void> {
  await withZip(path, async (zip) => {
    for await (const entry of entriesOf(zip)) {
      await readEntry(zip, entry, new Writable({ write: (_chunk, _encoding, done) => done() }));
    }
  });
}

/** Folders, and what macOS puts beside each file, are no tables. */
function isTable(name: string): boolean {
  return !name.endsWith('/') && !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

async function unpackEntry(zip: ZipFile, entry: Entry, to: string): Promise<void> {
  // Opened before it is written: a stream that opens its own file may make it after its failure was heard.
  const file = await openFile(to, 'w', 0o600);
  try {
    await readEntry(zip, entry, file.createWriteStream());
  } catch (error) {
    await file.close();
    await rm(to, { force: true });
    throw error;
  }
}

async function readEntry(zip: ZipFile, entry: Entry, to: Writable): Promise<void> {
  refuseEntry(entry);
  const packed = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
  const sum = checksum();
  await pipeline(packed, sum.stream, to);
  if (sum.value() !== entry.crc32) throw new Error(`the checksum of \`${entry.fileName}\` is another`);
}

function refuseEntry(entry: Entry): void {
  const { fileName, uncompressedSize, compressedSize } = entry;
  if (entry.isEncrypted()) throw new Error('it is locked by a password');
  if (uncompressedSize > ALWAYS_ALLOWED && uncompressedSize > TIGHTEST * compressedSize) {
    throw new Error(`\`${fileName}\` would unpack to ${uncompressedSize} bytes out of ${compressedSize}`);
  }
}

function checksum(): { readonly stream: Transform; readonly value: () => number } {
  let value = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      value = crc32(chunk, value);
      done(null, chunk);
    },
  });
  return { stream, value: () => value };
}

async function withZip<Result>(path: string, work: (zip: ZipFile) => Promise<Result>): Promise<Result> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    );
  });
  try {
    return await work(zip);
  } finally {
    zip.close();
  }
}

/** yauzl refuses names that lead out of the folder they are unpacked to. */
async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  let next: ((entry: Entry | undefined) => void) | undefined;
  let failed: ((error: Error) => void) | undefined;
  zip.on('entry', (entry: Entry) => next?.(entry));
  zip.on('end', () => next?.(undefined));
  zip.on('error', (error: Error) => failed?.(error));
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      next = resolve;
      failed = reject;
      zip.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}
