/** The groups that are planted in the samples are found in their files, and written as stages that hold them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { makeCompanies } from '../../samples/catalogue.ts';
import { makeCustomers } from '../../samples/customers.ts';
import { answerDiscover } from '../../src/analyses/discover-answer.ts';
import { discoverTraits } from '../../src/analyses/discover-traits.ts';
import { adjustedRand } from '../../src/stats/adjusted-rand.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { readLists } from '../evaluation/read-lists.ts';
import { openSamples } from '../workspace/samples.ts';

const channels = fileURLToPath(new URL('channels.yaml', import.meta.url));

async function inSamples<Result>(
  files: readonly string[],
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const workspace = await openSamples(1, files);
  try {
    return await work(workspace);
  } finally {
    workspace.close();
  }
}

it('by which channel regular buyers order', async () => {
  const planted = new Map(makeCustomers(makeCompanies()).map(({ id, channel }) => [id, channel]));
  const text = await inSamples([channels], async (workspace) => {
    const traits = discoverTraits(workspace, ['by_web', 'by_app', 'by_store', 'by_phone']);
    const question = { traits, segment: 'regulars', clusters: undefined };
    const { discovery, definitions } = await answerDiscover(workspace, question, 'channels');
    expect(discovery.found!.centres.length).toBe(4);
    return definitions!;
  });
  const folder = mkdtempSync(join(tmpdir(), 'segment-discover-test-'));
  try {
    const file = join(folder, 'channels.yaml');
    writeFileSync(file, text);
    const lists = [...(await inSamples([channels, file], readLists))];
    const stages = lists.flatMap(([name, rows]) =>
      name.startsWith('channels.') ? rows.map(([key]) => ({ key: String(key), name })) : [],
    );
    expect(stages.length).toBeGreaterThan(250);
    const own = stages.map(({ key }) => planted.get(key));
    expect(
      adjustedRand(
        own,
        stages.map(({ name }) => name),
      ),
    ).toBeGreaterThan(0.9);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
