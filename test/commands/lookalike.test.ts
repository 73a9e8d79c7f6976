/** `lookalike` against a model fitted here by other means, and what is said of it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededNumbers } from '../../src/stats/seeded-numbers.ts';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

interface Customer {
  readonly id: string;
  readonly inside: boolean;
  /** The signs as numbers; NaN is missing. */
  readonly signs: readonly number[];
}

const bucket = (key: string): number =>
  Number.parseInt(createHash('md5').update(key).digest('hex').slice(0, 8), 16) % 10_000;

const most = 20_000;

/** The chance of everybody to be in the list: ridge of 1 on standardised columns, by gradient steps of Newton's kind. */
function chances(customers: readonly Customer[]): ReadonlyMap<string, number> {
  const ordered = customers
    .map((customer) => ({ customer, at: bucket(customer.id) }))
    .toSorted((a, b) => a.at - b.at || (a.customer.id < b.customer.id ? -1 : 1))
    .map(({ customer }) => customer);
  const sides = [true, false].map((inside) => ordered.filter((customer) => customer.inside === inside));
  const read = sides.flatMap((side) =>
    side.slice(0, most).map((customer) => ({ customer, weight: side.length / Math.min(most, side.length) })),
  );
  const width = customers[0]!.signs.length;
  const logged = Array.from({ length: width }, (_, i) =>
    read.every(({ customer }) => !(customer.signs[i]! < 0)),
  );
  const missing = Array.from({ length: width }, (_, i) => i).filter((i) =>
    read.some(({ customer }) => Number.isNaN(customer.signs[i]!)),
  );
  const raw = ({ signs }: Customer): number[] => [
    ...signs.map((value, i) => (logged[i] ? Math.log(1 + Math.max(0, value)) : value)),
    ...missing.map((i) => (Number.isNaN(signs[i]!) ? 1 : 0)),
  ];
  const rows = read.map(({ customer, weight }) => ({ x: raw(customer), y: customer.inside ? 1 : 0, weight }));
  const scale = rows[0]!.x.map((_, i) => {
    const known = rows.filter(({ x }) => !Number.isNaN(x[i]!));
    const all = known.reduce((sum, { weight }) => sum + weight, 0);
    const mean = known.reduce((sum, { x, weight }) => sum + weight * x[i]!, 0) / all;
    const square = known.reduce((sum, { x, weight }) => sum + weight * (x[i]! - mean) ** 2, 0) / all;
    return { mean, deviation: Math.sqrt(square) };
  });
  const point = (x: readonly number[]): number[] => [
    1,
    ...x.map((value, i) =>
      Number.isNaN(value) || scale[i]!.deviation === 0 ? 0 : (value - scale[i]!.mean) / scale[i]!.deviation,
    ),
  ];
  const points = rows.map(({ x }) => point(x));
  const beta = points[0]!.map(() => 0);
  for (let step = 0; step < 60; step++) {
    const gradient = beta.map((value, k) => (k === 0 ? 0 : -value));
    const curve = beta.map((_, k) => beta.map((__, l) => (k === l && k > 0 ? 1 : 0)));
    for (const [i, x] of points.entries()) {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, k) => sum + value * beta[k]!, 0)));
      const { y, weight } = rows[i]!;
      for (const [k, value] of x.entries()) {
        gradient[k]! += weight * (y - p) * value;
        for (const [l, other] of x.entries()) curve[k]![l]! += weight * p * (1 - p) * value * other;
      }
    }
    const change = solve(curve, gradient);
    for (const [k, by] of change.entries()) beta[k]! += by;
    if (Math.max(...change.map(Math.abs)) < 1e-12) break;
  }
  return new Map(
    customers
      .filter(({ inside }) => !inside)
      .map((customer) => {
        const x = point(raw(customer));
        return [
          customer.id,
          1 / (1 + Math.exp(-x.reduce((sum, value, k) => sum + value * beta[k]!, 0))),
        ] as const;
      }),
  );
}

/** By Gauss and Jordan. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (const [i] of rows.entries()) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (const [j, row] of rows.entries()) {
      if (j !== i) rows[j] = row.map((value, k) => value - row[i]! * rows[i]![k]!);
    }
  }
  return rows.map((row) => row.at(-1)!);
}

/** The k best, k = n − ⌈(1 − share)(n − 1)⌉, where no two are equal at the cut. */
function best(scores: ReadonlyMap<string, number>, share: number): readonly string[] {
  const count = scores.size - Math.ceil((1 - share) * (scores.size - 1) - 1e-9);
  const sorted = [...scores].toSorted((a, b) => b[1] - a[1]);
  return sorted
    .slice(0, count)
    .map(([id]) => id)
    .toSorted();
}

const project = (more = '') =>
  `timezone: UTC\nas_of: 2026-06-30\ncustomers: { file: customers.csv, key: id${more} }\n`;

const segments = (from: string, top: string) =>
  `segments:\n  - { name: them, where: { inside: true } }\n  - { name: alike, where: { lookalike: { of: them, from: [${from}], top: ${top} } } }\n`;

