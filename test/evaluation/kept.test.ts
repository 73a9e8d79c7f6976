/** Values that are kept change nothing but the time. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { randomFrom } from '../oracle/random.ts';
import { runBundle } from '../program/bundle.ts';
import { makeWorld, runSteps } from './kept-steps.ts';

const program = fileURLToPath(new URL('../../bin/segment.js', import.meta.url));
const COUNT = ['count', 'segments/all.yaml', '--format', 'csv', '--as-of', '2026-06-30'];

let folder: string;
let values: string;
const count = (...more: readonly string[]) => runBundle([...COUNT, ...more], { cwd: folder });

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
  writeFileSync(join(folder, 'customers.csv'), 'c999,2026-01-01,\n', { flag: 'a' });
  expect(await found()).toBe('0 of 2');
});

it('is there for lists with columns of every type', async () => {
  const run = ['run', 'segments/all.yaml', '--format', 'csv', '--as-of', '2026-06-30', '--verbose'];
  await runBundle(run, { cwd: folder });
  const { out, err } = await runBundle(run, { cwd: folder });
  expect(out).toMatch(/^late,.*b\|a/m);
  expect(err).toMatch(/cache: ([1-9]\d*) of \1 values/);
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

/** A shell in which no file may grow beyond so many kilobytes, as on a disk that is full. */
const full = (kilobytes: number) =>
  spawnSync(
    'bash',
    ['-c', `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$0" "$@"`, process.execPath, program, ...COUNT],
    { cwd: folder, encoding: 'utf8' },
  );

it.runIf(process.platform === 'linux')('is done without where the disk is full', async () => {
  const alone = (await count()).out;
  for (const kilobytes of [0, 1, 4]) {
    rmSync(values, { recursive: true, force: true });
    const { status, stdout, stderr } = full(kilobytes);
    expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: alone });
    expect((await count()).out).toBe(alone);
  }
  rmSync(join(folder, '.segment'), { recursive: true });
  const { status, stdout, stderr } = full(1);
  expect({ status, stdout }).toEqual({ status: 0, stdout: alone });
  expect(stderr).toMatch(/^warning: the source cache cannot be written: [^\n]+\n {2}help: [^\n]+\n$/);
});

it('is whole or not there when the command is killed while it writes', async () => {
  const alone = (await count('--no-cache')).out;
  for (let kill = 0; kill < 3; kill++) {
    rmSync(values, { recursive: true, force: true });
    const running = spawn(process.execPath, [program, ...COUNT], { cwd: folder, stdio: 'ignore' });
    const ended = new Promise((done) => running.once('exit', done));
    await Promise.race([ended, writing(kill)]);
    running.kill('SIGKILL');
    await ended;
    expect((await count()).out).toBe(alone);
    expect((await count('--verbose')).err).toMatch(/cache: (\d+) of \1 values/);
  }
});

/** Until a folder of values is being made, or stands in its place. */
async function writing(after: number): Promise<void> {
  const isThere = (): boolean => {
    try {
      const names = readdirSync(join(folder, '.segment/cache'), { recursive: true });
      return names.some((name) => String(name).endsWith('values.parquet'));
    } catch (error) {
      // A folder that the command made is gone again before it is looked into.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  };
  while (!isThere()) await new Promise((done) => setTimeout(done, 1));
  await new Promise((done) => setTimeout(done, 2 * after));
}

it('is kept and read by several commands at once', async () => {
  const alone = (await count('--no-cache')).out;
  const answers = await Promise.all([count(), count(), count()]);
  answers.push(...(await Promise.all([count(), count()])));
  expect(answers.map(({ out }) => out)).toEqual(answers.map(() => alone));
  expect(readdirSync(values).length).toBeGreaterThan(0);
});
