import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { closeHistory, openHistory } from '../../src/history/history.ts';
import { membersQuery } from '../../src/history/members.ts';
import { readRuns, readSnapshots } from '../../src/history/snapshots.ts';
import { addDays } from '../../src/model/calendar.ts';

let folder: string;
/** Inside the project, so that the child finds its packages. */
const recorder = resolve(`node_modules/.cache/history-recorder-${process.pid}.mjs`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'history-test-'));
  await build({
    entryPoints: [resolve('test/history/recorder.ts')],
    outfile: recorder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(recorder, { force: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: readonly string[];
  readonly stderr: string;
}

function start(path: string, wait: number, runs: readonly string[]): ChildProcess {
  return spawn(process.execPath, [recorder, path, String(wait), ...runs]);
}

async function end(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', (chunk) => (stdout += chunk));
  child.stderr!.on('data', (chunk) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout.split('\n').filter(Boolean), stderr };
}

/** Until the process has printed so many lines. */
async function printed(child: ChildProcess, lines: number): Promise<void> {
  let seen = 0;
  for await (const [chunk] of on(child.stdout!, 'data') as AsyncIterable<[Buffer]>) {
    seen += String(chunk).split('\n').length - 1;
    if (seen >= lines) return;
  }
}

async function readSizes(path: string): Promise<ReadonlyMap<string, number>> {
  const database = await openDatabase({ threads: 1 });
  try {
    const history = await openHistory(database, path, { access: 'read-only', lockWaitSeconds: 10 });
    const snapshots = await readSnapshots(history);
    const sizes = new Map<string, number>();
    for (const { segment, asOf, customers } of snapshots) sizes.set(`${segment} ${asOf.date}`, customers);
    const last = snapshots.findLast((snapshot) => snapshot.segment === 'all');
    for (const snapshot of last === undefined ? [] : [snapshots[0]!, last]) {
      const [own] = await database.rows(`SELECT count(DISTINCT customer)
        FROM (${await membersQuery(history, snapshot)}) WHERE starts_with(customer, '${snapshot.asOf.date}')`);
      expect(own).toEqual([snapshot.customers]);
    }
    for (const run of await readRuns(history)) expect(run.segments).toEqual(['all', 'even']);
    await closeHistory(history);
    return sizes;
  } finally {
    database.close();
  }
}

it('a killed recording leaves whole runs only, at any moment', async () => {
  const path = join(folder, 'killed.duckdb');
  const customers = 30_000;
  const acknowledged = new Set<string>();
  let day = '2026-01-01';
  let interrupted = 0;
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const dates = Array.from({ length: 4 }, (_, index) => addDays(day, index));
    day = addDays(day, 4);
    const child = start(
      path,
      10,
      dates.map((date) => `${date}:${customers}`),
    );
    const ended = end(child);
    await Promise.race([printed(child, 1 + (attempt % 5)), ended]);
    await sleep((attempt * 61) % 250);
    child.kill('SIGKILL');
    const { stdout } = await ended;
    for (const date of stdout.slice(1)) acknowledged.add(date);
    if (stdout.length < 5) interrupted += 1;

    const sizes = await readSizes(path);
    for (const date of acknowledged) expect(sizes.get(`all ${date}`)).toBe(customers);
    for (const [name, size] of sizes) {
      expect(size).toBe(name.startsWith('all') ? customers : customers / 2);
      const other = name.startsWith('all') ? name.replace('all', 'even') : name.replace('even', 'all');
      expect(sizes.has(other)).toBe(true);
    }
  }
  expect(interrupted).toBeGreaterThan(1);
  expect(acknowledged.size).toBeGreaterThan(10);
});

it('a process killed while it makes the file leaves a history or nothing', async () => {
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const path = join(folder, `made-${attempt}`, 'history.duckdb');
    const child = start(path, 10, ['2026-01-01:10']);
    const ended = end(child);
    while (!existsSync(join(folder, `made-${attempt}`)) && child.exitCode === null) await sleep(1);
    await sleep(attempt * 6);
    child.kill('SIGKILL');
    await ended;
    const again = await end(start(path, 10, ['2026-01-02:10']));
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect((await readSizes(path)).get('all 2026-01-02')).toBe(10);
  }
});

it('twenty recorders at once all get their turn, on a file that none of them found', async () => {
  const path = join(folder, 'crowded', 'history.duckdb');
  const dates = Array.from({ length: 20 }, (_, index) => addDays('2026-01-01', (index * 7) % 20));
  const ended = await Promise.all(dates.map((date) => end(start(path, 60, [`${date}:100`]))));
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(dates.map(() => [0, '']));
  const sizes = await readSizes(path);
  expect(sizes.size).toBe(40);
  for (const date of dates) expect(sizes.get(`even ${date}`)).toBe(50);
});

it('names who holds the history when the wait is over', async () => {
  const path = join(folder, 'held.duckdb');
  const database = await openDatabase({ threads: 1 });
  const history = await openHistory(database, path, { access: 'read-write', lockWaitSeconds: 0 });
  const refused = await end(start(path, 0.2, ['2026-01-01:10']));
  expect(refused).toMatchObject({ code: 75, stdout: [] });
  expect(refused.stderr).toMatch(`the history \`${path}\` is held by process ${process.pid} (`);
  const waiting = end(start(path, 30, ['2026-01-01:10']));
  await sleep(500);
  await closeHistory(history);
  database.close();
  expect(await waiting).toMatchObject({ code: 0, stdout: ['ready', '2026-01-01'] });
});
