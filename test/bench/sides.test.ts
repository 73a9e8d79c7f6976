// Every side of the benchmark runs, over little data, and the lists that it compares are the same.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SAMPLED, sides } from './by-hand.ts';
import { makeBenchData } from './data.ts';
import { readNames } from './fifty.ts';
import { drawSegments, sampleOf } from './five-hundred.ts';
import { findDifferences, readMembers } from './members.ts';
import { runInOneProcess } from './one-process.ts';
import { typeIntoGallery } from './typing.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segment-bench-test-'));
  await makeBenchData(at('data'), 500, ['parquet', 'csv']);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('evaluates the fifty as their queries by hand do, in one process', async () => {
  const { byHand, opening, running } = await runInOneProcess(at('data'), at('out'));
  expect(Math.min(byHand, opening, running)).toBeGreaterThan(0);
  expect(findDifferences(readNames(), at('out/by-hand'), at('out/product'))).toEqual([]);
});

const written: Readonly<Record<string, readonly string[]>> = {
  fifty: readNames(),
  sampled: sampleOf(drawSegments(), SAMPLED).map(({ name }) => name),
};

it.each(Object.keys(sides))('%s', async (name) => {
  const out = at(name);
  const data = name === 'load' ? at('data/csv') : at('data');
  await sides[name]!([data, out]);
  for (const segment of written[name] ?? []) readMembers(out, segment);
  expect(existsSync(out)).toBe(name in written || name === 'copy');
});

it('types into the gallery', async () => {
  const { keystrokes, longest } = await typeIntoGallery('\n#', 1);
  expect(keystrokes).toBe(2);
  expect(longest).toBeGreaterThan(0);
});
