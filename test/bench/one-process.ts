// The fifty by hand and by the product in one process: no start of another stands between them, and both find the
// files as the system left them. The product opens the data for the first time, as every night.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluate } from '../../src/workspace/membership.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { copyEach, withTables } from './by-hand.ts';
import { FIFTY_YAML, readQueries } from './fifty.ts';

/** Seconds of each, lists written. */
export interface InOneProcess {
  readonly byHand: number;
  readonly product: number;
}

/** Writes the lists to two folders of `out`. */
export async function runInOneProcess(data: string, out: string): Promise<InOneProcess> {
  return {
    byHand: await timed(() =>
      withTables(data, (connection) => copyEach(readQueries(), join(out, 'by-hand'), connection)),
    ),
    product: await timed(() => runProduct(data, join(out, 'product'))),
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function runProduct(data: string, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  const workspace = await openWorkspace({
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
  try {
    const { sizes, list } = await evaluate(workspace, workspace.asked);
    for (const name of sizes.keys()) {
      await workspace.database.copy(list(name), join(out, `${name}.csv`), { format: 'csv' });
    }
  } finally {
    workspace.close();
  }
}
