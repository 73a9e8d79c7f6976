/**
 * Values of customers that an earlier command computed from the same files. The answer is the same with and without:
 * what cannot be found is computed.
 */
import { join } from 'node:path';
import { readValues, type ValueColumn } from '../database/values-file.ts';
import { failedFor } from '../diagnostics/failure.ts';
import { type KeptColumn, type Measured, measuredKey } from '../plan/measured.ts';
import { dropValues, listValues, takeValues, type ValuesEntry } from '../sources/values-folder.ts';
import type { Keeping } from '../workspace/keeping.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { currentIn } from './kept-sources.ts';
import type { ValueId } from './measure-ids.ts';
import { findShared, isSharing } from './shared.ts';

/** Of fewer events everything is computed before a file is written. */
const FEWEST_EVENTS = 10_000;

/** Each is joined to the customers. */
const MOST_JOINED = 6;

/** What values are, by `measuredKey`. */
export type Ids = ReadonlyMap<string, ValueId>;

export interface Found {
  readonly ids: Ids;
  /** By `measuredKey`. */
  readonly columns: ReadonlyMap<string, KeptColumn>;
}

/** Which of the measures are there, and what all of them are; undefined where nothing is kept. */
export async function findKept(
  workspace: Workspace,
  measures: readonly Measured[],
  idOf: (measured: Measured) => ValueId | undefined,
): Promise<Found | undefined> {
  const { keeping } = workspace;
  if (!(keeping || isSharing(workspace)) || !isWorthKeeping(workspace, measures)) return undefined;
  const ids = new Map<string, ValueId>();
  const columns = new Map<string, KeptColumn>();
  for (const measured of measures) {
    const [key, id] = [measuredKey(measured), idOf(measured)];
    if (id === undefined) continue;
    ids.set(key, id);
    const here = findShared(workspace, measured, idOf);
    if (here) columns.set(key, here);
  }
  if (!keeping || columns.size === ids.size) return { ids, columns };
  const others = new Map([...ids].filter(([key]) => !columns.has(key)));
  try {
    return { ids, columns: new Map([...columns, ...(await readKept(workspace, keeping, others))]) };
  } catch (error) {
    if (failedFor('interrupted', error)) throw error;
    keeping.detail(`cache: values cannot be read: ${(error as Error).message}`);
    return { ids, columns };
  }
}

function isWorthKeeping({ facts }: Workspace, measures: readonly Measured[]): boolean {
  const tables = new Set(measures.map(({ value }) => value.rows.table));
  const events = facts.filter(({ table }) => tables.has(table));
  return events.reduce((sum, { rows }) => sum + rows, 0) >= FEWEST_EVENTS;
}

async function readKept(
  workspace: Workspace,
  { cache, detail }: Keeping,
  ids: Ids,
): Promise<ReadonlyMap<string, KeptColumn>> {
  const wanted = new Map([...ids].map(([key, { id, relations }]) => [id, { key, relations }]));
  const found = new Map<string, KeptColumn>();
  let joined = 0;
  const current: { readonly entry: ValuesEntry; readonly isOf: (relation: string) => boolean }[] = [];
  for (const entry of listValues(cache)) current.push({ entry, isOf: await currentIn(entry, workspace) });
  const wantedOf = ({ entry, isOf }: (typeof current)[number]) =>
    entry.columns.flatMap(({ id }) => (wanted.get(id)?.relations.every(isOf) ? [id] : []));
  for (const one of current.toSorted((a, b) => wantedOf(b).length - wantedOf(a).length)) {
    const columns = wantedOf(one);
    if (columns.length === 0 || joined === MOST_JOINED) continue;
    const { entry } = one;
    const relation = await openValues(entry, workspace);
    if (relation === undefined) {
      detail(`cache: \`${entry.place}\` is damaged`);
      dropValues(entry.place);
      continue;
    }
    joined++;
    for (const id of columns) {
      found.set(wanted.get(id)!.key, { relation, column: id });
      wanted.delete(id);
    }
  }
  detail(`cache: ${found.size} of ${ids.size} values of customers were there`);
  return found;
}

/** By the folder of the database: what was opened already. */
const opened = new WeakMap<object, Set<string>>();

/** The relation of the values, copied to where nobody else writes; undefined where they are not what they were. */
async function openValues(entry: ValuesEntry, { database }: Workspace): Promise<string | undefined> {
  const { file, columns } = entry;
  const relation = `kept_values_${file.sha256.slice(0, 16)}`;
  const known = opened.get(database) ?? new Set();
  opened.set(database, known);
  if (known.has(relation)) return relation;
  const path = join(database.folder, `${relation}.parquet`);
  if (!(await takeValues(entry, path))) return undefined;
  const named = columns.map(({ id, isHuge }): ValueColumn => ({ name: id, isHuge }));
  await readValues(database, path, { relation, columns: named });
  known.add(relation);
  return relation;
}
