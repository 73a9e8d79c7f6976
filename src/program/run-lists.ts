/** The lists of a run: all in one, or a file for each segment. */

import type { ResultColumn } from '../database/copy.ts';
import type { Database } from '../database/database.ts';
import { shapeLists } from '../evaluation/lists.ts';
import type { Membership } from '../evaluation/membership.ts';
import type { Changes } from '../evaluation/recording.ts';
import type { Segment } from '../model/segment.ts';
import { type FolderWriter, writeFolderAtomically } from '../output/atomic.ts';
import { type Destination, ensureFolder, type Folder, fileName } from '../output/destination.ts';
import { excelOf } from '../output/excel.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { openAnswer, sayPart } from './answer.ts';
import type { OptionValues } from './command.ts';
import type { Context } from './context.ts';
import {
  isCopied,
  type ListStyle,
  type Lists,
  listChunks,
  listTable,
  listWriter,
  saveLists,
} from './lists.ts';
import type { outputOptions } from './options.ts';

export type ListOptions = OptionValues<typeof outputOptions>;

/** An evaluated run on its way out. */
export interface Evaluated {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly segments: readonly Segment[];
  readonly chosen: ListOptions;
  readonly membership: Membership;
}

/** A run whose lists are written and that is compared with the one before. */
export interface Writing extends Evaluated {
  /** Since the newest earlier recorded run. */
  readonly changes: Changes;
}

/** All lists in one: to standard output or to one file. */
export async function writeLists(writing: Evaluated, destination: Destination): Promise<void> {
  const { context, workspace, chosen, membership } = writing;
  const style = styleOf(chosen, destination);
  const lists = unitedLists(workspace, membership, chosen.rows);
  if (!isCopied(style)) {
    const answer = await openAnswer(context, chosen, 'members');
    await answer.write(await listTable(workspace.database, lists, membership.key));
  } else if (destination.kind === 'stdout') {
    await context.stdout.writeData(listChunks(workspace.database, lists, style));
  } else if (destination.kind === 'file') {
    await saveLists(workspace.database, lists, style, destination.path);
  }
  if (chosen.rows === undefined) return;
  const all = [...membership.sizes.values()].reduce((sum, size) => sum + size, 0);
  sayPart(context, Math.min(chosen.rows, all), all);
}

export function listFiles({ segments }: Evaluated, folder: Folder): readonly string[] {
  return segments.map(({ name }) => fileName(folder, name));
}

/** A file for each segment; gives the seconds that each took. */
export async function writeFolder(writing: Evaluated, folder: Folder): Promise<ReadonlyMap<string, number>> {
  const { context, workspace, membership } = writing;
  const seconds = new Map<string, number>();
  await ensureFolder(folder);
  const written = context.onInterrupt(() => undefined);
  await writeFolderAtomically(folder.path, async (writer) => {
    const into = { folder, writer, typed: typedByShape(workspace.database) };
    for (const segment of membership.segments) {
      const started = context.elapsed();
      await writeList(writing, segment, into);
      seconds.set(segment.name, (context.elapsed() - started) / 1000);
    }
  }).finally(written);
  return seconds;
}

async function writeList(
  { context, workspace, chosen, membership }: Evaluated,
  segment: PlannedSegment,
  { folder, writer, typed }: Into,
): Promise<void> {
  const style = styleOf(chosen, folder);
  const lists = ownList(workspace, membership, segment);
  if (isCopied(style)) {
    const write = await listWriter(workspace.database, await typed(lists, segment), style);
    return writer.write(fileName(folder, segment.name), write);
  }
  const answer = await openAnswer(context, chosen, segment.name);
  await answer.write(await listTable(workspace.database, lists, membership.key), segment.name);
}

interface Into {
  readonly folder: Folder;
  readonly writer: FolderWriter;
  readonly typed: (lists: Lists, segment: PlannedSegment) => Promise<Lists>;
}

/** The lists with the types of their columns, which those of the same columns have alike: it is asked for once. */
function typedByShape(database: Database): Into['typed'] {
  const known = new Map<string, Promise<readonly ResultColumn[]>>();
  return async (lists, { arm, columns }) => {
    const shape = JSON.stringify([arm ?? null, columns.map(({ name, column }) => [name, column])]);
    const types = known.get(shape) ?? database.columns(lists.queries[0]!.sql);
    known.set(shape, types);
    return { ...lists, columns: await types };
  };
}

function styleOf({ excel }: ListOptions, { format }: Destination): ListStyle {
  return { format, excel: excel === undefined ? undefined : excelOf(excel) };
}

/** The lists of all segments by name, under the union of their columns; the first rows of them all. */
function unitedLists({ dialect }: Workspace, { key, segments, sizes }: Membership, rows?: number): Lists {
  const inOrder = segments.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const shape = shapeLists({ key, segments: inOrder }, 'segment');
  let left = rows ?? Number.POSITIVE_INFINITY;
  const queries = inOrder.map((segment) => {
    const wanted = Math.min(left, sizes.get(segment.name) ?? 0);
    left -= wanted;
    const body = shape.select(segment, rows === undefined ? undefined : wanted);
    return { sql: `(${printQuery({ with: [], body }, dialect)})`, rows: wanted };
  });
  return { names: shape.names, queries };
}

function ownList({ dialect }: Workspace, { key, sizes }: Membership, segment: PlannedSegment): Lists {
  const { names, select } = shapeLists({ key, segments: [segment] }, 'none');
  const sql = `(${printQuery({ with: [], body: select(segment) }, dialect)})`;
  return { names, queries: [{ sql, rows: sizes.get(segment.name) ?? 0 }] };
}
