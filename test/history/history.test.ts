import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { changesBetween } from '../../src/history/changes.ts';
import { forgetCustomers } from '../../src/history/forget.ts';
import { closeHistory, type History, openHistory } from '../../src/history/history.ts';
import { membersQuery, stayedQuery } from '../../src/history/members.ts';
import { pruneHistory } from '../../src/history/prune.ts';
import { recordRun } from '../../src/history/record.ts';
import { newestSnapshot, readRuns, readSnapshots } from '../../src/history/snapshots.ts';
import { readKeys, readMembers, record, runOf } from './recording.ts';

let folder: string;
let path: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'history-test-'));
  path = join(folder, '.segment', 'history.duckdb');
  database = await openDatabase({ threads: 1 });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const wait = { lockWaitSeconds: 0 };

async function writing<Result>(work: (history: History) => Promise<Result>): Promise<Result> {
  const history = await openHistory(database, path, { access: 'read-write', ...wait });
  try {
    return await work(history);
  } finally {
    await closeHistory(history);
  }
}

async function reading<Result>(work: (history: History) => Promise<Result>): Promise<Result> {
  const history = await openHistory(database, path, { access: 'read-only', ...wait });
  try {
    return await work(history);
  } finally {
    await closeHistory(history);
  }
}

async function sizes(segment?: string): Promise<readonly (readonly unknown[])[]> {
  const snapshots = await reading((history) => readSnapshots(history, segment));
  return snapshots.map((one) => [one.segment, one.asOf.date, one.customers, one.entered, one.left]);
}

