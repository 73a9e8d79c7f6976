/**
 * Values of customers for the next command. They are computed into a file, with what the lists need beside them, and the
 * lists are made of that: a table of as many columns took three times as long as the file, and all of the memory.
 */
import { join } from 'node:path';
import { UNCLEAN_KEY } from '../database/engine-failure.ts';
import { inOrder, makeOfPacked, packedRows } from '../database/packed-table.ts';
import { makeTable } from '../database/relation.ts';
import {
  describeRows,
  fileColumnsOf,
  type RowsFile,
  readRowsFile,
  readValues,
  writeRowsFile,
} from '../database/values-file.ts';
import { failedFor } from '../diagnostics/failure.ts';
import { measuredKey } from '../plan/measured.ts';
import type { Plan } from '../plan/plan.ts';
import { areSettled, sameStamps, stampsOf } from '../sources/stamp.ts';
import { placeValues } from '../sources/values-folder.ts';
import type { Query, Select } from '../sql/ast.ts';
import { column } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Ids } from './kept.ts';
import { contentOf } from './kept-sources.ts';
import type { ValueId } from './measure-ids.ts';
import { evaluateIn, packingOf, unordered } from './parts.ts';
import { countShared, isSharing, share } from './shared.ts';

/** More values would take longer to write than the lists are worth. */
const MOST_VALUES = 64e6;

/** So much is read again to know its content, where the files have just been written. */
const MOST_DOUBTED_BYTES = 256e6;

interface Evaluated {
  readonly plan: Plan;
  readonly query: Query & { readonly body: Select };
  readonly asked: { readonly where?: unknown; readonly flags?: readonly string[] };
}

/** Whether values that the plan computes are to be kept. */
export function keeps(workspace: Workspace, { plan, asked }: Evaluated, ids: Ids): boolean {
  const known = plan.measures.flatMap((measure) => ids.get(measuredKey(measure)) ?? []);
  const customers = customersOf(workspace);
  const waiting = workspace.keeping?.later.reduce((sum, { values }) => sum + values, 0) ?? 0;
  const values = waiting + customers * (known.length + countShared(workspace));
  const isFew = known.length > 0 && values <= MOST_VALUES;
  return (
    asked.where === undefined && isFew && (isSharing(workspace) || isTellable(workspace, sourcesOf(known)))
  );
}

/** Whether it takes little reading to know what the files of the values hold. */
function isTellable({ stamps, keeping }: Workspace, sources: readonly string[]): boolean {
  const read = sources.map((source) => stamps.get(source)!);
  const young = read.filter((each) => !areSettled(each, keeping!.begun)).flat();
  return young.reduce((sum, { bytes }) => sum + Number(bytes), 0) <= MOST_DOUBTED_BYTES;
}

function sourcesOf(ids: readonly ValueId[]): readonly string[] {
  return [...new Set(ids.flatMap(({ relations }) => relations))];
}

function customersOf({ facts }: Workspace): number {
  return facts.find(({ kind }) => kind === 'customers')?.rows ?? 0;
}

/** Of files whose values stay. */
let made = 0;

/** What is not about the file: other failures are those of the lists without one as well. */
const others = ['interrupted', 'out-of-memory', UNCLEAN_KEY];

/** Makes the relation of the query. The values that it took are kept once the answer is out. */
export async function evaluateKeeping(
  workspace: Workspace,
  planned: Evaluated,
  into: string,
  ids: Ids,
): Promise<void> {
  const written = await writeRows(workspace, planned, `${into}_and_values_${++made}`, ids).catch(
    (error: unknown) => {
      if (others.some((code) => failedFor(code, error))) throw error;
      workspace.keeping?.detail(`cache: values cannot be written: ${(error as Error).message}`);
    },
  );
  if (!written) return evaluateIn(1, workspace, planned, into);
  const { database, keeping } = workspace;
  const { file, packing, measures, sources } = written;
  const rows = readRowsFile(file);
  if (planned.asked.flags) await makeOfPacked(database, into, rows, packing);
  else await makeTable(database, into, inOrder(rows, packing));
  await readValues(database, file.path, { relation: file.relation, columns: file.values });
  share(workspace, { relation: file.relation, names: file.values.map(({ name }) => name), measures });
  if (!keeping) return;
  const values = customersOf(workspace) * file.values.length;
  keeping.later.push({ values, keep: () => keepValues(workspace, file, sources) });
}

/** Undefined where the lists have columns of types that the file would change. */
async function writeRows(
  workspace: Workspace,
  { plan, query, asked }: Evaluated,
  relation: string,
  ids: Ids,
) {
  const { database, dialect } = workspace;
  const packing = packingOf(query, asked.flags ?? [])!;
  const found = plan.measures.flatMap((measure) => {
    const id = ids.get(measuredKey(measure));
    return id ? [{ ...id, expr: column(measure.column, plan.relation) }] : [];
  });
  const { body, ...tables } = unordered(query);
  const items = [...body.items, ...found.map(({ id, expr }) => ({ expr, as: id }))];
  const all = printQuery({ ...tables, body: { ...body, items } }, dialect);
  const names = found.map(({ id }) => id);
  const packed = packedRows(all, packing, names);
  const columns = fileColumnsOf(await describeRows(database, packed), names);
  if (!columns) return undefined;
  const file: RowsFile = { relation, path: join(database.folder, `${relation}.parquet`), ...columns };
  await writeRowsFile(database, packed, file);
  return { file, packing, measures: plan.measures, sources: sourcesOf(found) };
}

/** Keeps what was computed so far for the next command. What cannot be kept is computed again. */
export async function keepComputed({ keeping }: Workspace): Promise<void> {
  for (const { keep } of keeping?.later.splice(0) ?? []) {
    try {
      await keep();
    } catch (error) {
      keeping!.detail(`cache: values cannot be kept: ${(error as Error).message}`);
    }
  }
}

/** The file at the path, of the rows of these relations. */
async function keepValues(
  workspace: Workspace,
  { path, values }: RowsFile,
  sources: readonly string[],
): Promise<void> {
  const { stamps } = workspace;
  if (!isTellable(workspace, sources)) return;
  const { cache, begun } = workspace.keeping!;
  const read = sources.map((source) => ({ source, stamps: stamps.get(source)! }));
  const young = read.filter((each) => !areSettled(each.stamps, begun));
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
    columns: values.map(({ name, isHuge }) => ({ id: name, isHuge })),
  });
}