async function alike(folder: string): Promise<readonly string[]> {
  const { code, out, err } = await built.segment(folder, 'run', 'segments/lists.yaml', '--format', 'csv');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const rows = out
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows
    .filter(([segment]) => segment === 'alike')
    .map(([, id]) => id!)
    .toSorted();
}

function makeCustomers(count: number): readonly Customer[] {
  const next = seededNumbers(5);
  return Array.from({ length: count }, (_, i) => {
    const [visits, balance] = [Math.floor(next() * 60), Math.round((next() - 0.4) * 1000) / 10];
    const rating = next() < 0.2 ? Number.NaN : Math.ceil(next() * 50) / 10;
    const likely = visits / 20 + balance / 60 + (Number.isNaN(rating) ? -1 : rating / 3) - 4;
    return { id: `c${i}`, inside: next() < 1 / (1 + Math.exp(-likely)), signs: [visits, balance, rating] };
  });
}

const fileOf = (customers: readonly Customer[]): string =>
  [
    'id,inside,visits,balance,rating',
    ...customers.map(({ id, inside, signs }) =>
      [id, inside, ...signs.map((sign) => (Number.isNaN(sign) ? '' : sign))].join(','),
    ),
  ].join('\n');

describe('lookalike', () => {
  const customers = makeCustomers(700);
  const files = {
    'segment.config.yaml': project(),
    'customers.csv': fileOf(customers),
    'segments/lists.yaml': segments('visits, balance, rating', '10%'),
  };

  it('is the best of those outside by a model fitted here by hand, none of whom is in the list', async () => {
    const found = await alike(built.folder(files));
    expect(found.length).toBeGreaterThan(30);
    expect(found).toEqual(best(chances(customers), 0.1));
  });

  it('is the same for any order of the rows and number of threads, and as many as are asked for', async () => {
    const folder = built.folder({
      ...files,
      'customers.csv': fileOf(customers.toReversed()),
      'segments/lists.yaml': segments('visits, balance, rating', '{ customers: 25 }'),
    });
    const found = await alike(folder);
    const scores = [...chances(customers)].toSorted((a, b) => b[1] - a[1]);
    expect(found).toEqual(
      scores
        .slice(0, 25)
        .map(([id]) => id)
        .toSorted(),
    );
  });

  it('is explained: what it goes by, and how it did on customers kept aside', async () => {
    const { err, out } = await built.segment(built.folder(files), 'explain', 'alike', '--format', 'table');
    expect(out).toContain('is among the top 10% by likeness to them in visits, balance, rating');
    expect(err).toMatch(/signs of likeness to `them`, the strongest first: .*more `balance`/);
    expect(err).toMatch(/kept aside to try: \d+ of `them` and \d+ others; area under the curve 0\.[789]/);
  });

  it('holds nobody where too few are in the list, and says so', async () => {
    const few = customers.map((one, i) => ({ ...one, inside: i < 5 }));
    const folder = built.folder({ ...files, 'customers.csv': fileOf(few) });
    const { code, out, err } = await built.segment(folder, 'count', 'segments/lists.yaml', '--format', 'csv');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'segment,customers,share\nalike,0,0\nthem,5,0.007142857142857143\n',
    });
    expect(err).toContain('likeness to `them` cannot be learned from 5 customers in it');
  });
});

const hillstrom = join(process.env['SEGMENT_REFERENCE_DATA'] ?? '', 'hillstrom/customers.csv.gz');

it.skipIf(!existsSync(hillstrom))('of Hillstrom’s 64,000 is that of a model fitted here', async () => {
  const text = gunzipSync(readFileSync(hillstrom)).toString('utf8');
  const rows: readonly Readonly<Record<string, string>>[] = parse(text, { columns: true });
  const customers = rows.map(
    (row): Customer => ({
      id: row['customer_id']!,
      inside: row['channel'] === 'Multichannel',
      signs: ['recency_months', 'history_spend', 'mens', 'womens'].map((name) => Number(row[name])),
    }),
  );
  const folder = built.folder({
    'segment.config.yaml':
      'timezone: UTC\nas_of: 2026-06-30\ncustomers: { file: customers.csv, key: customer_id }\n',
    'customers.csv': text,
    'segments/lists.yaml':
      'segments:\n  - { name: them, where: { channel: Multichannel } }\n  - { name: alike, where: { lookalike: { of: them, from: [recency_months, history_spend, mens, womens], top: { customers: 1000 } } } }\n',
  });
  const found = new Set(await alike(folder));
  const scores = [...chances(customers)].toSorted((a, b) => b[1] - a[1]);
  // Equal customers are told apart by nobody: the scores of those chosen are the best there are.
  const last = scores[999]![1];
  expect(found.size).toBe(1000);
  expect(scores.filter(([id, score]) => score > last + 1e-9 && !found.has(id))).toEqual([]);
  expect(scores.filter(([id, score]) => score < last - 1e-9 && found.has(id))).toEqual([]);
});
