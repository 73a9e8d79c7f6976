/** Recording lists written by hand. */
import type { Database } from '../../src/database/database.ts';
import { quoteText } from '../../src/database/quote.ts';
import type { History } from '../../src/history/history.ts';
import { membersQuery } from '../../src/history/members.ts';
import { type RunToRecord, recordRun } from '../../src/history/record.ts';
import type { Snapshot } from '../../src/history/snapshots.ts';
import { resolveAsOf } from '../../src/model/calendar.ts';

export function listQuery(keys: readonly string[]): string {
  return `SELECT unnest([${keys.map(quoteText).join(', ')}]::VARCHAR[]) AS customer`;
}

export function runOf(date: string, lists: Readonly<Record<string, readonly string[]>>): RunToRecord {
  return {
    asOf: resolveAsOf(date, 'Europe/Warsaw')!,
    recordedAt: '2026-07-01T03:00:00Z',
    data: 'data-1',
    toolVersion: '0.1.0',
    segments: Object.entries(lists).map(([segment, keys]) => ({
      segment,
      definition: `definition of ${segment}`,
      members: listQuery(keys),
    })),
  };
}

export function record(
  history: History,
  date: string,
  lists: Readonly<Record<string, readonly string[]>>,
): Promise<readonly Snapshot[]> {
  return recordRun(history, runOf(date, lists));
}

export async function readMembers(history: History, snapshot: Snapshot): Promise<readonly string[]> {
  return readKeys(history.database, await membersQuery(history, snapshot));
}

/** The query's first column, in order. */
export async function readKeys(database: Database, query: string): Promise<readonly string[]> {
  const rows = await database.rows(query);
  return rows.map(([key]) => String(key)).sort();
}
