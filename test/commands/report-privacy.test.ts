/** Nobody can be told by a report: not by a key, a name or an address, and not by a figure that stands for few. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withheld } from '../../src/report/small-cells.ts';
import { runBundle } from '../program/bundle.ts';
import { generatedShop } from './fixture/generated-shop.ts';
import { markedShop } from './fixture/marked-shop.ts';
import { countsOf, solve } from './fixture/report-counts.ts';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

describe('a report of a shop full of markers', () => {
  let page: string;
  beforeAll(async () => {
    const { code, out, err } = await runBundle(['report', '--no-cache'], { cwd: built.folder(markedShop()) });
    expect({ code, err }).toMatchObject({ code: 0 });
    page = out;
  });

  it('has every section', () => {
    for (const name of [
      'changes',
      'sizes',
      'movement',
      'rfm',
      'cohorts',
      'predicted',
      'kpis',
      'experiments',
      'making',
    ])
      expect(page).toContain(`<section id="${name}"`);
  });

  it('is the same in another process', async () => {
    const { out } = await built.segment(built.folder(markedShop()), 'report', '--no-cache');
    expect(out).toBe(page);
  });

  it('names nobody', () => {
    expect(page.match(/KEY\d|MARKNAME|mark\d+@|marker\.example|\+48600/g)).toBeNull();
  });

  it('tells no size of fewer than five, nor one that the others of its set tell', () => {
    const sizes = /<section id="sizes".*?<\/section>/s.exec(page)![0];
    const row = (segment: string) =>
      new RegExp(`<tr><th scope="row">${segment}</th>(.*)</tr>`).exec(sizes)![1]!;
    for (const name of ['one-person', 'by-address', 'life.few'])
      expect(row(name)).not.toContain('data-value');
    const told = ['life.buyers', 'life.others'].filter((name) => row(name).includes('data-value'));
    expect(told).toHaveLength(1);
    expect(row('polish')).toContain('data-value="54"');
  });

  it('tells no count below five in the grid of recency and frequency', () => {
    const grid = /<section id="rfm".*?<\/table>/s.exec(page)![0];
    const counts = [...grid.matchAll(/data-value="(\d+)"/g)].map(([, count]) => Number(count));
    expect(counts.length).toBeGreaterThan(3);
    expect(counts.filter((count) => count > 0 && count < 5)).toEqual([]);
    const hidden = grid.match(/withheld/g)?.length ?? 0;
    expect(hidden === 0 || hidden > 2).toBe(true);
  });
});

it('is the same with strange values, which cannot run or turn the page around', async () => {
  const strange = `<script>alert(1)</script>${'\u202e'}'&${'x'.repeat(10_000)}`;
  const { code, out } = await runBundle(
    ['report', '--no-cache', '--title', `<script>${'\u202e'}</script>`, '--sections', 'sizes,rfm,making'],
    { cwd: built.folder(markedShop(strange.replaceAll('"', ''))) },
  );
  expect(code).toBe(0);
  expect(out).not.toContain('<script');
  expect(out).not.toMatch(/[\u202e\u2066]/);
});

describe('what is withheld', () => {
  /** All counts that a total and the shown cells allow for a cell, by trying. */
  function couldBe(counts: readonly number[], hidden: readonly boolean[], cell: number): number {
    const shown = counts.reduce((sum, count, index) => sum + (hidden[index] ? 0 : count), 0);
    const rest = counts.reduce((sum, count) => sum + count, 0) - shown;
    const others = hidden.filter((flag, index) => flag && index !== cell).length;
    return others === 0 ? 1 : rest + 1;
  }

  it('is every count of few people, and enough beside it that no subtraction gives it', () => {
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 2000; round++) {
      const counts = Array.from({ length: 1 + next(9) }, () => next(next(2) === 0 ? 6 : 60));
      const hidden = withheld(counts, 5);
      for (const [index, count] of counts.entries()) {
        if (count > 0 && count < 5) expect(hidden[index]).toBe(true);
      }
      const positive = counts.filter((count) => count > 0).length;
      const small = counts.flatMap((count, index) => (count > 0 && count < 5 ? [index] : []));
      if (positive > 1) for (const cell of small) expect(couldBe(counts, hidden, cell)).toBeGreaterThan(1);
      if (small.length === 0) expect(hidden).not.toContain(true);
    }
  });

  it('is the next smallest', () => {
    expect(withheld([3, 50, 8, 0, 9], 5)).toEqual([true, false, true, false, false]);
    expect(withheld([1, 1, 50], 5)).toEqual([true, true, true]);
    expect(withheld([2, 3, 50], 5)).toEqual([true, true, false]);
    expect(withheld([0, 5, 6], 5)).toEqual([false, false, false]);
  });
});

describe('a report of a shop in which few people are in many places', () => {
  /** Numbers of fewer than five people that the page tells, or that follow from what it tells. */
  async function exposed(seed: number) {
    const cwd = built.folder(generatedShop(seed));
    const words = [
      'report',
      '--no-cache',
      '--sections',
      'changes,sizes,movement,rfm,cohorts,predicted,kpis,experiments,overlap,profiles',
    ];
    const [open, page] = [
      (await runBundle([...words, '--min-cell', '1'], { cwd })).out,
      (await runBundle(words, { cwd })).out,
    ];
    const truth = countsOf(open);
    const certain = solve(truth.counts, truth.sums);
    const { counts } = countsOf(page);
    /** Of segments that both pages look at: the open page finds others to be foremost now and then. */
    const isThere = (name: string) => counts.has(name) || !truth.counts.has(name);
    const sums = truth.sums.filter(({ whole, parts }) => [whole, ...parts].every(isThere));
    /** Totals that the page does not tell, and whoever knows the shop does. */
    const totals = new Map(['scored', 'in cohorts'].map((name) => [name, certain.get(name)] as const));
    const known = solve(new Map([...counts, ...totals]), sums);
    const few = [...certain].filter(([, people]) => people > 0 && people < 5);
    const single = few.filter(([name, people]) => known.get(name) === people).map(([name]) => name);
    const joint = sums.flatMap(({ whole, parts }) => {
      const left = parts.filter((part) => !known.has(part));
      /** The drawing of the open page has not room for all. */
      const people = left.every((part) => certain.has(part))
        ? left.reduce((sum, part) => sum + certain.get(part)!, 0)
        : 0;
      return known.has(whole) && people > 0 && people < 5 ? [`${left.join(' + ')} of ${whole}`] : [];
    });
    /** The open page joins no values, and has other names for them. */
    const profiled = [...known].filter(([name]) => name.includes(' with '));
    const fewProfiled = profiled.filter(([, people]) => people > 0.5 && people < 4.5).map(([name]) => name);
    return { few: few.length, profiled: profiled.length, found: [...single, ...joint, ...fewProfiled] };
  }

  it.each(
    process.env['SHOPS']
      ? Array.from({ length: Number(process.env['SHOPS']) }, (_, at) => at + 1)
      : [1, 2, 3, 5, 8],
  )('%i: none can be had', async (seed) => {
    const { few, profiled, found } = await exposed(seed);
    expect(few).toBeGreaterThan(10);
    if (seed < 6) expect(profiled).toBeGreaterThan(0);
    expect(found).toEqual([]);
  });
});
