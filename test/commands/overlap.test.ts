import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const project = 'timezone: UTC\nas_of: 2026-06-30\ncustomers: { file: customers.csv, key: id }\n';

/** More than a mask has bits: each list holds the customers whose number its own divides, or 65 more than it. */
const count = 70;
const lists = Array.from({ length: count }, (_, list) => `l${list + 1}`);
const customers = Array.from({ length: 200 }, (_, customer) => customer);
const isIn = (customer: number, list: number): boolean =>
  list + 1 === 64 || list + 1 === 65
    ? customer % 3 === list % 3
    : customer % 50 < 40 && customer % (list + 2) === 0;

const many = {
  'segment.config.yaml': project,
  'customers.csv': [
    ['id', ...lists].join(','),
    ...customers.map((customer) =>
      [`c${customer}`, ...lists.map((_, list) => (isIn(customer, list) ? 'true' : 'false'))].join(','),
    ),
  ].join('\n'),
  'segments/lists.yaml': `segments:\n${lists.map((name) => `  - { name: ${name}, where: { customer.${name}: true } }`).join('\n')}\n`,
};

async function rowsOf(folder: string, ...words: readonly string[]) {
  const { code, out, err } = await built.segment(folder, 'overlap', ...words, '--format', 'csv');
  const [header = '', ...lines] = out.trimEnd().split('\n');
  return { code, err, header, rows: lines.map((line) => line.split(',')) };
}

