/** The starters and the gallery, for all customers of the samples at once and for some of them at a time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../src/diagnostics/failure.ts';
import { membershipSql, planOf } from '../../src/evaluation/membership.ts';
import { countParts, evaluateParts, inFewestParts } from '../../src/evaluation/parts.ts';
import { looksAcrossCustomers } from '../../src/plan/across.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { openSamples } from '../workspace/samples.ts';

let workspace: Workspace;
let across: readonly string[];

beforeAll(async () => {
  workspace = await openSamples(2);
  const names: string[] = [];
  for (const segment of workspace.asked) {
    const { tables } = await planOf(workspace, [segment]);
    if (looksAcrossCustomers(tables)) names.push(segment.name);
  }
  across = names;
});

afterAll(() => workspace.close());

it('sees which segments compare customers with each other, or say it in words that nobody can see through', () => {
  expect(across).toEqual([
    'bottom-fifth',
    'cannot-lose',
    'champions',
    'fifty-best',
    'met-at-the-fair',
    'monogram',
    'sent-back-by-the-post',
    'summer-letter',
    'summer-letter-short',
    'top-tenth',
    'valuable-at-risk',
    'worth-a-call',
  ]);
});

it.each([2, 5])('gives the same members in the same order in %i parts', async (parts) => {
  const { database, asked } = workspace;
  const plan = await planOf(
    workspace,
    asked.filter(({ name }) => !across.includes(name)),
  );
  const sql = membershipSql(plan);
  await database.run(`CREATE OR REPLACE TEMP TABLE whole AS ${sql}`);
  await evaluateParts(workspace, { sql, key: plan.key, into: 'parted' }, parts);
  const differing = await database.rows(
    '(FROM whole EXCEPT ALL FROM parted) UNION ALL (FROM parted EXCEPT ALL FROM whole)',
  );
  expect(differing).toEqual([]);
  const keys = (relation: string) => database.rows(`SELECT ${plan.key} FROM ${relation}`);
  expect(await keys('parted')).toEqual(await keys('whole'));
  expect(
    await database.rows('SELECT view_name FROM duckdb_views() WHERE temporary AND NOT internal'),
  ).toEqual([]);
});

it('takes the whole at once where it fits', async () => {
  const plan = await planOf(workspace, workspace.asked);
  expect(await countParts(workspace, plan)).toBe(1);
});

describe('where memory runs out', () => {
  const tried = async (names: readonly string[], enough: number, code = 'out-of-memory') => {
    const plan = await planOf(
      workspace,
      workspace.asked.filter(({ name }) => names.includes(name)),
    );
    const parts: number[] = [];
    const done = inFewestParts(workspace, plan, async (number) => {
      parts.push(number);
      if (number < enough) throw failure(3, code, 'the engine stopped');
    });
    return { parts, failed: await done.then(() => false).catch(() => true) };
  };
  const plain = ['active-customers'];

  it('tries more parts, until one fits', async () => {
    expect(await tried(plain, 1)).toEqual({ parts: [1], failed: false });
    expect(await tried(plain, 10)).toEqual({ parts: [1, 4, 16], failed: false });
    expect(await tried(plain, 64)).toEqual({ parts: [1, 4, 16, 64], failed: false });
  });

  it('ends with what the engine said where none does, and at once where no part can be taken or it said something else', async () => {
    expect(await tried(plain, 65)).toEqual({ parts: [1, 4, 16, 64], failed: true });
    expect(await tried(['top-tenth'], 2)).toEqual({ parts: [1], failed: true });
    expect(await tried(plain, 2, 'disk-full')).toEqual({ parts: [1], failed: true });
  });
});

it('takes parts of many customers under a small limit, and never where they are compared', async () => {
  const [{ name: compared } = { name: '' }] = workspace.asked.filter(({ name }) => across.includes(name));
  const plain = await planOf(
    workspace,
    workspace.asked.filter(({ name }) => !across.includes(name)),
  );
  const ranked = await planOf(
    workspace,
    workspace.asked.filter(({ name }) => name === compared),
  );
  const crowd: Workspace = {
    ...workspace,
    facts: workspace.facts.map((fact) => ({ ...fact, rows: 10_000_000 })),
  };
  await workspace.database.run("SET memory_limit = '4GB'");
  expect(await countParts(crowd, plain)).toBeGreaterThan(2);
  expect(await countParts(crowd, ranked)).toBe(1);
});
