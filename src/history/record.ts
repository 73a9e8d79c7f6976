import type { Database } from '../database/database.ts';
import { quoteText } from '../database/quote.ts';
import { type AsOf, compareInstants } from '../model/calendar.ts';
import type { Split } from '../model/segment.ts';
import { changesBetween } from './changes.ts';
import { keepLogPrivate } from './files.ts';
import type { History } from './history.ts';
import { idsQuery } from './members.ts';
import { inTransaction } from './schema.ts';
import { readSnapshots, type Snapshot } from './snapshots.ts';

export interface RunToRecord {
  readonly asOf: AsOf;
  /** Instant, UTC: when the run was made. */
  readonly recordedAt: string;
  /** The fingerprint of the data. */
  readonly data: string;
  readonly toolVersion: string;
  readonly segments: readonly SegmentToRecord[];
}

export interface SegmentToRecord {
  readonly segment: string;
  /** The fingerprint of the definition. */
  readonly definition: string;
  /** A query whose only column is the members' keys. */
  readonly members: string;
  /** How members were given their arms, where they were. */
  readonly split?: Split;
}

/**
 * Records a run, all of it or nothing, and gives the sizes of its segments in their order. What was recorded
 * for the same segment and as-of is replaced. The history must be open for writing, its connection outside
 * a transaction.
 */
export async function recordRun(history: History, run: RunToRecord): Promise<readonly Snapshot[]> {
  const { database } = history;
  keepLogPrivate(history.path);
  return inTransaction(database, async () => {
    const id = await nextNumber(database, 'run');
    await database.run(insertRun(id, run));
    for (const segment of run.segments) await recordSegment(history, id, run.asOf, segment);
    await database.run(
      `DELETE FROM history.main.run WHERE run NOT IN (SELECT run FROM history.main.snapshot)`,
    );
    const recorded = (await readSnapshots(history)).filter((snapshot) => snapshot.run === id);
    return run.segments.flatMap(({ segment }) => recorded.filter((one) => one.segment === segment));
  });
}

function insertRun(id: number, run: RunToRecord): string {
  const { asOf } = run;
  return `INSERT INTO history.main.run VALUES (
    ${id}, ${time(asOf.instant)}, DATE ${quoteText(asOf.date)}, ${quoteText(asOf.zone)},
    ${time(run.recordedAt)}, ${quoteText(run.data)}, ${quoteText(run.toolVersion)})`;
}

async function recordSegment(
  history: History,
  run: number,
  asOf: AsOf,
  segment: SegmentToRecord,
): Promise<void> {
  const { database } = history;
  const snapshots = await readSnapshots(history, segment.segment);
  const earlier = snapshots.filter((one) => compareInstants(one.asOf.instant, asOf.instant) < 0);
  const [next] = snapshots.filter((one) => compareInstants(one.asOf.instant, asOf.instant) > 0);
  const replaced = snapshots.filter((one) => compareInstants(one.asOf.instant, asOf.instant) === 0);
  const previous = earlier.at(-1);

  await numberMembers(database, segment.members);
  if (next !== undefined) await keepIds(database, 'next', idsQuery(snapshots, next));
  if (previous !== undefined) await keepIds(database, 'previous', idsQuery(snapshots, previous));
  for (const old of replaced) await deleteSnapshot(database, old);

  const id = await nextNumber(database, 'snapshot');
  const change = await insertChanges(database, id, previous && 'previous', 'recorded');
  const customers = await countRows(database, 'recorded');
  const isWhole = rowsToRead(earlier) + change.entered + change.left > 2 * customers;
  if (isWhole) {
    await database.run(
      `INSERT INTO history.main.whole SELECT ${id}, customer FROM temp.history_recorded ORDER BY customer`,
    );
  }
  await database.run(`INSERT INTO history.main.snapshot VALUES (
    ${id}, ${run}, ${quoteText(segment.segment)}, ${time(asOf.instant)}, ${quoteText(segment.definition)},
    ${customers}, ${previous ? change.entered : null}, ${previous ? change.left : null}, ${isWhole},
    ${segment.split ? quoteText(JSON.stringify(segment.split)) : null})`);
  if (next !== undefined) await rebase(database, next);
}

