/** Values that are kept change nothing but the time. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { randomFrom } from '../oracle/random.ts';
import { runBundle } from '../program/bundle.ts';
import { makeWorld, runSteps } from './kept-steps.ts';

let folder: string;
let values: string;
const count = (...more: readonly string[]) =>
  runBundle(['count', 'segments/all.yaml', '--format', 'csv', '--as-of', '2026-06-30', ...more], {
    cwd: folder,
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segment-kept-'));
  makeWorld(folder, randomFrom(5));
  values = join(folder, '.segment/cache/values');
});
beforeEach(() => rmSync(values, { recursive: true, force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

it('gives what it gives with nothing kept, whatever changed between commands', async () => {
  const { findings, hits } = await runSteps(40, 1);
  expect(findings).toEqual([]);
  expect(hits).toBeGreaterThan(10);
}, 300_000);

it('is for our eyes, listed by `cache`, and gone after `forget`', async () => {
  await count();
  const [entry = ''] = readdirSync(values);
  for (const file of ['values.json', 'values.parquet']) {
    expect(statSync(join(values, entry, file)).mode & 0o777).toBe(0o600);
  }
  const { out } = await runBundle(['cache', '--format', 'csv'], { cwd: folder });
  expect(out).toMatch(/^customers,40,\d+,\d+$/m);
  expect((await count('--verbose')).err).toMatch(/cache: (\d+) of \1 values/);
  await runBundle(['forget', 'c100'], { cwd: folder });
  expect((await count('--verbose')).err).toMatch(/cache: 0 of \d+ values/);
});

it('outlives a change of the rows of other tables, and not of its own', async () => {
  const where = '{ orders: { count: { gte: 200 } } }, { letters: { count: { gte: 12 } } }';
  const asked = ['count', '--where', `all: [${where}]`, '--as-of', '2026-06-30', '--verbose'];
  const found = async () =>
    (await runBundle(asked, { cwd: folder })).err.match(/cache: (\d of \d) values/)![1];
  expect(await found()).toBe('0 of 2');
  expect(await found()).toBe('2 of 2');
  for (const [name, row] of [
    ['letters', '1,c100,2026-06-01T00:00:00,open'],
    ['orders', '1,c100,2026-06-01T00:00:00,10.00,paid'],
  ] as const) {
    writeFileSync(join(folder, `${name}.csv`), `${row}\n`, { flag: 'a' });
    expect(await found()).toBe('1 of 2');
    expect(await found()).toBe('2 of 2');
  }
  writeFileSync(join(folder, 'customers.csv'), 'c999,2026-01-01\n', { flag: 'a' });
  expect(await found()).toBe('0 of 2');
});

it('is neither read nor written with `--no-cache`', async () => {
  await count('--no-cache');
  expect(() => readdirSync(values)).toThrow();
});

it('is done without where it cannot be written', async () => {
  mkdirSync(join(folder, '.segment/cache'), { recursive: true });
  writeFileSync(values, 'a file in the place of the folder');
  const { code, out, err } = await count();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe((await count('--no-cache')).out);
});

it('is kept and read by several commands at once', async () => {
  const alone = (await count('--no-cache')).out;
  const answers = await Promise.all([count(), count(), count()]);
  answers.push(...(await Promise.all([count(), count()])));
  expect(answers.map(({ out }) => out)).toEqual(answers.map(() => alone));
  expect(readdirSync(values).length).toBeGreaterThan(0);
});
