/** `segment conformance` on the engine inside; on others the suite in `test/conformance` runs it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWith, itself } from '../../src/analyses/conformance.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { root } from '../architecture/source-files.ts';
import { type Answered, runBundle } from '../program/bundle.ts';
import { openConstructs } from '../sql/constructs.ts';

const segment = (words: string, env: Readonly<Record<string, string>> = {}): Promise<Answered> =>
  runBundle(words.split(' '), { cwd: root, env, now: '2026-07-01T12:00:00Z' });

describe('segment conformance', () => {
  it('asks the printed SQL of the engine inside, and finds whom run finds', async () => {
    const words = 'at-risk-vips win-back --as-of 2026-06-30 --format csv --quiet';
    const { code, out } = await segment(`conformance ${words}`);
    const [, ...counted] = (await segment(`count ${words}`)).out.split('\n');
    const rows = counted.slice(0, -1).map((line) => line.split(','));
    const expected = rows.map(([name, customers]) => `${name},duckdb,same,${customers},0,0\n`);
    expect({ code, out }).toEqual({
      code: 0,
      out: `case,engine,result,members,missing,more\n${expected.join('')}`,
    });
  });

  it.each([
    ['--engine oracle', {}, /`--engine` knows no `oracle`/],
    ['--engine postgres', {}, /wants the address in `SEGMENT_ENGINE_URL`, which is not set/],
    ['--engine clickhouse', { SEGMENT_ENGINE_URL: 'http://127.0.0.1:1' }, /needs the package|no answer from/],
  ])('%s without what it takes is refused', async (words, env, says) => {
    const { code, out, err } = await segment(`conformance at-risk-vips ${words}`, env);
    expect({ isRefused: code === 2 || code === 3, out }).toEqual({ isRefused: true, out: '' });
    expect(err).toMatch(says);
  });
});

describe('a spelling that is wrong', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openConstructs();
  });
  afterAll(() => workspace.close());

  it('makes lists differ, each of which says by how many', async () => {
    const { dialect } = workspace;
    const segments = workspace.asked.filter(({ name }) => ['numbers', 'best', 'texts'].includes(name));
    const wrong = { ...dialect, operators: { ...dialect.operators, '<=': '>' } };
    const right = await compareWith(workspace, segments, itself(workspace), '0');
    const found = await compareWith(workspace, segments, { ...itself(workspace), dialect: wrong }, '0');
    const rows = (answer: typeof right) => ('rows' in answer.rows ? answer.rows.rows : []);
    expect([right.isSame, found.isSame]).toEqual([true, false]);
    expect(rows(right).map(([name, , result]) => `${name} ${result}`)).toEqual(
      rows(right).map(([name]) => `${name} same`),
    );
    const best = rows(found).find(([name]) => name === 'best')!;
    expect(best.slice(2)).toEqual(['differs', 2, 2, expect.any(Number)]);
  });

  it('that a dialect has no words for is refused by name', async () => {
    const { matches: _, ...functions } = workspace.dialect.functions;
    const mute = { ...itself(workspace), dialect: { ...workspace.dialect, functions } };
    const segments = workspace.asked.filter(({ name }) => ['patterns', 'best'].includes(name));
    const { rows, notes, isSame } = await compareWith(workspace, segments, mute, '0');
    expect({ isSame, rows: 'rows' in rows ? rows.rows : [] }).toEqual({
      isSame: true,
      rows: [
        ['best', 'duckdb', 'same', 2, 0, 0],
        ['patterns', 'duckdb', 'refused', null, null, null],
      ],
    });
    expect(notes?.map(({ message }) => message)).toEqual([
      expect.stringContaining('`patterns` cannot be said'),
    ]);
  });
});

describe('run --into', () => {
  it.each([
    ['', /`--into` keeps the lists where the tables are, and the tables of this project are in files/],
    ['--out lists/', /`--into` leaves the members where the tables are, and `--out` wants them here/],
    ['--record', /and `--record` wants them here/],
  ])('without an engine that has the tables, or beside %s, is refused', async (words, says) => {
    const { code, out, err } = await segment(`run at-risk-vips --into marketing.lists ${words}`.trim());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(says);
  });
});
