/** Definitions in growing numbers, of every kind of measure, sequence and reference. */
import { measures } from '../../src/language/measures/index.ts';

/** The project over which they stand, and its rows. */
export const project = {
  'segment.config.yaml':
    'timezone: UTC\nas_of: 2026-06-30\ncustomers: { file: c.csv, key: id }\nevents:\n  orders: { file: o.csv, key: nr, customer: id, time: at, value: total }\n',
  'c.csv': 'id,n,born\nc1,1,1990-01-02\nc2,2,1991-03-04\n',
  'o.csv': 'nr,id,at,total\n1,c1,2026-01-01T10:00:00,5\n2,c2,2026-02-01T11:00:00,7\n',
};

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

/** A name, what the n-th segment asks, and the n-th trait where it is of traits. */
export type Kind = readonly [string, (n: number) => string, ((n: number) => string)?];

export const kinds: readonly Kind[] = [
  ...ofMeasures,
  ['share', (n) => `{ orders: { share: { of: { total: { gte: ${n} } }, gte: 50% } } }`],
  ['every', (n) => `{ orders: { every: { total: { gte: ${n} } } } }`],
  [
    'cart of a category',
    (n) =>
      `{ orders: { where: { total: ${n} }, then_not: { orders: { where: { total: ${n} } }, within: 1d } } }`,
  ],
  [
    'two sequences',
    (n) =>
      `{ all: [ { orders: { where: { total: ${n} }, then_not: { orders: any, within: 1d } } }, { orders: { where: { total: ${n} }, then: { orders: any, within: 9d } } } ] }`,
  ],
  ['same', (n) => `{ orders: { where: { total: { gte: ${n} } }, same: total, count: { gte: 2 } } }`],
  ['then_not', (n) => `{ orders: { where: { total: ${n} }, then_not: { orders: any, within: 1d } } }`],
  ['then', (n) => `{ orders: { where: { total: ${n} }, then: { orders: any, within: ${n + 1}d } } }`],
  ['latest', (n) => `{ orders: { latest: ${n + 1}, having: { total: 5 } } }`],
  ['any', (n) => `{ any: [ { n: ${n} }, { n: { gt: ${n + 5} } } ] }`],
  ['distinct of a window', (n) => `{ orders: { last: ${n + 1}d, distinct: { of: nr, gte: 1 } } }`],
  ['any of a window', (n) => `{ orders: { last: ${n + 1}d } }`],
  ['none of a window', (n) => `{ orders: { last: ${n + 1}d, count: 0 } }`],
  [
    'a list',
    (n) => `{ id: { in: [${Array.from({ length: 20 }, (_, place) => `c${n}_${place}`).join(', ')}] } }`,
  ],
  ['a pattern', (n) => `{ id: { matches: "^c${n}[0-9]" } }`],
  ['anniversary', (n) => `{ born: { anniversary: { next: ${(n % 300) + 1}d } } }`],
  ['trait', (n) => `{ t${n}: { gte: ${n} } }`, (n) => `{ orders: { last: ${n + 1}d, sum: total } }`],
  [
    'trait of traits',
    (n) => `{ t${n}: { gte: ${n} } }`,
    (n) => (n % 50 === 0 ? '{ plus: [n, 1] }' : `{ plus: [t${n - 1}, ${n}] }`),
  ],
  ['segment', (n) => (n === 0 ? '{ n: 1 }' : `{ any: [ { segment: s0 }, { n: ${n} } ] }`)],
  [
    'segment before',
    (n) => (n % 50 === 0 ? `{ n: ${n} }` : `{ any: [ { segment: s${n - 1} }, { n: ${n} } ] }`),
  ],
  ['rank', (n) => `{ n: { top: { customers: ${n + 1} } } }`],
];

/** So many segments of a kind, as YAML. */
export function manyOf(count: number, [, condition, trait]: Kind): string {
  const traits = trait
    ? ['traits:\n', ...Array.from({ length: count }, (_, n) => `  t${n}: ${trait(n)}\n`)].join('')
    : '';
  const segments = Array.from({ length: count }, (_, n) => `  - { name: s${n}, where: ${condition(n)} }\n`);
  return `${traits}segments:\n${segments.join('')}`;
}
