/** The starters and the gallery, for all customers of the samples at once and for some of them at a time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../src/diagnostics/failure.ts';
import { listsOf } from '../../src/evaluation/membership.ts';
import { evaluateIn, inFewestParts } from '../../src/evaluation/parts.ts';
import { planRelation } from '../../src/evaluation/relation.ts';
import type { Segment } from '../../src/model/segment.ts';
import { divide } from '../../src/plan/division.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { openSamples } from '../workspace/samples.ts';

let workspace: Workspace;
/** Whose people are found by comparing customers with each other, once one row of each is there. */
let compared: readonly string[];
/** Which nobody can evaluate for some of the customers. */
let whole: readonly string[];
/** Which read what a model learned. */
const learned: string[] = [];

beforeAll(async () => {
  workspace = await openSamples(2);
  const second = new Map<string, number | undefined>();
  for (const segment of workspace.asked) {
    const { query, plan } = await planned([segment]);
    if (plan.joined.length > 0) learned.push(segment.name);
    second.set(segment.name, divide(query)?.all?.('people').with.length);
  }
  const names = workspace.asked.map(({ name }) => name);
  compared = names.filter((name) => (second.get(name) ?? 0) > 0);
  whole = names.filter((name) => second.get(name) === undefined);
});

afterAll(() => workspace.close());

const planned = (segments: readonly Segment[]) => planRelation(workspace, listsOf(segments));
const segmentsBut = (names: readonly string[]) => workspace.asked.filter(({ name }) => !names.includes(name));
const segmentsOf = (names: readonly string[]) => workspace.asked.filter(({ name }) => names.includes(name));

it('sees which segments compare customers with each other, or say it in words that nobody can see through', () => {
  const withChannel = workspace.asked.flatMap(({ name, channel }) => (channel === undefined ? [] : [name]));
  const expected = new Set([
    // Whose address somebody else refused is found by looking at everybody: a channel compares.
    ...withChannel,
    'bottom-fifth',
    'cannot-lose',
    'champions',
    'fifty-best',
    'like-big-spenders',
    'ready-to-buy',
    'summer-letter',
    'summer-letter-short',
    'top-tenth',
    'valuable-at-risk',
    'worth-a-call',
  ]);
  expect(new Set(compared)).toEqual(expected);
  expect(whole).toEqual(['monogram']);
});

it('gives the same members in the same order in five parts', async () => {
  const { database } = workspace;
  // What models learned is a table that is made before anything is taken apart.
  const crowd = await planned(segmentsBut([...whole, ...learned]));
  await evaluateIn(1, workspace, crowd, 'whole');
  await evaluateIn(5, workspace, crowd, 'parted');
  const differing = await database.rows(
    '(FROM whole EXCEPT ALL FROM parted) UNION ALL (FROM parted EXCEPT ALL FROM whole)',
  );
  expect(differing).toEqual([]);
  const keys = (relation: string) => database.rows(`SELECT ${crowd.asked.key} FROM ${relation}`);
  expect(await keys('parted')).toEqual(await keys('whole'));
  expect(
    await database.rows(
      'SELECT view_name FROM duckdb_views() WHERE temporary AND NOT internal ORDER BY view_name',
    ),
  ).toEqual([['parted'], ['whole']]);
});

describe('how many parts are tried', () => {
  const tried = async (
    segments: readonly Segment[],
    enough: number,
    { code = 'out-of-memory', crowd = workspace } = {},
  ) => {
    const parts: number[] = [];
    const done = inFewestParts(crowd, await planned(segments), async (number) => {
      parts.push(number);
      if (number < enough) throw failure(3, code, 'the engine stopped');
    });
    return { parts, failed: await done.then(() => false).catch(() => true) };
  };
  const plain = () => segmentsOf(['active-customers']);

  it('is one where all fits', async () => {
    expect(await tried(workspace.asked, 1)).toEqual({ parts: [1], failed: false });
  });

  it('is more where memory runs out, until one fits', async () => {
    expect(await tried(plain(), 10)).toEqual({ parts: [1, 4, 16], failed: false });
    expect(await tried(plain(), 64)).toEqual({ parts: [1, 4, 16, 64], failed: false });
    expect(await tried(segmentsOf(['top-tenth']), 16)).toEqual({ parts: [1, 4, 16], failed: false });
  });

  it('ends with what the engine said where none fits, and at once where no part can be taken or it said something else', async () => {
    expect(await tried(plain(), 65)).toEqual({ parts: [1, 4, 16, 64], failed: true });
    expect(await tried(segmentsOf(whole), 2)).toEqual({ parts: [1], failed: true });
    expect(await tried(plain(), 2, { code: 'disk-full' })).toEqual({ parts: [1], failed: true });
  });

  it('begins with as many as more customers than any memory holds need', async () => {
    const facts = workspace.facts.map((fact) => ({ ...fact, rows: 1e12 }));
    const crowd: Workspace = { ...workspace, facts };
    expect((await tried(segmentsBut(whole), 1, { crowd })).parts).toEqual([64]);
    expect((await tried(segmentsOf(whole), 1, { crowd })).parts).toEqual([1]);
  });
});
