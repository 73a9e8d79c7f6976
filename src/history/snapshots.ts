/** What was recorded, when and how many: the answers that need no members. */
import { quoteText } from '../database/quote.ts';
import { type AsOf, compareInstants, parseInstant } from '../model/calendar.ts';
import type { Split } from '../model/segment.ts';
import type { Cell } from '../model/table.ts';
import type { History } from './history.ts';

/** What was recorded in one go and has not been replaced since. */
export interface Run {
  readonly id: number;
  readonly asOf: AsOf;
  /** Instant, UTC. */
  readonly recordedAt: string;
  /** The fingerprint of the data. */
  readonly data: string;
  readonly toolVersion: string;
  /** By name. */
  readonly segments: readonly string[];
}

/** One segment at one recorded as-of. */
export interface Snapshot {
  readonly id: number;
  readonly run: number;
  readonly segment: string;
  readonly asOf: AsOf;
  /** The fingerprint of the segment's definition. */
  readonly definition: string;
  readonly customers: number;
  /** Against the segment's snapshot just before; missing in its first. `entered - left` is the change in size. */
  readonly entered: number | null;
  readonly left: number | null;
  /** Whether its list is stored whole beside its changes. */
  readonly isWhole: boolean;
  /** Instant, UTC: when its run was made. */
  readonly recordedAt: string;
  /** How its members were given their arms; null where they were given none, or by a version that did not keep it. */
  readonly split: Split | null;
}

/** Every run, in the order of as-of, then of recording. */
export async function readRuns(history: History): Promise<readonly Run[]> {
  const rows = await history.database.objects(`
    SELECT run, as_of, as_of_date, zone, recorded_at, data, tool,
      (SELECT to_json(list(segment ORDER BY segment)) FROM history.main.snapshot
        WHERE snapshot.run = run.run)::VARCHAR AS segments
    FROM history.main.run
    ORDER BY as_of, run`);
  return rows.map((row) => ({
    id: Number(row['run']),
    asOf: asOf(row),
    recordedAt: instant(row['recorded_at']),
    data: String(row['data']),
    toolVersion: String(row['tool']),
    segments: JSON.parse(String(row['segments'])) as string[],
  }));
}

/** The snapshots of one segment, or of all, by segment and as-of. */
export async function readSnapshots(history: History, segment?: string): Promise<readonly Snapshot[]> {
  const rows = await history.database.objects(`
    SELECT snapshot, run, segment, as_of, as_of_date, zone, definition, customers, entered, "left", is_whole,
      recorded_at, split
    FROM history.main.snapshot JOIN history.main.run USING (run, as_of)
    ${segment === undefined ? '' : `WHERE segment = ${quoteText(segment)}`}
    ORDER BY segment, as_of`);
  return rows.map((row) => ({
    id: Number(row['snapshot']),
    run: Number(row['run']),
    segment: String(row['segment']),
    asOf: asOf(row),
    definition: String(row['definition']),
    customers: Number(row['customers']),
    entered: count(row['entered']),
    left: count(row['left']),
    isWhole: row['is_whole'] === true,
    recordedAt: instant(row['recorded_at']),
    split: typeof row['split'] === 'string' ? (JSON.parse(row['split']) as Split) : null,
  }));
}

/** The segment's snapshot with the newest as-of at or before the instant. */
export async function newestSnapshot(
  history: History,
  segment: string,
  atOrBefore: string,
): Promise<Snapshot | undefined> {
  const snapshots = await readSnapshots(history, segment);
  return snapshots.findLast((snapshot) => compareInstants(snapshot.asOf.instant, atOrBefore) <= 0);
}

type Row = Readonly<Record<string, Cell>>;

function asOf(row: Row): AsOf {
  return { instant: instant(row['as_of']), date: String(row['as_of_date']), zone: String(row['zone']) };
}

/** As the calendar writes it. */
function instant(cell: Cell | undefined): string {
  return parseInstant(String(cell)) ?? String(cell);
}

function count(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}
