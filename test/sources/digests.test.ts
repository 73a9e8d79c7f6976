// The digests of files: right at every moment, and a file that has not changed is not read for it again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestFiles } from '../../src/sources/digests.ts';

let folder: string;
let cache: string;
let file: string;
let kept: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'digests-test-'));
  cache = join(folder, 'cache');
  mkdirSync(cache);
  file = join(folder, 'orders.csv');
  kept = join(cache, 'digests.json');
  writeFileSync(file, 'id,total\n1,20\n');
});

afterEach(() => rmSync(folder, { recursive: true }));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function digest(inCache: string | undefined = cache) {
  return (await digestFiles([file], inCache)).get(file);
}

/** Times of a file say something once it is older than their steps, two seconds. */
async function digestOfOldFile(): Promise<void> {
  for (let tries = 0; tries < 50 && !existsSync(kept); tries++) {
    await digest();
    await setTimeout(100);
  }
  expect(existsSync(kept)).toBe(true);
}

it('are of the content, and nothing is remembered of a file so young that a change might not show', async () => {
  expect(await digest()).toEqual({ bytes: 14, sha256: sha256('id,total\n1,20\n') });
  expect(existsSync(kept)).toBe(false);
});

it('are remembered while the file is the same, and taken anew when it is not', async () => {
  await digestOfOldFile();
  const remembered = readFileSync(kept, 'utf8');
  writeFileSync(kept, remembered.replace(/"sha256":"\w{64}"/, `"sha256":"${'0'.repeat(64)}"`));
  expect((await digest())?.sha256).toBe('0'.repeat(64));
  writeFileSync(file, 'id,total\n1,30\n');
  expect(await digest()).toEqual({ bytes: 14, sha256: sha256('id,total\n1,30\n') });
});

it('are of the content where what was kept is damaged, or nothing may be kept', async () => {
  await digestOfOldFile();
  const right = sha256('id,total\n1,20\n');
  for (const damage of ['', '[{"stamp"', '{"a":1}', '[1,null]', '[{"stamp":{},"sha256":"a"}]']) {
    writeFileSync(kept, damage);
    expect((await digest())?.sha256, damage).toBe(right);
  }
  rmSync(kept);
  expect((await digest(undefined))?.sha256).toBe(right);
  expect((await digest(join(folder, 'nowhere')))?.sha256).toBe(right);
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});

it('ends with what the system says where a file is gone', async () => {
  await expect(digestFiles([join(folder, 'gone.csv')], cache)).rejects.toThrow('ENOENT');
});
