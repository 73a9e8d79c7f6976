/** Counts of different values: many of a column in one plan go by groups of rows, one alone does not, and both agree. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listsOf } from '../../src/evaluation/membership.ts';
import { planRelation } from '../../src/evaluation/relation.ts';
import type { Segment } from '../../src/model/segment.ts';
import { printQuery } from '../../src/sql/print.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { openSamples } from '../workspace/samples.ts';

const TESTS: Readonly<Record<string, readonly string[]>> = {
  orders: [
    '',
    'where: { channel: web }, ',
    'where: { total: { gte: 60 } }, ',
    'where: { any: [{ channel: app }, { total: { lt: 20 } }] }, ',
  ],
  emails: ['', 'where: { type: open }, ', 'where: { type: [open, click], kind: promo }, '],
};
const WINDOWS = [
  '',
  'last: 30d, ',
  'last: 200d, ',
  'last: 1y, before_last: 60d, ',
  'before_last: 90d, ',
  'during: 2025-11, ',
  'last: 36h, ',
];
const MEASURES: Readonly<Record<string, readonly string[]>> = {
  orders: ['days: { gte: 2 }', 'distinct: { of: channel, gte: 2 }'],
  emails: ['days: { gte: 3 }', 'distinct: { of: campaign_id, gte: 2 }'],
};

let folder: string;
let workspace: Workspace;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segment-value-counts-'));
  const file = join(folder, 'counts.yaml');
  writeFileSync(file, `segments:\n${definitions().join('\n')}\n`);
  workspace = await openSamples(2, [file]);
});

afterAll(() => {
  workspace.close();
  rmSync(folder, { recursive: true });
});

it('agree, whatever the rows and the window', async () => {
  const together = await membersOf(workspace.asked);
  expect(together.sql).toContain('orders_values_2 AS');
  expect(together.sql).toContain('emails_values_2 AS');
  const differing: string[] = [];
  for (const segment of workspace.asked) {
    const alone = await membersOf([segment]);
    expect(alone.sql).not.toContain('_values');
    if (alone.members.get(segment.name) !== together.members.get(segment.name)) differing.push(segment.name);
  }
  expect(differing).toEqual([]);
  expect(new Set(together.members.values()).size).toBeGreaterThan(50);
});

function definitions(): readonly string[] {
  let count = 0;
  return Object.entries(TESTS).flatMap(([table, tests]) =>
    tests.flatMap((test) =>
      WINDOWS.flatMap((window) =>
        MEASURES[table]!.map(
          (measure) => `  - { name: s-${++count}, where: { ${table}: { ${test}${window}${measure} } } }`,
        ),
      ),
    ),
  );
}

async function membersOf(segments: readonly Segment[]) {
  const { asked, query } = await planRelation(workspace, listsOf(segments));
  const sql = printQuery(query, workspace.dialect);
  const lists = asked.segments.map(
    ({ member }) => `string_agg("${asked.key}", ' ' ORDER BY "${asked.key}") FILTER ("${member}")`,
  );
  const [row = []] = await workspace.database.rows(`SELECT ${lists.join(', ')} FROM (${sql})`);
  return { sql, members: new Map(asked.segments.map(({ name }, index) => [name, row[index]])) };
}