describe('segment overlap', () => {
  it('counts each pair of seventy lists, as counting by hand does', async () => {
    const { code, header, rows } = await rowsOf(built.folder(many), ...lists);
    expect({ code, header }).toEqual({ code: 0, header: 'a,b,customers,share_of_a,share_of_b,jaccard' });
    const expected = lists.flatMap((a, i) =>
      lists.slice(i + 1).map((b, k) => {
        const j = i + 1 + k;
        const both = customers.filter((customer) => isIn(customer, i) && isIn(customer, j)).length;
        const first = customers.filter((customer) => isIn(customer, i)).length;
        const second = customers.filter((customer) => isIn(customer, j)).length;
        return [a, b, both, both / first, both / second, both / (first + second - both)].map(String);
      }),
    );
    expect(rows).toEqual(expected);
  });

  it('tells everybody once by exactly which lists they are in, those in none too', async () => {
    const { header, rows } = await rowsOf(built.folder(many), ...lists, '--regions');
    expect(header).toBe('lists,segments,customers,share');
    const expected = new Map<string, number>();
    for (const customer of customers) {
      const names = lists.filter((_, list) => isIn(customer, list)).join('|');
      expected.set(names, (expected.get(names) ?? 0) + 1);
    }
    expect(new Map(rows.map(([, names = '', found]) => [names, Number(found)]))).toEqual(expected);
    expect(
      rows.every(([found, names]) => Number(found) === (names === '' ? 0 : names!.split('|').length)),
    ).toBe(true);
    const sizes = rows.map(([, , found]) => Number(found));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('counts customers by the number of lists that they are in, and says who is in none and in most', async () => {
    const folder = built.folder(many);
    const { header, rows } = await rowsOf(folder, 'l1', 'l2', 'l64', 'l65', '--pressure');
    expect(header).toBe('lists,customers,share');
    const asked = [0, 1, 63, 64];
    const pressure = customers.map((customer) => asked.filter((list) => isIn(customer, list)).length);
    const most = Math.max(...pressure);
    const counts = Array.from(
      { length: most + 1 },
      (_, lists) => pressure.filter((found) => found === lists).length,
    );
    expect(rows).toEqual(counts.map((found, lists) => [lists, found, found / 200].map(String)));
    const { err } = await built.segment(folder, 'overlap', 'l1', 'l2', 'l64', 'l65', '--format', 'table');
    expect(err).toContain(`of 200 customers, ${counts[0]} are in none of the 4 segments`);
    expect(err).toContain(`in ${most}, the most`);
  });

  it('has no share of a list without anybody, and refuses a pair of one', async () => {
    const folder = built.folder({
      ...many,
      'segments/nobody.yaml': 'name: nobody\nwhere: { customer.l1: { set: false } }\n',
    });
    const { rows } = await rowsOf(folder, 'nobody', 'l64');
    expect(rows).toEqual([['nobody', 'l64', '0', '', '0', '0']]);
    expect(await rowsOf(folder, 'l1', 'l1')).toMatchObject({ code: 2, err: expect.stringContaining('two') });
    expect((await rowsOf(folder, 'l1', '--regions')).code).toBe(0);
    expect((await rowsOf(folder, 'l1', 'l2', '--regions', '--pressure')).code).toBe(2);
  });
});

const data = process.env['SEGMENT_REFERENCE_DATA'] ?? '';

/** By the name of a list the column that decides it, and the cells that are in. */
type Lists = Readonly<Record<string, readonly [column: string, ...cells: readonly string[]]>>;

const real: readonly (readonly [string, Lists])[] = [
  [
    'hillstrom/customers.csv.gz',
    { mens: ['mens', '1'], newbie: ['newbie', '1'], web: ['channel', 'Web'], womens: ['womens', '1'] },
  ],
  [
    'completejourney/customers.csv',
    {
      alone: ['household_size', '1'],
      'middle-aged': ['age', '35-44', '45-54'],
      married: ['marital_status', 'Married'],
      owners: ['home_ownership', 'Homeowner'],
      'well-off': ['income', '75-99K', '100-124K', '125-149K', '150-174K', '175-199K', '200-249K', '250K+'],
    },
  ],
];

describe.skipIf(!existsSync(join(data, 'hillstrom')))('on real data', () => {
  it.each(real)('%s: pairs and regions are those of sets of the rows', async (file, lists) => {
    const bytes = readFileSync(join(data, file));
    const rows = parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, {
      columns: true,
    }) as readonly Readonly<Record<string, string>>[];
    const names = Object.keys(lists).toSorted();
    const sets = names.map((name) => {
      const [column, ...cells] = lists[name]!;
      return new Set(rows.filter((row) => cells.includes(row[column]!)).map((row) => row['customer_id']!));
    });
    const yaml = Object.entries(lists).map(
      ([name, [column, ...cells]]) =>
        `  - { name: ${name}, where: { customer.${column}: [${cells.join(', ')}] } }`,
    );
    const folder = built.folder({
      'segment.config.yaml': project
        .replace('key: id', 'key: customer_id')
        .replace('customers.csv', join(data, file)),
      'segments/lists.yaml': `segments:\n${yaml.join('\n')}\n`,
    });

    const { rows: pairs } = await rowsOf(folder, 'segments/lists.yaml');
    const expected = names.flatMap((a, i) =>
      names.slice(i + 1).map((b, k) => {
        const [first, second] = [sets[i]!, sets[i + 1 + k]!];
        const both = [...first].filter((id) => second.has(id)).length;
        const either = new Set([...first, ...second]).size;
        return [a, b, both, both / first.size, both / second.size, both / either].map(String);
      }),
    );
    expect(pairs).toEqual(expected);

    const { rows: regions } = await rowsOf(folder, 'segments/lists.yaml', '--regions');
    const people = new Map<string, number>();
    for (const { customer_id: id } of rows) {
      const region = names.filter((_, i) => sets[i]!.has(id!)).join('|');
      people.set(region, (people.get(region) ?? 0) + 1);
    }
    expect(new Map(regions.map(([, region = '', count]) => [region, Number(count)]))).toEqual(people);
    expect(regions.map(([, region = '', , share]) => [region, Number(share)])).toEqual(
      regions.map(([, region = '']) => [region, people.get(region)! / rows.length]),
    );
  });
});
