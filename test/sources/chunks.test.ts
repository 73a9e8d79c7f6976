/** A file in pieces: all of its bytes, told of only by one who read them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digestedChunks, fileChunks, ownChunks } from '../../src/sources/chunks.ts';
import { digestOf } from '../../src/sources/stamp.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segment-chunks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: number): { readonly path: string; readonly content: Buffer; readonly sha256: string } {
  const content = Buffer.from(Array.from({ length: bytes }, (_, index) => (index * index + 7 * index) % 251));
  const path = join(folder, `of-${bytes}`);
  writeFileSync(path, content);
  return { path, content, sha256: createHash('sha256').update(content).digest('hex') };
}

it.each([0, 1, 4096, 4097, 262_144, 700_001])(
  'gives all %i bytes, and their digest at the end',
  async (bytes) => {
    const { path, content, sha256 } = fileOf(bytes);
    const told: string[] = [];
    const pieces: Buffer[] = [];
    for await (const chunk of digestedChunks(path, (each) => told.push(each)))
      pieces.push(Buffer.from(chunk));
    expect(Buffer.concat(pieces).equals(content)).toBe(true);
    expect(told).toEqual([sha256]);
    const kept: Buffer[] = [];
    for await (const chunk of ownChunks(path)) kept.push(chunk);
    expect(Buffer.concat(kept).equals(content)).toBe(true);
  },
);

it('tells nothing of a file that was not read to its end', async () => {
  const told: string[] = [];
  for await (const _ of digestedChunks(fileOf(700_001).path, (each) => told.push(each))) break;
  expect(told).toEqual([]);
});

it('reads until the signal', async () => {
  const { path } = fileOf(700_001);
  const stop = new AbortController();
  const reading = async () => {
    for await (const _ of fileChunks(path, stop.signal)) stop.abort();
  };
  await expect(reading()).rejects.toThrow('aborted');
});

it('has one digest of several files, whoever read them', async () => {
  const [some, other] = [fileOf(4097), fileOf(5000)];
  const paths = [some.path, other.path];
  const known = new Map([[other.path, other.sha256]]);
  expect(await digestOf(paths, { known })).toBe(await digestOf(paths));
});
