/** Writing to standard output and error: pipes, files, full disks, readers that leave. */
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { Failure } from '../diagnostics/failure.ts';
import { visibleLines } from '../diagnostics/visible.ts';
import { systemFailure } from './system-failure.ts';

export type Chunk = string | Uint8Array;
export type Chunks = Iterable<Chunk> | AsyncIterable<Chunk>;

/** The reader has what it wants (`| head -1`): nothing went wrong, and nothing more need be written. */
export class OutputClosed extends Error {
  constructor() {
    super('the reader closed the output');
    this.name = 'OutputClosed';
  }
}

/** The output cannot be written, as on a full disk. */
export class OutputFailed extends Failure {}

const WORTH_A_CALL = 64 * 1024;
const readerLeft = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Writes every chunk, waiting for slow readers; resolves when the last one is handed over.
 * Throws `OutputClosed` when the reader is gone and `OutputFailed` (3) when it cannot be written, as on a full disk.
 */
export async function writeChunks(stream: Writable, chunks: Chunks): Promise<void> {
  for await (const chunk of gathered(chunks)) await writeChunk(stream, chunk);
}

/** The same chunks with short texts joined into ones worth a call of the system; none is empty. */
export async function* gathered(chunks: Chunks): AsyncGenerator<Chunk> {
  let held = '';
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') held += chunk;
    if (typeof chunk === 'string' && held.length < WORTH_A_CALL) continue;
    if (held !== '') yield held;
    held = '';
    if (typeof chunk !== 'string' && chunk.length > 0) yield chunk;
  }
  if (held !== '') yield held;
}

/** Data as a terminal may be sent it: what would move its cursor, change its colours or its title is shown. */
export async function* harmless(chunks: Chunks): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const chunk of gathered(chunks))
    yield visibleLines(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
  yield visibleLines(decoder.decode());
}

/** Streams a private temporary file, and removes it whatever happens. Throws as `writeChunks` does. */
export async function copyFileTo(stream: Writable, path: string): Promise<void> {
  try {
    await writeChunks(stream, createReadStream(path, { highWaterMark: 256 * 1024 }));
  } finally {
    await rm(path, { force: true });
  }
}

function writeChunk(stream: Writable, chunk: Chunk): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null): void => {
      stream.off('error', settle);
      if (error) reject(outputError(error));
      else resolve();
    };
    stream.once('error', settle);
    try {
      stream.write(chunk, settle);
    } catch (error) {
      // Node writes to files and devices at once, and throws what went wrong.
      settle(error as Error);
    }
  });
}

function outputError(error: Error): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (readerLeft.has(code ?? '')) return new OutputClosed();
  return new OutputFailed(3, systemFailure(error, 'cannot write the output').diagnostics);
}
