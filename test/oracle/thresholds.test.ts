/** A shortcut of the planner that no generated case takes, or none passes by, would be a wrong list in waiting. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listsOf } from '../../src/evaluation/membership.ts';
import { planRelation } from '../../src/evaluation/relation.ts';
import { wayKey, ways } from '../../src/plan/thresholds.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import { projectSeed } from './compare.ts';
import { generateCase } from './generate.ts';
import { writeProject } from './write.ts';

/** Of the seed that `product.test.ts` begins with: rare ways come late, and it ends when all were seen. */
const PROJECTS = 400;

async function waysOf(index: number): Promise<ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-ways-'));
  const project = generateCase(projectSeed(1, index));
  await writeProject(project, folder);
  const workspace = await openWorkspace({
    cwd: folder,
    env: {},
    now: '2020-01-01T00:00:00Z',
    project: undefined,
    data: undefined,
    asOf: project.asOf,
    parameters: [],
    memoryLimit: undefined,
    threads: 1,
    files: ['segments/all.yaml'],
  });
  try {
    return (await planRelation(workspace, listsOf(workspace.asked), { trustsKeys: true })).plan.ways;
  } finally {
    workspace.close();
    rmSync(folder, { recursive: true });
  }
}

it('every shorter way of the planner is taken, and passed by, in generated cases', {
  timeout: 600_000,
}, async () => {
  const missing = new Set(ways.flatMap((way) => [wayKey(way, true), wayKey(way, false)]));
  for (let index = 0; index < PROJECTS && missing.size > 0; index++) {
    for (const way of await waysOf(index)) missing.delete(way);
  }
  expect([...missing]).toEqual([]);
});
