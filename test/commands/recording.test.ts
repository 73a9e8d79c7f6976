/**
 * What a nightly job lives through: processes killed at any moment, many at once, and half a year of recorded dates
 * whose movements must add up. `KILLS=200` kills more often than the usual run does.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { changesBetween } from '../../src/history/changes.ts';
import { closeHistory, openHistory } from '../../src/history/history.ts';
import { membersQuery } from '../../src/history/members.ts';
import { readSnapshots, type Snapshot } from '../../src/history/snapshots.ts';
import { randomFrom } from '../oracle/random.ts';
import { quietEnv } from './fixture/program.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

const KILLS = Number(process.env['KILLS'] ?? 15);

vi.setConfig({ testTimeout: 300_000 + KILLS * 10_000 });

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const history = join('.segment', 'history.duckdb');
const lines = (text: string) => text.trimEnd().split('\n');

/** Does the work with the snapshots of a folder's history. */
async function withSnapshots<Result>(
  folder: string,
  work: (snapshots: readonly Snapshot[], database: Database, members: Members) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ threads: 1 });
  const opened = await openHistory(database, join(folder, history), {
    access: 'read-only',
    lockWaitSeconds: 20,
  });
  const count = async (query: string) =>
    Number((await database.rows(`SELECT count(*) FROM (${query})`))[0]?.[0]);
  try {
    return await work(await readSnapshots(opened), database, {
      size: async (snapshot) => count(await membersQuery(opened, snapshot)),
      moved: async (from, to) => {
        const [row] = await database.rows(`SELECT count_if(change = 'entered'), count_if(change = 'left')
          FROM (${changesBetween(await membersQuery(opened, from), await membersQuery(opened, to))})`);
        return { entered: Number(row?.[0]), left: Number(row?.[1]) };
      },
    });
  } finally {
    await closeHistory(opened);
    database.close();
  }
}

interface Members {
  readonly size: (snapshot: Snapshot) => Promise<number>;
  readonly moved: (
    from: Snapshot,
    to: Snapshot,
  ) => Promise<{ readonly entered: number; readonly left: number }>;
}