describe('recording', () => {
  it('keeps sizes and members, with as-of, zone and fingerprints', async () => {
    await writing((history) => record(history, '2026-05-31', { vips: ['a', 'b', 'c'], none: [] }));
    const recorded = await writing((history) =>
      record(history, '2026-06-30', { none: [], vips: ['b', 'c', 'd', 'e'] }),
    );
    expect(recorded.map((one) => [one.segment, one.customers, one.entered, one.left])).toEqual([
      ['none', 0, 0, 0],
      ['vips', 4, 2, 1],
    ]);
    expect(await sizes()).toEqual([
      ['none', '2026-05-31', 0, null, null],
      ['none', '2026-06-30', 0, 0, 0],
      ['vips', '2026-05-31', 3, null, null],
      ['vips', '2026-06-30', 4, 2, 1],
    ]);
    await reading(async (history) => {
      const [first, second] = await readSnapshots(history, 'vips');
      expect(await readMembers(history, first!)).toEqual(['a', 'b', 'c']);
      expect(await readMembers(history, second!)).toEqual(['b', 'c', 'd', 'e']);
      expect(first).toMatchObject({
        asOf: { instant: '2026-05-31T22:00:00Z', date: '2026-05-31', zone: 'Europe/Warsaw' },
        definition: 'definition of vips',
      });
      expect(await readRuns(history)).toEqual([
        {
          id: 1,
          asOf: { instant: '2026-05-31T22:00:00Z', date: '2026-05-31', zone: 'Europe/Warsaw' },
          recordedAt: '2026-07-01T03:00:00Z',
          data: 'data-1',
          toolVersion: '0.1.0',
          segments: ['none', 'vips'],
        },
        expect.objectContaining({ id: 2, segments: ['none', 'vips'] }),
      ]);
    });
  });

  it('replaces what was recorded at the same as-of, segment by segment', async () => {
    await writing(async (history) => {
      await record(history, '2026-06-01', { vips: ['a'], new: ['x'] });
      await record(history, '2026-06-02', { vips: ['a', 'b'], new: ['y'] });
      await record(history, '2026-06-01', { vips: ['b', 'c'] });
    });
    expect(await sizes()).toEqual([
      ['new', '2026-06-01', 1, null, null],
      ['new', '2026-06-02', 1, 1, 1],
      ['vips', '2026-06-01', 2, null, null],
      ['vips', '2026-06-02', 2, 1, 1],
    ]);
    const runs = await reading(readRuns);
    expect(runs.map((run) => [run.asOf.date, run.segments])).toEqual([
      ['2026-06-01', ['new']],
      ['2026-06-01', ['vips']],
      ['2026-06-02', ['new', 'vips']],
    ]);
  });

  it('keeps how the members of each list were given their arms', async () => {
    const split = (seed: string) => ({
      seed,
      arms: [
        { name: "a'b", share: '0.25' },
        { name: 'control', share: '0.75' },
      ],
    });
    await writing(async (history) => {
      const [first, second] = [
        runOf('2026-06-01', { vips: ['a'] }),
        runOf('2026-06-02', { vips: ['a', 'b'] }),
      ];
      await recordRun(history, {
        ...first,
        segments: first.segments.map((one) => ({ ...one, split: split('spring') })),
      });
      await recordRun(history, second);
      // Between the two, and in place of the first.
      const replaced = { ...runOf('2026-06-01', { vips: ['b'] }), recordedAt: '2026-07-02T03:00:00Z' };
      await recordRun(history, {
        ...replaced,
        segments: replaced.segments.map((one) => ({ ...one, split: split('summer') })),
      });
    });
    const snapshots = await reading((history) => readSnapshots(history, 'vips'));
    expect(snapshots.map((one) => [one.asOf.date, one.recordedAt, one.split])).toEqual([
      ['2026-06-01', '2026-07-02T03:00:00Z', split('summer')],
      ['2026-06-02', '2026-07-01T03:00:00Z', null],
    ]);
  });

  it('forgets a run that was replaced whole', async () => {
    await writing(async (history) => {
      await record(history, '2026-06-01', { vips: ['a'] });
      await record(history, '2026-06-01', { vips: ['b'] });
    });
    expect((await reading(readRuns)).map((run) => run.id)).toEqual([2]);
  });

  it('puts a past as-of between two others', async () => {
    await writing(async (history) => {
      await record(history, '2026-06-01', { vips: ['a', 'b'] });
      await record(history, '2026-06-03', { vips: ['b', 'c'] });
      await record(history, '2026-06-02', { vips: ['a', 'z'] });
      await record(history, '2026-05-01', { vips: ['q'] });
    });
    expect(await sizes('vips')).toEqual([
      ['vips', '2026-05-01', 1, null, null],
      ['vips', '2026-06-01', 2, 2, 1],
      ['vips', '2026-06-02', 2, 1, 1],
      ['vips', '2026-06-03', 2, 2, 2],
    ]);
  });

  it('keeps any key as it is', async () => {
    const keys = ["o'brien", '', '00012', 'żółw', 'a"b', 'A', 'a'];
    await writing((history) => record(history, '2026-06-01', { "it's": keys }));
    await reading(async (history) => {
      const [snapshot] = await readSnapshots(history, "it's");
      expect(await readMembers(history, snapshot!)).toEqual([...keys].sort());
    });
  });

  it('counts a key once and takes numbers as their digits', async () => {
    const run = runOf('2026-06-01', {});
    const members = 'SELECT unnest([1, 1, 2]) AS id';
    const [snapshot] = await writing((history) =>
      recordRun(history, { ...run, segments: [{ segment: 's', definition: 'd', members }] }),
    );
    expect(snapshot?.customers).toBe(2);
    await reading(async (history) => expect(await readMembers(history, snapshot!)).toEqual(['1', '2']));
  });

  it('leaves nothing of a run whose query fails', async () => {
    await writing((history) => record(history, '2026-06-01', { vips: ['a'] }));
    const run = runOf('2026-06-02', { vips: ['b'] });
    const broken = { segment: 'broken', definition: 'd', members: "SELECT error('no')::VARCHAR" };
    await writing(async (history) => {
      await expect(recordRun(history, { ...run, segments: [...run.segments, broken] })).rejects.toMatchObject(
        { exitCode: 3 },
      );
      await record(history, '2026-06-03', { vips: ['c'] });
    });
    expect(await sizes()).toEqual([
      ['vips', '2026-06-01', 1, null, null],
      ['vips', '2026-06-03', 1, 1, 1],
    ]);
  });

  it('works behind a locked-down connection', async () => {
    const history = await openHistory(database, path, { access: 'read-write', ...wait });
    await database.lockDown({ files: [], folders: [] });
    await record(history, '2026-06-01', { vips: ['a'] });
    await closeHistory(history);
    const other = await openDatabase({ threads: 1 });
    const again = await openHistory(other, path, { access: 'read-only', ...wait });
    expect(await readSnapshots(again)).toHaveLength(1);
    other.close();
  });
});

