/** The text of a file that people write: a file or a pipe, of a size that people write. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { failure } from '../diagnostics/failure.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** Without a byte order mark. Throws a `Failure` (2) for devices and endless pipes, else what the system says. */
export function readTextFile(path: string, name: string): string {
  const file = openSync(path, 'r');
  try {
    const facts = fstatSync(file);
    if (facts.isCharacterDevice() || facts.isBlockDevice())
      throw refusal(`\`${name}\` is a device and no file`);
    return new TextDecoder().decode(readAll(file, name, Math.min(CHUNK, facts.size + 1)));
  } finally {
    closeSync(file);
  }
}

/** `expected` bytes at a time at first, which are all of a file and one to see that it ends; of a pipe nobody knows. */
function readAll(file: number, name: string, expected: number): Uint8Array {
  const chunks: Buffer[] = [];
  let size = 0;
  for (let chunk = Buffer.allocUnsafe(expected); ; ) {
    const read = readSync(file, chunk, 0, chunk.length, null);
    if (read === 0) return Buffer.concat(chunks);
    size += read;
    if (size > MOST_BYTES) throw refusal(`\`${name}\` does not end after 64 MB`);
    chunks.push(chunk.subarray(0, read));
    chunk = read < chunk.length ? chunk.subarray(read) : Buffer.allocUnsafe(CHUNK);
  }
}

function refusal(message: string) {
  return failure(2, 'not-a-definition', message, ['name a file of YAML']);
}
