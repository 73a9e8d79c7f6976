/** A file in pieces: large ones of a large file, and no more room than its size of a small one. */
import { createReadStream, statSync } from 'node:fs';

const MOST = 1 << 20;
/** Of a pipe nobody knows the size, and a file may have grown. */
const LEAST = 1 << 12;

/** Its bytes, read until the signal. Throws what the system says. */
export async function* fileChunks(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const { size } = statSync(path);
  const highWaterMark = size === 0 ? MOST : Math.min(MOST, Math.max(LEAST, size));
  yield* createReadStream(path, { highWaterMark, ...(signal ? { signal } : {}) }) as AsyncIterable<Buffer>;
}
