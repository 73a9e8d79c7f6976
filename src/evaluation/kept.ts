/**
 * Values of customers that an earlier command computed from the same files, and those of this one for the next. The
 * answer is the same with and without: what cannot be kept or found is computed.
 */
import { join } from 'node:path';
import { makeTable } from '../database/relation.ts';
import { keepable, readValues, type ValueColumn, writeValues } from '../database/values-file.ts';
import { failedFor } from '../diagnostics/failure.ts';
import { type KeptColumn, type Measured, measuredKey } from '../plan/measured.ts';
import type { Plan } from '../plan/plan.ts';
import { areSettled, sameStamps, stampsOf } from '../sources/stamp.ts';
import {
  dropValues,
  listValues,
  placeValues,
  takeValues,
  type ValuesEntry,
} from '../sources/values-folder.ts';
import type { Query, Select } from '../sql/ast.ts';
import { ascending, column } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Keeping } from '../workspace/keeping.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contentOf, currentIn } from './kept-sources.ts';
import type { ValueId } from './measure-ids.ts';
import { countShared, findShared, isSharing, share } from './shared.ts';

/** Of fewer events everything is computed before a file is written. */
const FEWEST_EVENTS = 10_000;

/** More values would take more memory beside the lists than the lists are worth. */
const MOST_VALUES = 64e6;

/** So much is read again to know its content, where the files have just been written. */
const MOST_DOUBTED_BYTES = 256e6;

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

interface Evaluated {
  readonly plan: Plan;
  readonly query: Query & { readonly body: Select };
  readonly asked: { readonly where?: unknown };
}

/** Whether values that the plan computes are to be kept. */
export function keeps(workspace: Workspace, { plan, asked }: Evaluated, ids: Ids): boolean {
  const known = plan.measures.filter((measure) => ids.has(measuredKey(measure)));
  const customers = customersOf(workspace);
  const waiting = workspace.keeping?.later.reduce((sum, { values }) => sum + values, 0) ?? 0;
  const values = waiting + customers * (known.length + countShared(workspace));
  return asked.where === undefined && known.length > 0 && values <= MOST_VALUES;
}

function customersOf({ facts }: Workspace): number {
  return facts.find(({ kind }) => kind === 'customers')?.rows ?? 0;
}

/** Of relations whose values stay. */
let made = 0;

/** Makes the relation of the query. The values that it took are kept once the answer is out. */
export async function evaluateKeeping(
  workspace: Workspace,
  { plan, query }: Evaluated,
  into: string,
  ids: Ids,
): Promise<void> {
  const { database, dialect, keeping } = workspace;
  const { orderBy, ...body } = query.body;
  const values = plan.measures.flatMap((measure) => {
    const found = ids.get(measuredKey(measure));
    if (!found) return [];
    return [{ expr: column(measure.column, plan.relation), as: found.id, relations: found.relations }];
  });
  const wide = `${into}_and_values_${++made}`;
  const kept = values.map(({ expr, as }) => ({ expr, as }));
  const all: Query = { ...query, body: { ...body, items: [...body.items, ...kept] } };
  await makeTable(database, wide, printQuery(all, dialect));
  const items = body.items.map(({ as }) => ({ expr: column(as), as }));
  const key = items[0]!;
  const order = orderBy ? { orderBy: [ascending(key.expr)] } : {};
  const lists: Query = { with: [], body: { kind: 'select', items, from: { relation: wide }, ...order } };
  await makeTable(database, into, printQuery(lists, dialect));
  const names = values.map(({ as }) => as);
  const sources = [...new Set(values.flatMap(({ relations }) => relations))];
  const written = { relation: wide, key: key.as, names, sources };
  await share(workspace, { ...written, measures: plan.measures });
  if (!keeping) return;
  const keep = () => keepValues(workspace, written);
  keeping.later.push({ values: customersOf(workspace) * names.length, keep });
}

/** Keeps what was computed for the next command. What cannot be kept is computed again. */
export async function keepComputed({ keeping }: Workspace): Promise<void> {
  for (const { keep } of keeping?.later ?? []) {
    try {
      await keep();
    } catch (error) {
      keeping!.detail(`cache: values cannot be kept: ${(error as Error).message}`);
    }
  }
}

interface Written {
  readonly relation: string;
  readonly key: string;
  readonly names: readonly string[];
  /** The relations of which they are. */
  readonly sources: readonly string[];
}

async function keepValues(workspace: Workspace, { relation, key, names, sources }: Written): Promise<void> {
  const { database, stamps } = workspace;
  const { cache, begun } = workspace.keeping!;
  const read = sources.map((source) => ({ source, stamps: stamps.get(source)! }));
  const young = read.filter((each) => !areSettled(each.stamps, begun));
  const doubted = young.flatMap((each) => each.stamps).reduce((sum, { bytes }) => sum + Number(bytes), 0);
  if (doubted > MOST_DOUBTED_BYTES) return;
  const columns = await keepable(database, relation, names);
  const path = join(database.folder, `${relation}.parquet`);
  await writeValues(database, path, { relation, key, columns });
  const digests = new Map<string, string | undefined>();
  for (const { source } of young) digests.set(source, await contentOf(source, workspace));
  const all = read.flatMap((each) => each.stamps);
  const isSame = sameStamps(all, stampsOf(all.map((stamp) => stamp.path)));
  if (!isSame || [...digests.values()].includes(undefined)) return;
  const said = read.map((each) => {
    const digest = digests.get(each.source);
    return [each.source, { stamps: each.stamps, ...(digest === undefined ? {} : { digest }) }] as const;
  });
  await placeValues(cache, path, {
    sources: Object.fromEntries(said),
    customers: customersOf(workspace),
    columns: columns.map(({ name, isHuge }) => ({ id: name, isHuge })),
  });
}
