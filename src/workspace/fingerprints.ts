/** What tells whether data or definitions are the same as in another run. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { dependencies, inOrder, stageNode } from '../check/order.ts';
import { resolveAsOf } from '../model/calendar.ts';
import type { Segment, StageSet } from '../model/segment.ts';
import { keyOf } from '../plan/intern.ts';
import type { Workspace } from './workspace.ts';

export interface TablePrint {
  readonly table: string;
  readonly rows: number;
  /** The newest time of the table, where it has times. */
  readonly last: string | null;
  readonly files: readonly { readonly file: string; readonly bytes: number; readonly sha256: string }[];
}

/** The files of every table, read once more, until the signal: SHA-256 of their bytes. */
export async function fingerprintData(
  { facts, project }: Workspace,
  signal?: AbortSignal,
): Promise<readonly TablePrint[]> {
  const digests = new Map<string, Promise<{ readonly bytes: number; readonly sha256: string }>>();
  const digest = (file: string) => {
    const known =
      digests.get(file) ?? digestFile(isAbsolute(file) ? file : join(project.folder, file), signal);
    digests.set(file, known);
    return known;
  };
  const prints: TablePrint[] = [];
  for (const { table, rows, last, files } of facts) {
    const described: { file: string; bytes: number; sha256: string }[] = [];
    for (const file of files) described.push({ file, ...(await digest(file)) });
    prints.push({ table, rows, last: last?.replace(' ', 'T') ?? null, files: described });
  }
  return prints;
}

/** One fingerprint of all of it. */
export function dataFingerprint(tables: readonly TablePrint[]): string {
  return sha256(JSON.stringify(tables.map(({ table, files }) => [table, files.map((file) => file.sha256)])));
}

async function digestFile(
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, {
    highWaterMark: 1 << 20,
    ...(signal ? { signal } : {}),
  })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
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
  const { definitions, rfm } = workspace.at(resolveAsOf(COMPARED_AT, workspace.asOf.zone)!);
  const graph = dependencies(definitions);
  const { filters, channels, suppress, holdout, cohorts } = definitions;
  const around = keyOf([[...filters], channels, suppress, holdout ?? null, cohorts, rfm.models]);
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
