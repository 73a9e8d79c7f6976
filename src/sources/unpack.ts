/** Packed files, read to their end by readers that check them: a file that was cut or damaged is refused. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { ownChunks } from './chunks.ts';
import type { DataFile } from './files.ts';

/** The file's bytes, unpacked. Throws at the end of a packed file that is not whole. */
export async function* unpackedBytes({ path, compression }: PackedFile): AsyncGenerator<Buffer> {
  switch (compression) {
    case 'none':
      yield* ownChunks(path);
      return;
    case 'gzip':
      yield* through(path, zlib.createGunzip({ chunkSize: CHUNK_BYTES }));
      return;
    case 'zstd': {
      const stream = zstdStream();
      yield* stream ? through(path, stream) : unpackZstd(path);
    }
  }
}

export type PackedFile = Pick<DataFile, 'path' | 'compression'>;

const CHUNK_BYTES = 1 << 20;

type Transform = NodeJS.ReadWriteStream & AsyncIterable<Buffer> & { destroy(): void };

async function* through(path: string, unpack: Transform): AsyncGenerator<Buffer> {
  const packed = pipeline(createReadStream(path), unpack);
  packed.catch(() => undefined);
  try {
    yield* unpack;
    await packed;
  } finally {
    unpack.destroy();
  }
}

/** Node has one from 22.15 on. */
function zstdStream(): Transform | undefined {
  return (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress?.();
}

/** Whether reading a file by `unpackedBytes` proves its checksum: without Node's own reader, zstd's is left out. */
export function checksItself({ compression }: PackedFile): boolean {
  return compression !== 'zstd' || zstdStream() !== undefined;
}

async function* unpackZstd(path: string): AsyncGenerator<Buffer> {
  const { Decompress } = await import('./fzstd.ts');
  const ready: Uint8Array[] = [];
  const decoder = new Decompress((part) => void ready.push(part));
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    decoder.push(chunk);
    // A part is given again for another use as soon as more is pushed.
    for (const part of ready.splice(0)) yield Buffer.from(part);
  }
  decoder.push(new Uint8Array(0), true);
  for (const part of ready.splice(0)) yield Buffer.from(part);
}
