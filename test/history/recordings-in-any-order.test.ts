import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { changesBetween } from '../../src/history/changes.ts';
import { forgetCustomers } from '../../src/history/forget.ts';
import { closeHistory, type History, openHistory } from '../../src/history/history.ts';
import { membersQuery, stayedQuery } from '../../src/history/members.ts';
import { pruneHistory } from '../../src/history/prune.ts';
import { readSnapshots } from '../../src/history/snapshots.ts';
import { addDays } from '../../src/model/calendar.ts';
import { readKeys, readMembers, record } from './recording.ts';

/** The naive history: the list of every segment and date, and nothing clever. */
type Naive = Map<string, Map<string, ReadonlySet<string>>>;

const keys = [...'abcdefghijkl'];
const segments = ['s', 't'];
const end = '2027-01-01T00:00:00Z';

const recording = fc.record({
  day: fc.nat({ max: 9 }),
  lists: fc.dictionary(fc.constantFrom(...segments), fc.subarray(keys), { minKeys: 1 }),
});
const step = fc.oneof(
  { weight: 12, arbitrary: recording.map((value) => ({ kind: 'record' as const, ...value })) },
  {
    weight: 1,
    arbitrary: fc.subarray(keys, { maxLength: 2 }).map((who) => ({ kind: 'forget' as const, who })),
  },
  { weight: 1, arbitrary: fc.nat({ max: 9 }).map((day) => ({ kind: 'prune' as const, day })) },
);

it('any recordings in any order, forgetting and pruning, give the members of a naive map', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'history-test-'));
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const path = join(mkdtempSync(join(folder, 'one-')), 'history.duckdb');
        const naive: Naive = new Map();
        const database = await openDatabase({ threads: 1 });
        try {
          let history = await openHistory(database, path, { access: 'read-write', lockWaitSeconds: 0 });
          for (const one of steps) {
            if (one.kind === 'record') {
              const date = addDays('2026-06-01', one.day);
              await record(history, date, one.lists);
              for (const [name, list] of Object.entries(one.lists)) noteList(naive, name, date, list);
              continue;
            }
            await closeHistory(history);
            if (one.kind === 'forget') {
              await forgetCustomers(database, path, one.who, { lockWaitSeconds: 0 });
              forgetNaively(naive, one.who);
            } else {
              const date = addDays('2026-06-01', one.day);
              await pruneHistory(database, path, { days: 0, date }, { lockWaitSeconds: 0 });
              for (const dates of naive.values()) {
                for (const recorded of dates.keys()) if (recorded < date) dates.delete(recorded);
              }
            }
            history = await openHistory(database, path, { access: 'read-write', lockWaitSeconds: 0 });
          }
          for (const name of segments) await compare(history, naive, name);
        } finally {
          database.close();
        }
      }),
      { seed: 20260630, numRuns: 20, interruptAfterTimeLimit: 80_000 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function noteList(naive: Naive, name: string, date: string, list: readonly string[]): void {
  const dates = naive.get(name) ?? new Map<string, ReadonlySet<string>>();
  naive.set(name, dates.set(date, new Set(list)));
}

function forgetNaively(naive: Naive, who: readonly string[]): void {
  for (const dates of naive.values()) {
    for (const [date, list] of dates) dates.set(date, new Set([...list].filter((key) => !who.includes(key))));
  }
}

async function compare(history: History, naive: Naive, name: string): Promise<void> {
  const expected = [...(naive.get(name) ?? new Map<string, ReadonlySet<string>>())].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const snapshots = await readSnapshots(history, name);
  expect(snapshots.map((one) => one.asOf.date)).toEqual(expected.map(([date]) => date));
  for (const [index, snapshot] of snapshots.entries()) {
    const list = expected[index]![1];
    const before = expected[index - 1]?.[1];
    expect(await readMembers(history, snapshot)).toEqual([...list].sort());
    expect([snapshot.customers, snapshot.entered, snapshot.left]).toEqual([
      list.size,
      before ? [...list].filter((key) => !before.has(key)).length : null,
      before ? [...before].filter((key) => !list.has(key)).length : null,
    ]);
    const later = expected.slice(index).map(([, members]) => members);
    const stayed = await readKeys(history.database, await stayedQuery(history, snapshot, end));
    expect(stayed).toEqual([...list].filter((key) => later.every((members) => members.has(key))).sort());
    const movement = changesBetween(
      await membersQuery(history, snapshots[0]!),
      await membersQuery(history, snapshot),
    );
    expect(
      await readKeys(history.database, `SELECT customer FROM (${movement}) WHERE change = 'entered'`),
    ).toEqual([...list].filter((key) => !expected[0]![1].has(key)).sort());
  }
}
