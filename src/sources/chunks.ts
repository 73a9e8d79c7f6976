/** A file in pieces, and no more room than its size of a small one. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Stays near the processor while it is looked at. */
const MOST = 1 << 18;
/** Of a pipe nobody knows the size, and a file may have grown. */
const LEAST = 1 << 12;

/**
 * Its bytes, read until the signal. Each piece is gone once the next is asked for: memory for every one of them cost as
 * much as reading. Throws what the system says.
 */
export async function* fileChunks(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const room = Buffer.allocUnsafeSlow(size === 0 ? MOST : Math.min(MOST, Math.max(LEAST, size)));
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(room, 0, room.length);
      if (bytesRead === 0) return;
      yield room.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** As they come, for one who keeps them. */
export async function* ownChunks(path: string): AsyncGenerator<Buffer> {
  for await (const chunk of fileChunks(path)) yield Buffer.from(chunk);
}

/** As `fileChunks`; whoever reads the file to its end has told the SHA-256 of it. */
export async function* digestedChunks(
  path: string,
  digested: (sha256: string) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of fileChunks(path)) {
    hash.update(chunk);
    yield chunk;
  }
  digested(hash.digest('hex'));
}
