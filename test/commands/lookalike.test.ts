/** `lookalike` against a model fitted here by other means, and what is said of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededNumbers } from '../../src/stats/seeded-numbers.ts';
import { near } from '../stats/near.ts';
import { type Customer, type LikenessByHand, learnByHand } from './fixture/likeness-by-hand.ts';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

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
    const likely = visits / 20 + balance / 60 + (Number.isNaN(rating) ? 1 : rating / 3) - 4;
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
    expect(found).toEqual(best(learnByHand(customers).chances, 0.1));
  });

  it('is the same for any order of the rows and number of threads, and as many as are asked for', async () => {
    const folder = built.folder({
      ...files,
      'customers.csv': fileOf(customers.toReversed()),
      'segments/lists.yaml': segments('visits, balance, rating', '{ customers: 200 }'),
    });
    const found = await alike(folder);
    const scores = [...learnByHand(customers).chances].toSorted((a, b) => b[1] - a[1]);
    expect(found).toEqual(
      scores
        .slice(0, 200)
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

/** What `explain` says of the likeness: the weight of each sign that tells, and how it did on customers kept aside. */
async function told(folder: string) {
  const { code, err } = await built.segment(folder, 'explain', 'alike', '--format', 'json');
  expect(code).toBe(0);
  const notes = err
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly code: string; readonly facts: unknown });
  const facts = (wanted: string) => notes.find((note) => note.code === wanted)?.facts;
  return { signs: facts('signs'), trial: facts('trial') } as {
    readonly signs: { readonly signs: readonly { readonly weight: number }[] };
    readonly trial: LikenessByHand['trial'];
  };
}

const data = process.env['SEGMENT_REFERENCE_DATA'] ?? '';
type Row = Readonly<Record<string, string>>;

function readTable(file: string): readonly Row[] {
  const bytes = readFileSync(join(data, file));
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true }) as readonly Row[];
}

/** One in 0 or 1, missing where the cell is. */
const oneOf = (cell: string, ...values: readonly string[]): number =>
  cell === '' ? Number.NaN : Number(values.includes(cell));

const real = [
  {
    name: 'Hillstrom’s 64,000',
    config: `customers: { file: ${join(data, 'hillstrom/customers.csv.gz')}, key: customer_id }`,
    where: '{ channel: Multichannel }',
    from: ['recency_months', 'history_spend', 'mens', 'womens'],
    customers: () =>
      readTable('hillstrom/customers.csv.gz').map((row) => ({
        id: row['customer_id']!,
        inside: row['channel'] === 'Multichannel',
        signs: ['recency_months', 'history_spend', 'mens', 'womens'].map((name) => Number(row[name])),
      })),
  },
  {
    name: 'the demographics of Complete Journey',
    config: `customers:
  file: ${join(data, 'completejourney/customers.csv')}
  key: customer_id
  columns:
    is_owner: { if: { home_ownership: Homeowner }, is: 1, otherwise: 0 }
    owner: { if: { home_ownership: { set: true } }, is: is_owner }
    is_married: { if: { marital_status: Married }, is: 1, otherwise: 0 }
    married: { if: { marital_status: { set: true } }, is: is_married }
    is_older: { if: { age: [45-54, 55-64, 65+] }, is: 1, otherwise: 0 }
    older: { if: { age: { set: true } }, is: is_older }
events:
  orders: { file: ${join(data, 'completejourney/orders.csv.gz')}, key: order_id, customer: customer_id, time: ordered_at }
traits:
  baskets: { orders: { count: true } }`,
    where: '{ income: [75-99K, 100-124K, 125-149K, 150-174K, 175-199K, 200-249K, 250K+] }',
    from: ['owner', 'married', 'older', 'baskets'],
    customers: () => {
      const baskets = new Map<string, number>();
      for (const { customer_id: id } of readTable('completejourney/orders.csv.gz'))
        baskets.set(id!, (baskets.get(id!) ?? 0) + 1);
      return readTable('completejourney/customers.csv').map((row) => ({
        id: row['customer_id']!,
        inside: /^(75|1\d\d|2\d\d)-|^250K/.test(row['income']!),
        signs: [
          oneOf(row['home_ownership']!, 'Homeowner'),
          oneOf(row['marital_status']!, 'Married'),
          oneOf(row['age']!, '45-54', '55-64', '65+'),
          baskets.get(row['customer_id']!) ?? 0,
        ],
      }));
    },
  },
] as const;

describe.skipIf(!existsSync(join(data, 'hillstrom')))('on real data', () => {
  it.each(real)('of $name is that of a model fitted here', async ({ config, where, from, customers }) => {
    const folder = built.folder({
      'segment.config.yaml': `timezone: UTC\nas_of: 2026-06-30\n${config}\n`,
      'segments/lists.yaml': segments(from.join(', '), '{ customers: 300 }').replace(
        '{ inside: true }',
        where,
      ),
    });
    const { weights, chances, trial } = learnByHand(customers());
    const found = new Set(await alike(folder));
    const scores = [...chances].toSorted((a, b) => b[1] - a[1]);
    // Equal customers are told apart by nobody: the scores of those chosen are the best there are.
    const last = scores[299]![1];
    expect(found.size).toBe(300);
    expect(scores.filter(([id, score]) => score > last + 1e-9 && !found.has(id))).toEqual([]);
    expect(scores.filter(([id, score]) => score < last - 1e-9 && found.has(id))).toEqual([]);

    const said = await told(folder);
    const strongest = weights
      .filter((weight) => Math.abs(weight) >= 0.1)
      .toSorted((a, b) => Math.abs(b) - Math.abs(a));
    for (const [i, { weight }] of said.signs.signs.entries()) near(weight, strongest[i]!, { relative: 1e-6 });
    expect(said.signs.signs).toHaveLength(Math.min(5, strongest.length));
    expect(said.trial).toMatchObject({ inside: trial.inside, outside: trial.outside });
    near(said.trial.auc, trial.auc, { relative: 1e-9 });
    near(said.trial.precision, trial.precision, { relative: 1e-9 });
  });
});
