// Definitions in growing numbers, of every kind of measure, sequence and reference: the SQL grows as they do.
import { afterAll, expect, it } from 'vitest';
import { measures } from '../../src/language/measures/index.ts';
import { folderOf } from '../program/folder.ts';

const folder = folderOf({
  'segment.config.yaml':
    'timezone: UTC\nas_of: 2026-06-30\ncustomers: { file: c.csv, key: id }\nevents:\n  orders: { file: o.csv, key: nr, customer: id, time: at, value: total }\n',
  'c.csv': 'id,n\nc1,1\nc2,2\n',
  'o.csv': 'nr,id,at,total\n1,c1,2026-01-01T10:00:00,5\n2,c2,2026-02-01T11:00:00,7\n',
});
afterAll(folder.remove);

const OF_ROWS = ['share', 'every'];
const WITHOUT_COLUMN = ['count', 'days', 'days_since_last', 'days_since_first', 'average_gap', 'longest_gap'];

const ofMeasures = measures
  .filter(({ name }) => ![...OF_ROWS, 'delay', 'most_frequent'].includes(name))
  .map(({ name }): readonly [string, (n: number) => string] => {
    const of = WITHOUT_COLUMN.includes(name) ? '' : 'of: total, ';
    const block = (n: number) =>
      `where: { total: { gte: ${n} } }, last: 300d, ${name}: { ${of}gte: ${n + 1} }`;
    return [name, (n) => `{ orders: { ${block(n)} } }`];
  });

const kinds: readonly (readonly [string, (n: number) => string])[] = [
  ...ofMeasures,
  ['share', (n) => `{ orders: { share: { of: { total: { gte: ${n} } }, gte: 50% } } }`],
  ['every', (n) => `{ orders: { every: { total: { gte: ${n} } } } }`],
  ['same', (n) => `{ orders: { where: { total: { gte: ${n} } }, same: total, count: { gte: 2 } } }`],
  ['then_not', (n) => `{ orders: { where: { total: ${n} }, then_not: { orders: any, within: 1d } } }`],
  ['then', (n) => `{ orders: { where: { total: ${n} }, then: { orders: any, within: ${n + 1}d } } }`],
  ['latest', (n) => `{ orders: { latest: ${n + 1}, having: { total: 5 } } }`],
  ['any', (n) => `{ any: [ { n: ${n} }, { n: { gt: ${n + 5} } } ] }`],
  ['segment', (n) => (n === 0 ? '{ n: 1 }' : `{ any: [ { segment: s0 }, { n: ${n} } ] }`)],
  ['rank', (n) => `{ n: { top: { customers: ${n + 1} } } }`],
];

async function sizeOf(count: number, condition: (n: number) => string): Promise<number> {
  const segments = Array.from({ length: count }, (_, n) => `  - { name: s${n}, where: ${condition(n)} }\n`);
  folder.write({ 'many.yaml': `segments:\n${segments.join('')}` });
  const { code, out, err } = await folder.segment(['sql', 'many.yaml', '--no-cache']);
  expect(err, String(code)).not.toMatch(/error/);
  return out.length;
}

it.each(kinds)('%s', async (_, condition) => {
  const [few, twice] = [await sizeOf(40, condition), await sizeOf(80, condition)];
  expect(twice / few).toBeLessThan(2.15);
});
