/** What killed processes leave beside a history is gone when it is next written. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { closeHistory, openHistory } from '../../src/history/history.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-leftovers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('drafts and half-made copies are removed, and nothing else', async () => {
  const path = join(folder, 'h.duckdb');
  const own = ['h.duckdb', 'h.duckdb.bak', 'h.duckdb.newest', 'other.duckdb.compact'];
  const left = ['h.duckdb.compact', 'h.duckdb.compact.wal', 'h.duckdb.new-4711', 'h.duckdb.new-0a1b.wal'];
  for (const name of [...own.slice(1), ...left]) writeFileSync(join(folder, name), 'people');
  const database = await openDatabase({ threads: 1 });
  await closeHistory(await openHistory(database, path, { access: 'read-write', lockWaitSeconds: 0 }));
  database.close();
  // The engine's log of what is written is there from the start, empty, so that it is private.
  expect(readdirSync(folder).sort()).toEqual([...own, 'h.duckdb.wal'].sort());
});
