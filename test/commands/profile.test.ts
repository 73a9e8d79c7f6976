/** What `segment profile` writes in each format: the figures of its table, and none beside them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCustomers, shopOf, withNearCopies } from '../analyses/profiled-customers.ts';
import { randomFrom } from '../oracle/random.ts';
import { runBundle } from '../program/bundle.ts';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
let folder: string;
beforeAll(async () => {
  built = await buildSegment();
  folder = built.folder(shopOf(withNearCopies(randomFrom(2), makeCustomers(randomFrom(1), 300))));
});
afterAll(() => built.remove());

const profile = async (...words: readonly string[]) => {
  const { code, out, err } = await runBundle(['profile', 'picked', '--min-cell', '6', ...words], {
    cwd: folder,
  });
  expect(code).toBe(0);
  return { out, err };
};

type Row = Readonly<Record<string, string | number | null>>;

async function rowsInJson(): Promise<readonly Row[]> {
  return JSON.parse((await profile('--format', 'json')).out) as readonly Row[];
}

async function written(name: string): Promise<string> {
  await profile('--out', name);
  return readFileSync(join(folder, name), 'utf8');
}

describe('a profile tells no more', () => {
  it('in JSON than in CSV: nothing of the people of the base, nor of any cell that is joined', async () => {
    const [csv, { out, err }] = [await profile('--format', 'csv'), await profile('--format', 'json')];
    const rows = JSON.parse(out) as readonly Row[];
    const [header, ...lines] = csv.out.trimEnd().split('\n');
    expect(lines).toHaveLength(rows.length);
    for (const row of rows) expect(Object.keys(row).join()).toBe(header);
    expect(rows.filter(({ customers }) => Number(customers) > 0 && Number(customers) < 6)).toEqual([]);
    const notes = err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { code: string; facts?: object });
    expect(notes.map(({ code, facts }) => [code, ...Object.keys(facts ?? {})])).toEqual([
      ['persona'],
      ['by-definition', 'fields'],
      ['tested', 'tested', 'differ', 'alpha'],
      ['cells', 'min_cell', 'unique', 'copies'],
    ]);
  });

  it('in a page than in the table: every number of it is one of those', async () => {
    const rows = await rowsInJson();
    const told = new Set(
      rows.flatMap((row) => [...Object.values(row).map(Number), Math.round(Number(row['index']))]),
    );
    const page = await written('picked.html');
    const numbers = [...page.matchAll(/data-value="([^"]*)"/g)].map(([, text]) => Number(text));
    expect(numbers.length).toBeGreaterThan(15);
    expect(numbers.filter((number) => !told.has(number))).toEqual([]);
    expect(page).not.toMatch(/<!--|<script|<desc|data-(?!value=)/);
  });

  it('in a drawing: each bar is a share of the table, by the digits that are shown', async () => {
    const rows = await rowsInJson();
    const told = new Set(
      rows.flatMap(({ share, base_share: base }) =>
        [share, base].map((each) => (100 * Number(each)).toFixed(1)),
      ),
    );
    const drawing = await written('picked.svg');
    const shares = [...drawing.matchAll(/>([\d.]+)%</g)].map(([, text]) => Number(text).toFixed(1));
    expect(shares.length).toBeGreaterThan(0);
    expect(shares.filter((share) => !told.has(share))).toEqual([]);
    expect(drawing).not.toMatch(/<!--|<script|<desc|data-/);
  });

  it('on a terminal: people are those of the table', async () => {
    const rows = await rowsInJson();
    const { out } = await profile('--format', 'table');
    const people = new Set(rows.map(({ customers }) => String(customers)));
    const shown = [...out.matchAll(/ (\d+) │ +[\d.]+% │/g)].map(([, count]) => count!);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((count) => !people.has(count))).toEqual([]);
  });

  it('with `--quantiles`: none of a number that few have, or few lack', async () => {
    const { out } = await profile('--quantiles', '--format', 'json');
    for (const { customers, missing } of JSON.parse(out) as readonly Row[]) {
      for (const people of [customers, missing]) {
        expect(people === null || people === 0 || Number(people) >= 6).toBe(true);
      }
    }
  });
});
