/** What `segment sql` prints gives the lists that `run` writes, in whatever way a run evaluates them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UNCLEAN_KEY } from '../../src/database/engine-failure.ts';
import { failedFor } from '../../src/diagnostics/failure.ts';
import { MEMBERSHIP_RELATION, packedSegments, shapeLists } from '../../src/evaluation/lists.ts';
import { listsOf } from '../../src/evaluation/membership.ts';
import { evaluateIn, isDivisible, packingOf } from '../../src/evaluation/parts.ts';
import { makeRelation, planRelation } from '../../src/evaluation/relation.ts';
import { runSql } from '../../src/evaluation/run-sql.ts';
import type { Segment } from '../../src/model/segment.ts';
import { divide } from '../../src/plan/division.ts';
import { ascending, column } from '../../src/sql/build.ts';
import { printQuery } from '../../src/sql/print.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { projectSeed } from '../oracle/compare.ts';
import { generateCase } from '../oracle/generate.ts';
import { writeProject } from '../oracle/write.ts';
import { withShop } from '../workspace/project.ts';
import { openSamples } from '../workspace/samples.ts';

const VARIANTS = [
  { trustsKeys: true, parts: 1 },
  { trustsKeys: true, parts: 3 },
  { trustsKeys: false, parts: 1 },
  { trustsKeys: false, parts: 2 },
];

/** How many generated projects were evaluated in parts, and for how many of them customers are compared. */
const seen = { divided: 0, compared: 0 };

async function holdVariants(workspace: Workspace, segments: readonly Segment[]): Promise<void> {
  const { database } = workspace;
  // What models learned is a table that is there before any query of them is.
  await makeRelation(workspace, 'learned', listsOf(segments));
  const printed = (await runSql(workspace, segments, workspace.dialect, '0')).replace(/;\n$/, '');
  await database.run(`CREATE OR REPLACE TEMP TABLE printed AS ${printed}`);
  for (const { trustsKeys, parts } of VARIANTS) {
    const planned = await planRelation(workspace, listsOf(segments), { trustsKeys });
    const { asked, query } = planned;
    const division = divide(query);
    if (parts > 1 && !isDivisible(workspace, query)) continue;
    if (parts === 3) {
      seen.divided++;
      if ((division?.all?.('people').with.length ?? 0) > 0) seen.compared++;
    }
    try {
      await evaluateIn(parts, workspace, planned, MEMBERSHIP_RELATION);
    } catch (error) {
      // A run begins again with care.
      if (trustsKeys && failedFor(UNCLEAN_KEY, error)) continue;
      throw error;
    }
    const packed = packedSegments(asked.segments, packingOf(query, asked.flags)!);
    const { names, select } = shapeLists(asked, 'segment');
    const orderBy = names.slice(0, 2).map((name) => ascending(column(name)));
    const items = (parts === 1 ? packed : asked.segments).map((segment) => select(segment));
    const lists = printQuery({ with: [], body: { kind: 'union', items, orderBy } }, workspace.dialect);
    const differing = await database.rows(
      `(FROM printed EXCEPT ALL FROM (${lists})) UNION ALL (FROM (${lists}) EXCEPT ALL FROM printed)`,
    );
    expect({ trustsKeys, parts, differing }).toEqual({ trustsKeys, parts, differing: [] });
    const order = `SELECT ${names
      .slice(0, 2)
      .map((name) => `"${name}"`)
      .join(', ')}`;
    expect(await database.rows(`${order} FROM (${lists})`)).toEqual(
      await database.rows(`${order} FROM printed`),
    );
  }
}

it('of the gallery', { timeout: 600_000 }, async () => {
  const workspace = await openSamples(2);
  try {
    await holdVariants(
      workspace,
      workspace.asked.filter(({ name }) => name !== 'monogram'),
    );
  } finally {
    workspace.close();
  }
});

/** As many as are held whatever they are, and as many as are looked through for those that a run divides. */
const PROJECTS = 8;
const MOST_PROJECTS = 80;
const isSeen = (): boolean => seen.compared > 5 && seen.divided - seen.compared > 5;

it('of generated projects', { timeout: 600_000 }, async () => {
  Object.assign(seen, { divided: 0, compared: 0 });
  for (let index = 0; index < MOST_PROJECTS && (index < PROJECTS || !isSeen()); index++) {
    const folder = mkdtempSync(join(tmpdir(), 'segment-variants-'));
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
      if (index >= PROJECTS && workspace.definitions.recipes.length > 0) continue;
      await holdVariants(workspace, workspace.asked);
      for (const segment of workspace.asked) await holdVariants(workspace, [segment]);
    } finally {
      workspace.close();
      rmSync(folder, { recursive: true });
    }
  }
  expect(seen.compared).toBeGreaterThan(5);
  expect(seen.divided - seen.compared).toBeGreaterThan(5);
});

it('of rows that look up those of other customers', async () => {
  const files = {
    'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers: { file: customers.csv, key: customer_id }
events:
  orders: { file: orders.csv, key: order_id, customer: customer_id, time: ordered_at }
  returns: { file: returns.csv, customer: customer_id, time: at, lookup: { order: { table: orders, by: order_id } } }
`,
    'returns.csv': `customer_id,order_id,at
2,o1,2026-06-21T12:00:00Z
3,o4,2026-06-21T12:00:00Z
4,o1,2026-06-21T12:00:00Z
5,o2,2026-06-21T12:00:00Z
6,o4,2026-06-21T12:00:00Z
`,
    'segments/a.yaml': 'name: dear\nwhere: { returns: { where: { order.total: { gte: 50 } } } }\n',
  };
  await withShop(files, async ({ problems, workspace, members }) => {
    expect(problems).toEqual([]);
    expect(await members()).toEqual({ dear: '2 3 4 6' });
    await holdVariants(workspace, workspace.asked);
  });
});
