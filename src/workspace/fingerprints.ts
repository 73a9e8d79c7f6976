/** What tells whether data or definitions are the same as in another run. */
import { createHash } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { dependencies, inOrder, stageNode } from '../check/order.ts';
import { resolveAsOf } from '../model/calendar.ts';
import type { Segment, StageSet } from '../model/segment.ts';
import { keyOf } from '../plan/intern.ts';
import { fileOnDisk } from '../sources/container.ts';
import { digestFiles } from '../sources/digests.ts';
import type { LeftOut } from '../sources/loaded.ts';
import { refuseChanged } from './unchanged.ts';
import type { Workspace } from './workspace.ts';

/** Stands in a folder of lists and tells the run that they are of. */
export const RUN_FILE = 'run.json';

export interface TablePrint {
  readonly table: string;
  /** Rows in use; those of the files are these and the ones left out. */
  readonly rows: number;
  readonly left_out: readonly LeftOut[];
  /** The newest time of the table, where it has times. */
  readonly last: string | null;
  readonly files: readonly { readonly file: string; readonly bytes: number; readonly sha256: string }[];
}

/** The files of every table: SHA-256 of their bytes, of what holds them where they stand in an archive or a workbook; read until the signal where the cache does not know it. */
export async function fingerprintData(
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<readonly TablePrint[]> {
  const { facts, project, cacheFolder } = workspace;
  const pathOf = (file: string): string => fileOnDisk(isAbsolute(file) ? file : join(project.folder, file));
  const paths = facts.flatMap(({ files }) => files.map(pathOf));
  const digests = await digestFiles(paths, cacheFolder, signal);
  refuseChanged(workspace);
  return facts.map(({ table, rows, leftOut, last, files }) => ({
    table,
    rows,
    left_out: leftOut.filter((left) => left.rows > 0),
    last: last?.replace(' ', 'T') ?? null,
    files: files.map((file) => ({ file, ...digests.get(pathOf(file))! })),
  }));
}

/** One fingerprint of all of it. */
export function dataFingerprint(tables: readonly TablePrint[]): string {
  return sha256(JSON.stringify(tables.map(({ table, files }) => [table, files.map((file) => file.sha256)])));
}

/** Windows become dates at the as-of of a run, so definitions are compared as they would be at one day. */
const COMPARED_AT = '2001-01-01';

/**
 * A fingerprint of each segment's meaning: what is bound, with all that it leads to. Titles, descriptions,
 * alerts, spelling and place do not count.
 */
export function fingerprintDefinitions(
  workspace: Workspace,
  names: readonly string[],
): ReadonlyMap<string, string> {
  const { definitions, models } = workspace.at(resolveAsOf(COMPARED_AT, workspace.asOf.zone)!);
  const graph = dependencies(definitions);
  const { filters, channels, suppress, holdout } = definitions;
  const bound = models.map((model) => [model.name, model.bound() ?? null]);
  const around = keyOf([[...filters], channels, suppress, holdout ?? null, bound]);
  const nodes = new Map<string, object>([
    ...definitions.segments.map((segment) => [segment.name, meaningOf(segment)] as const),
    ...definitions.stageSets.map((set) => [stageNode(set.name), stagesOf(set)] as const),
  ]);
  const folder = JSON.stringify(`${workspace.project.folder}/`).slice(1, -1);
  return new Map(
    names.map((name) => {
      const parts = inOrder([name, ...suppress], graph).flatMap((node) => nodes.get(node) ?? []);
      return [name, sha256([around, ...parts.map(keyOf)].join('\n').replaceAll(folder, ''))];
    }),
  );
}

function meaningOf(segment: Segment): object {
  const { about: _, alerts: __, output: ___, enabled: ____, parameters: _____, ...meaning } = segment;
  return meaning;
}

function stagesOf({ name, base, stages }: StageSet): object {
  return { name, base: base ?? null, stages };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
