/** Who was in: queries for the engine, since lists of people never pass through JavaScript. */
import { compareInstants } from '../model/calendar.ts';
import type { History } from './history.ts';
import { readSnapshots, type Snapshot } from './snapshots.ts';

/** A query of the snapshot's members: one column `customer`, the key as text, each once, in no order. */
export async function membersQuery(history: History, snapshot: Snapshot): Promise<string> {
  return withKeys(idsQuery(await readSnapshots(history, snapshot.segment), snapshot));
}

/**
 * A query of those who were in the snapshot and in every later one of its segment with an as-of before the
 * instant: one column `customer`. Leaving and coming back between two recorded runs is not seen.
 */
export async function stayedQuery(history: History, since: Snapshot, before: string): Promise<string> {
  const snapshots = await readSnapshots(history, since.segment);
  const later = snapshots.filter((snapshot) => isBetween(snapshot, since.asOf.instant, before));
  const start = idsQuery(snapshots, since);
  if (later.length === 0) return withKeys(start);
  return withKeys(`SELECT customer FROM (${start})
ANTI JOIN (SELECT customer FROM history.main.change WHERE ${isOneOf(later)} AND step = -1) AS gone
  USING (customer)`);
}

/**
 * A query of the ids of a snapshot's members (one column `customer`), from all snapshots of its segment in
 * the order of as-of.
 */
export function idsQuery(snapshots: readonly Snapshot[], snapshot: Snapshot): string {
  const last = snapshots.findIndex((candidate) => candidate.id === snapshot.id);
  const first = Math.max(
    0,
    snapshots.findLastIndex(({ isWhole }, index) => isWhole && index <= last),
  );
  const start = snapshots[first]!;
  const steps = snapshots.slice(start.isWhole ? first + 1 : first, last + 1);
  if (!start.isWhole) return summed(changes(steps));
  const whole = `SELECT customer, 1 AS step FROM history.main.whole WHERE ${isOneOf([start])}`;
  return steps.length === 0
    ? `SELECT customer FROM (${whole})`
    : summed(`${whole} UNION ALL ${changes(steps)}`);
}

function changes(snapshots: readonly Snapshot[]): string {
  return `SELECT customer, step FROM history.main.change WHERE ${isOneOf(snapshots)}`;
}

function summed(steps: string): string {
  return `SELECT customer FROM (${steps}) GROUP BY customer HAVING sum(step) > 0`;
}

function isOneOf(snapshots: readonly Snapshot[]): string {
  return `snapshot IN (${snapshots.map(({ id }) => id).join(', ')})`;
}

function isBetween(snapshot: Snapshot, after: string, before: string): boolean {
  const { instant } = snapshot.asOf;
  return compareInstants(instant, after) > 0 && compareInstants(instant, before) < 0;
}

function withKeys(ids: string): string {
  return `SELECT key AS customer FROM (${ids}) JOIN history.main.customer USING (customer)`;
}
