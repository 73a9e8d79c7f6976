// The fifty by hand and by the product in one process: no start of another stands between them, and both find the
// files as the system left them.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluate } from '../../src/evaluation/membership.ts';
import { csv } from '../../src/output/csv.ts';
import { saveLists } from '../../src/program/lists.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { listSql } from '../evaluation/read-lists.ts';
import { copyEach, withTables } from './by-hand.ts';
import { FIFTY_YAML, readQueries } from './fifty.ts';

/** Seconds. */
export interface InOneProcess {
  /** Of the fifty queries, their lists written. */
  readonly byHand: number;
  /** Until the product has found out, for the first time, what is in the files; who writes queries knows it. */
  readonly opening: number;
  /** Of the fifty segments, their lists written. */
  readonly running: number;
}

/** Writes the lists to two folders of `out`. */
export async function runInOneProcess(data: string, out: string): Promise<InOneProcess> {
  const start = performance.now();
  await withTables(data, (connection) => copyEach(readQueries(), join(out, 'by-hand'), connection));
  const written = performance.now();
  const workspace = await open(data);
  const opened = performance.now();
  try {
    await runAll(workspace, join(out, 'product'));
  } finally {
    workspace.close();
  }
  const seconds = (from: number, to: number): number => (to - from) / 1000;
  return {
    byHand: seconds(start, written),
    opening: seconds(written, opened),
    running: seconds(opened, performance.now()),
  };
}

function open(data: string): Promise<Workspace> {
  return openWorkspace({
    cwd: data,
    env: {},
    now: '2026-07-01T00:00:00Z',
    project: undefined,
    data: undefined,
    asOf: undefined,
    parameters: [],
    memoryLimit: undefined,
    threads: undefined,
    files: [resolve(FIFTY_YAML)],
    cache: false,
  });
}

async function runAll(workspace: Workspace, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  const membership = await evaluate(workspace, workspace.asked);
  for (const [name, rows] of membership.sizes) {
    const queries = [{ sql: `(${listSql(workspace, membership, name)})`, rows }];
    const lists = { names: [membership.key], queries };
    await saveLists(workspace.database, lists, { format: csv, excel: undefined }, join(out, `${name}.csv`));
  }
}
