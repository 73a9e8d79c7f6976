/** Words and keys that meet nothing in the data: said by whoever reads it, with what stands there. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nothing-matches-'));
  const files = {
    'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
segments: a.yaml
customers: { file: c.csv, key: id, lookup: { shop: shops, region: regions } }
events: { orders: { file: o.csv, key: no, customer: id, time: at } }
lookups: { shops: { file: s.csv, key: shop }, regions: { file: r.csv, key: region } }
`,
    'c.csv': 'id,city,shop,region\n1,Berlin,007,n\n2,Berlin,008,s\n3,BERLIN,,\n4,Wien,,\n',
    'o.csv': 'no,id,at,state\n1,1,2026-05-01,Paid\n2,2,2026-05-02,Paid\n',
    's.csv': 'shop,size\n7,big\n8,small\n',
    'r.csv': 'region,name\nn,North\n',
    'a.yaml': `segments:
  - name: a
    where: { any: [ { city: berlin }, { city: [Wien, nowhere] }, { region.name: north } ] }
  - name: b
    where: { orders: { where: { state: paid } } }
  - name: c
    where: { city: { eq: berlin, ignore_case: true } }
`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const said = async (...words: string[]) => {
  const { code, out, err } = await runBundle([...words, '--no-cache'], { cwd: folder });
  expect(code).toBe(0);
  return [out, err].join('\n');
};

it('a word in other capitals is told with those of the data, by `check --counts` and `doctor`', async () => {
  for (const words of [
    ['check', '--counts'],
    ['doctor', '--format', 'table'],
  ]) {
    const found = (await said(...words)).match(
      /no (customer|row of `orders`|row of `regions`) has [^\n[]*[^\s[]/g,
    );
    expect(found?.toSorted()).toEqual([
      'no customer has `berlin` in `city`; there is `Berlin` (2), `BERLIN` (1)',
      'no row of `orders` has `paid` in `state`; there is `Paid` (2)',
      'no row of `regions` has `north` in `name`; there is `North` (1)',
    ]);
  }
});

it.each(['run a.yaml --format csv', 'sources', 'doctor --format table', 'check --counts'])(
  '%s tells of a lookup that finds nothing, and not of one that finds something',
  async (line) => {
    expect((await said(...line.split(' '))).match(/no row of `customers` finds its [^\n[]*[^\s[]/g)).toEqual([
      'no row of `customers` finds its `shop`: `shop` and the key `shop` of `shops` have no value in common',
    ]);
  },
);