describe('a run that is killed', () => {
  const dates = ['2026-06-21', '2026-06-30'] as const;
  const words = (date: string) => ['run', 'segments', '--record', '--out', 'lists/', '-q', '--as-of', date];

  it(`${KILLS} times leaves whole files, a whole history, and the next one completes`, async () => {
    const folder = built.folder(shop);
    const random = randomFrom(20260630);
    const whole = new Map<string, Set<string>>();
    let slowest = 0;
    for (const date of dates) {
      const started = performance.now();
      expect(await built.segment(folder, ...words(date))).toMatchObject({ code: 0, err: '' });
      slowest = Math.max(slowest, performance.now() - started);
      for (const name of lists(folder))
        whole.set(name, (whole.get(name) ?? new Set()).add(read(folder, name)));
    }
    let killed = 0;
    for (let n = 0; n < KILLS; n++) {
      killed += Number(
        await killAfter(folder, words(dates[n % 2]!), (slowest * random.int(100, 1000)) / 1000),
      );
      for (const name of lists(folder)) expect(whole.get(name)).toContain(read(folder, name));
      if (existsSync(join(folder, 'lists/run.json'))) expectMatching(folder);
      await withSnapshots(folder, async (snapshots, _, members) => {
        expect(snapshots).toHaveLength(6);
        for (const one of snapshots) expect(await members.size(one)).toBe(one.customers);
      });
    }
    expect(killed).toBeGreaterThan(KILLS / 5);
    expect(await built.segment(folder, ...words(dates[1]))).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(join(folder, 'lists')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  function lists(folder: string): readonly string[] {
    return readdirSync(join(folder, 'lists')).filter((name) => /^[a-z]+\.csv$/.test(name));
  }

  function read(folder: string, name: string): string {
    return readFileSync(join(folder, 'lists', name), 'utf8');
  }

  /** The run file vouches for the lists beside it. */
  function expectMatching(folder: string): void {
    const { segments } = JSON.parse(read(folder, 'run.json')) as {
      segments: { file: string; customers: number }[];
    };
    for (const { file, customers } of segments) expect(lines(read(folder, file))).toHaveLength(customers + 1);
  }

  /** Whether the kill came before the end. */
  async function killAfter(cwd: string, args: readonly string[], milliseconds: number): Promise<boolean> {
    const child = spawn(process.execPath, [built.program, ...args], {
      cwd,
      env: quietEnv(),
      stdio: 'ignore',
    });
    const ended = new Promise<boolean>((resolve) => {
      child.on('close', (_, signal) => resolve(signal === 'SIGKILL'));
    });
    await Promise.race([sleep(milliseconds), ended]);
    child.kill('SIGKILL');
    return ended;
  }
});

describe('twenty runs at once', () => {
  it('are each recorded once, or refused in words', async () => {
    const folder = built.folder({
      ...shop,
      'segments/recent.yaml': 'name: recent\nwhere: { orders: { last: 2w } }\n',
    });
    const dates = Array.from({ length: 20 }, (_, day) => `2026-06-${String(day + 10).padStart(2, '0')}`);
    const runs = await Promise.all(
      dates.map((date, index) =>
        built.segment(
          folder,
          ...['run', 'segments/recent.yaml', '--record', '-q', '--as-of', date],
          ...['--lock-wait', index % 4 === 0 ? '0' : '100'],
        ),
      ),
    );
    for (const { code, err } of runs) {
      expect([0, 75]).toContain(code);
      if (code === 75) expect(err).toMatch(/the history `.*` is held by process \d+/);
    }
    expect(runs.filter((_, index) => index % 4 > 0).every(({ code }) => code === 0)).toBe(true);
    const recorded = dates.filter((_, index) => runs[index]!.code === 0);
    await withSnapshots(folder, async (snapshots, _, members) => {
      expect(snapshots.map(({ asOf }) => asOf.date)).toEqual(recorded);
      for (const [index, one] of snapshots.entries()) {
        const list = lines(runs[dates.indexOf(one.asOf.date)]!.out).length - 1;
        expect([one.customers, await members.size(one)]).toEqual([list, list]);
        const before = snapshots[index - 1];
        if (before) expect(one.entered! - one.left!).toBe(one.customers - before.customers);
      }
    });
  });
});

describe('half a year of the samples', () => {
  const root = new URL('../../', import.meta.url).pathname;

  it('moves as the sizes say, between any two dates', async () => {
    const folder = built.folder({});
    for (const name of ['segment.config.yaml', 'samples', 'segments'])
      symlinkSync(join(root, name), join(folder, name));
    const filled = await built.segment(
      folder,
      'backfill',
      'segments',
      '--from',
      '2025-12-31',
      '--every',
      'month',
    );
    expect(filled.code).toBe(0);
    await withSnapshots(folder, async (snapshots, _, members) => {
      const names = [...new Set(snapshots.map(({ segment }) => segment))];
      expect(names.length).toBeGreaterThan(15);
      for (const name of names) {
        const own = snapshots.filter(({ segment }) => segment === name);
        expect(own).toHaveLength(7);
        for (const [index, one] of own.entries()) {
          const before = own[index - 1];
          if (before) expect(one.entered! - one.left!).toBe(one.customers - before.customers);
          if (index % 3 !== 0) continue;
          const last = own.at(-1)!;
          const { entered, left } = await members.moved(one, last);
          expect(entered - left).toBe(last.customers - one.customers);
        }
      }
    });
  });

  it('leaves nobody out of `moves`', async () => {
    const folder = built.folder({});
    for (const name of ['segment.config.yaml', 'samples', 'segments'])
      symlinkSync(join(root, name), join(folder, name));
    const { out } = await built.segment(
      folder,
      'moves',
      'rfm.segment',
      '--from',
      '2026-03-31',
      '--format',
      'json',
    );
    const moves = JSON.parse(out) as { from: string; to: string; customers: number; share: number }[];
    expect(moves.reduce((sum, { customers }) => sum + customers, 0)).toBe(3000);
    for (const from of new Set(moves.map((move) => move.from))) {
      const shares = moves.filter((move) => move.from === from).map(({ share }) => share);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });
});