/** `temp.history_recorded` gets the ids of the members; whoever is new gets one. */
async function numberMembers(database: Database, members: string): Promise<void> {
  const first = await nextNumber(database, 'customer');
  await database.run(`CREATE OR REPLACE TEMP TABLE history_found AS
    SELECT customer, CASE WHEN customer IS NULL THEN key END AS new_key
    FROM (SELECT CAST(member AS VARCHAR) AS key FROM (${members}) AS members(member))
    LEFT JOIN history.main.customer USING (key)`);
  await database.run(`INSERT INTO history.main.customer
    SELECT ${first} + row_number() OVER (ORDER BY new_key) - 1, new_key
    FROM (SELECT DISTINCT new_key FROM temp.history_found WHERE new_key IS NOT NULL)
    ORDER BY new_key`);
  await keepIds(
    database,
    'recorded',
    `SELECT DISTINCT customer FROM temp.history_found WHERE customer IS NOT NULL
    UNION ALL
    SELECT customer FROM history.main.customer WHERE customer >= ${first}`,
  );
}

async function keepIds(database: Database, name: string, ids: string): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE history_${name} AS ${ids}`);
}

/** Writes what changed from one kept list (nobody, when absent) to another. */
async function insertChanges(
  database: Database,
  snapshot: number,
  before: string | undefined,
  after: string,
): Promise<{ readonly entered: number; readonly left: number }> {
  await database.run(`INSERT INTO history.main.change
    SELECT ${snapshot}, customer, step FROM (${differences(before, after)}) ORDER BY step DESC, customer`);
  const [row] = await database.rows(`SELECT count_if(step = 1), count_if(step = -1)
    FROM history.main.change WHERE snapshot = ${snapshot}`);
  return { entered: Number(row?.[0]), left: Number(row?.[1]) };
}

function differences(before: string | undefined, after: string): string {
  if (before === undefined) return `SELECT customer, 1 AS step FROM temp.history_${after}`;
  const [was, now] = [before, after].map((name) => `SELECT customer FROM temp.history_${name}`);
  return `SELECT customer, CASE change WHEN 'entered' THEN 1 ELSE -1 END AS step
    FROM (${changesBetween(was!, now!)}) WHERE change <> 'stayed'`;
}

/** Changes that must be summed for the newest of the snapshots, which are in the order of as-of. */
function rowsToRead(snapshots: readonly Snapshot[]): number {
  let rows = 0;
  for (const snapshot of snapshots) {
    const isStart = snapshot.isWhole || snapshot.entered === null || snapshot.left === null;
    rows = isStart ? snapshot.customers : rows + snapshot.entered + snapshot.left;
  }
  return rows;
}

/** The snapshot after the recorded one now counts its changes from there. */
async function rebase(database: Database, next: Snapshot): Promise<void> {
  await database.run(`DELETE FROM history.main.change WHERE snapshot = ${next.id}`);
  const { entered, left } = await insertChanges(database, next.id, 'recorded', 'next');
  await database.run(`UPDATE history.main.snapshot SET entered = ${entered}, "left" = ${left}
    WHERE snapshot = ${next.id}`);
}

async function deleteSnapshot(database: Database, snapshot: Snapshot): Promise<void> {
  for (const table of ['change', 'whole', 'snapshot']) {
    await database.run(`DELETE FROM history.main.${table} WHERE snapshot = ${snapshot.id}`);
  }
}

async function nextNumber(database: Database, table: 'run' | 'snapshot' | 'customer'): Promise<number> {
  const [row] = await database.rows(`SELECT coalesce(max(${table}), 0) + 1 FROM history.main.${table}`);
  return Number(row?.[0]);
}

async function countRows(database: Database, table: string): Promise<number> {
  const [row] = await database.rows(`SELECT count(*) FROM temp.history_${table}`);
  return Number(row?.[0]);
}

function time(instant: string): string {
  return `TIMESTAMPTZ ${quoteText(instant)}`;
}