describe('questions', () => {
  beforeEach(() =>
    writing(async (history) => {
      await record(history, '2026-06-01', { vips: ['a', 'b', 'c'] });
      await record(history, '2026-06-02', { vips: ['b', 'c', 'd'] });
      await record(history, '2026-06-03', { vips: ['a', 'c', 'd'], new: ['x'] });
    }),
  );

  it('finds the newest snapshot at or before an instant', async () => {
    await reading(async (history) => {
      const at = async (instant: string) => [
        (await newestSnapshot(history, 'vips', instant))?.asOf.date,
        (await newestSnapshot(history, 'new', instant))?.asOf.date,
      ];
      expect(await at('2026-06-02T22:00:00Z')).toEqual(['2026-06-02', undefined]);
      expect(await at('2026-06-02T21:59:59.999999Z')).toEqual(['2026-06-01', undefined]);
      expect(await at('2026-06-03T22:00:00Z')).toEqual(['2026-06-03', '2026-06-03']);
      expect(await at('2026-06-01T21:00:00Z')).toEqual([undefined, undefined]);
    });
  });

  it('tells entered, left and stayed between any two snapshots', async () => {
    await reading(async (history) => {
      const [first, , third] = await readSnapshots(history, 'vips');
      const forth = changesBetween(await membersQuery(history, first!), await membersQuery(history, third!));
      expect(await database.rows(`${forth} ORDER BY customer`)).toEqual([
        ['a', 'stayed'],
        ['b', 'left'],
        ['c', 'stayed'],
        ['d', 'entered'],
      ]);
      const back = changesBetween(await membersQuery(history, third!), await membersQuery(history, first!));
      expect(await database.rows(`${back} ORDER BY customer`)).toEqual([
        ['a', 'stayed'],
        ['b', 'entered'],
        ['c', 'stayed'],
        ['d', 'left'],
      ]);
    });
  });

  it('tells who stayed in every run since, before an instant', async () => {
    await reading(async (history) => {
      const [first, second] = await readSnapshots(history, 'vips');
      const stayed = async (from: typeof first, before: string) =>
        readKeys(database, await stayedQuery(history, from!, before));
      expect(await stayed(first, '2026-06-01T22:00:00Z')).toEqual(['a', 'b', 'c']);
      expect(await stayed(first, '2026-06-02T22:00:00Z')).toEqual(['a', 'b', 'c']);
      expect(await stayed(first, '2026-06-03T22:00:00Z')).toEqual(['b', 'c']);
      expect(await stayed(first, '2026-06-04T22:00:00Z')).toEqual(['c']);
      expect(await stayed(second, '2026-06-04T22:00:00Z')).toEqual(['c', 'd']);
    });
  });

  it('forgets a person: members, sizes and the bytes on disk', async () => {
    await writing((history) => record(history, '2026-06-04', { vips: ['erase-me-entirely', 'a', 'd'] }));
    await writing((history) => record(history, '2026-06-05', { vips: ['a', 'd'] }));
    expect(readFileSync(path).includes('erase-me-entirely')).toBe(true);
    const forgotten = await forgetCustomers(database, path, ['erase-me-entirely', 'a', 'nobody'], wait);
    expect(forgotten).toBe(2);
    expect(readFileSync(path).includes('erase-me-entirely')).toBe(false);
    expect(await sizes('vips')).toEqual([
      ['vips', '2026-06-01', 2, null, null],
      ['vips', '2026-06-02', 3, 1, 0],
      ['vips', '2026-06-03', 2, 0, 1],
      ['vips', '2026-06-04', 1, 0, 1],
      ['vips', '2026-06-05', 1, 0, 0],
    ]);
    await reading(async (history) => {
      const members = await Promise.all(
        (await readSnapshots(history, 'vips')).map((one) => readMembers(history, one)),
      );
      expect(members).toEqual([['b', 'c'], ['b', 'c', 'd'], ['c', 'd'], ['d'], ['d']]);
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('prunes old snapshots and the people only they knew', async () => {
    expect(await pruneHistory(database, path, { days: 1, date: '2026-06-04' }, wait)).toBe(2);
    expect(await sizes()).toEqual([
      ['new', '2026-06-03', 1, null, null],
      ['vips', '2026-06-03', 3, null, null],
    ]);
    await reading(async (history) => {
      const [snapshot] = await readSnapshots(history, 'vips');
      expect(await readMembers(history, snapshot!)).toEqual(['a', 'c', 'd']);
      expect(await readKeys(database, 'SELECT key FROM history.main.customer')).toEqual(['a', 'c', 'd', 'x']);
      expect(await readRuns(history)).toHaveLength(1);
    });
    expect(await pruneHistory(database, path, { days: 1, date: '2026-06-04' }, wait)).toBe(0);
  });
});
