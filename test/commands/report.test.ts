/** `segment report`: one page for people, which no network, script, person or strange value gets into. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../architecture/source-files.ts';
import { runBundle } from '../program/bundle.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const report = (cwd: string, ...words: readonly string[]) =>
  runBundle(['report', '--no-cache', ...words], { cwd });

/** The sections that need no model; a shop of its own has all (`report-privacy.test.ts`). */
const few = ['segments/value', '--sections', 'changes,sizes,movement,rfm,making'];

describe('on the samples', () => {
  let page: string;
  beforeAll(async () => {
    const { out, code } = await report(root, ...few);
    expect(code).toBe(0);
    page = out;
  });

  it('says what `count` and `rfm --matrix` say', async () => {
    const cell = (value: string) => `data-value="${value}"`;
    const counted = await runBundle(['count', 'segments/value', '--format', 'json', '--no-cache'], {
      cwd: root,
    });
    const sizes = JSON.parse(counted.out) as readonly { segment: string; customers: number }[];
    const big = sizes.find(({ segment }) => segment === 'champions')!;
    expect(page).toMatch(new RegExp(`>champions</th>.*${cell(String(big.customers))}`));
    const matrix = await runBundle(['rfm', '--matrix', '--format', 'json', '--no-cache'], { cwd: root });
    for (const { customers } of JSON.parse(matrix.out)) expect(page).toContain(cell(String(customers)));
  });

  it('has the largest segment first', () => {
    const section = /<section id="sizes".*?<\/section>/s.exec(page)![0];
    const sizes = [
      ...section.matchAll(/<th scope="row">[^.<]+<\/th><td[^>]*>[^<]*<\/td><td[^>]*data-value="(\d+)"/g),
    ];
    const told = sizes.map(([, size]) => Number(size));
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual(told.toSorted((a, b) => b - a));
  });

  it('has the stages of a set in its order', async () => {
    const { out } = await report(root, 'segments/behavioural/activity.yaml', '--sections', 'sizes');
    const names = [...out.matchAll(/<th scope="row">activity\.([^<]+)/g)].map(([, name]) => name);
    expect(names).toEqual(['inactive', 'weak', 'medium', 'active']);
  });

  it('tells dates whole, and RFM segments from the best on', () => {
    expect(page).toMatch(/<time>2026-0\d-\d\d<\/time>/);
    const movement = /<section id="movement".*?<\/section>/s.exec(page)![0];
    expect(movement.indexOf('>champions<')).toBeLessThan(movement.indexOf('>about-to-sleep<'));
    expect(movement.indexOf('>loyal<')).toBeLessThan(movement.indexOf('>at-risk<'));
  });

  it('is one file without script and without anything to load', () => {
    expect(page).not.toMatch(/<script|<link|<iframe|src=|url\(|https?:|@import/i);
    expect(Buffer.byteLength(page)).toBeLessThan(500_000);
  });

  it('is the same in two processes', async () => {
    const other = await built.segment(root, 'report', 'segments/value', '--no-cache', '--out', '/dev/stdout');
    expect(other.code).toBe(2);
    const { out } = await built.shell(root, `segment report ${few.join(' ')} --no-cache`);
    expect(out).toBe(page);
  });
});

it('leaves tables of the project alone, whatever they are called', async () => {
  const names = [
    'rfm_scores',
    'kpi_values',
    'profile_values',
    'overlap_masks',
    'moves_from',
    'report_earlier',
  ];
  const tables = names
    .map((name) => `  ${name}: { file: more.csv, customer: customer, time: at }\n`)
    .join('');
  const folder = built.folder({
    'segment.config.yaml':
      'as_of: 2026-06-30\ncustomers: { file: customers.csv, key: id }\nevents:\n' +
      `  orders: { file: orders.csv, customer: customer, time: at, value: total }\n${tables}`,
    'customers.csv': 'id\na\nb\nc\nd\ne\nf\n',
    'orders.csv': 'customer,at,total\na,2026-06-01,5\nb,2026-06-02,6\nc,2026-01-03,7\nd,2025-06-03,7\n',
    'more.csv': 'customer,at,word\na,2026-06-01,x\nzz,2026-06-02,y\n',
    'segments/more.yaml': `name: more\nwhere: { ${names[0]}: { count: { gte: 1 } } }\n`,
    'segments/rest.yaml': 'name: rest\nwhere: { orders: { count: { gte: 1 } } }\n',
  });
  const { code, err, out } = await report(folder, '--min-cell', '1');
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(out).toMatch(new RegExp(`<section id="quality".*${names[0]}.*</section>`, 's'));
});

it('says at the top that the data is old', async () => {
  const folder = built.folder(shop);
  const old = 'the newest row of the data is of';
  expect((await report(folder, '--as-of', '2031-06-30', '--sections', 'making')).out).toContain(old);
  expect((await report(folder, '--sections', 'making')).out).not.toContain(old);
});

it('writes the file of --out, and refuses what is no page', async () => {
  const folder = built.folder(shop);
  const { code, err } = await report(folder, '--out', 'page.html', '--title', '<b>&', '--theme', 'dark');
  expect({ code, err }).toMatchObject({ code: 0 });
  const text = readFileSync(join(folder, 'page.html'), 'utf8');
  expect(text).toContain('<h1>&lt;b&gt;&amp;</h1>');
  expect((await report(folder, '--out', 'page.png')).err).toContain('end the name with `.html`');
  expect((await report(folder, '--sections', 'sizse')).err).toContain('did you mean `sizes`');
});

it('says what it cannot tell where there are no orders', async () => {
  const folder = built.folder({
    'segment.config.yaml': 'customers: { file: customers.csv, key: customer_id }\n',
    'customers.csv': 'customer_id,country\n1,PL\n2,HU\n',
    'segments/pl.yaml': 'name: pl\nwhere: { country: PL }\n',
  });
  const { code, out } = await report(folder);
  expect(code).toBe(0);
  expect(out).toContain('id="sizes"');
  expect(out).toMatch(/Without “Who buys[^”]*”: /);
});

it('tells of a project without a segment what it can', async () => {
  const folder = built.folder({
    'segment.config.yaml':
      'as_of: 2026-06-30\ncustomers: { from: orders }\n' +
      'events: { orders: { file: orders.csv, customer: customer_id, time: ordered_at, value: total } }\n',
    'orders.csv': `customer_id,ordered_at,total\n${Array.from({ length: 90 }, (_, i) => `c${i % 40},2026-0${1 + (i % 6)}-${10 + (i % 17)},${5 + i}`).join('\n')}\n`,
  });
  const { code, out, err } = await report(folder);
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(out).toContain('<section id="rfm"');
  expect(out).not.toMatch(/<section id="(changes|sizes|definitions)"/);
  expect(out).not.toMatch(/NaN|undefined|null/);
});

it.each([
  [50_000, true],
  [50_001, false],
] as const)('with %i customers looks at the data and predicts unasked: %s', async (count, isLooked) => {
  const ids = Array.from({ length: count }, (_, index) => `${index},${index % 250 === 0 ? 'HU' : 'PL'}`);
  const orders = Array.from({ length: 900 }, (_, i) => {
    const day = new Date(Date.UTC(2025, 6, 1 + ((i * 37) % 360))).toISOString().slice(0, 10);
    return `${250 * (i % 190)},${day},${5 + (i % 40)}`;
  });
  const folder = built.folder({
    'segment.config.yaml':
      'as_of: 2026-06-30\ncustomers: { file: customers.csv, key: customer_id }\n' +
      'events: { orders: { file: orders.csv, customer: customer_id, time: ordered_at, value: total } }\n',
    'customers.csv': `customer_id,country\n${ids.join('\n')}\n`,
    'orders.csv': `customer_id,ordered_at,total\n${orders.join('\n')}\n`,
    'segments/hu.yaml': 'name: hu\nwhere: { country: HU }\n',
    'segments/active.yaml': 'name: active\nwhere: { predicted.alive: { gte: 50% } }\n',
  });
  const { out } = await report(folder);
  expect(out.includes('id="quality"')).toBe(isLooked);
  expect(out.includes('takes longer than their lists')).toBe(!isLooked);
  expect(out.includes('id="predicted"')).toBe(isLooked);
  expect(out.includes(`a fit to ${count.toLocaleString('en')} customers takes minutes`)).toBe(!isLooked);
  expect(out.includes('<th scope="row">CLV predicted</th>')).toBe(isLooked);
  // A segment that reads the model is told of, however many there are.
  expect(out).toMatch(/<th scope="row">active<\/th><td[^>]*><\/td><td[^>]*data-value="\d+"/);
  const asked = await report(folder, '--sections', 'quality,predicted,kpis,sizes');
  for (const name of ['quality', 'predicted', 'kpis']) expect(asked.out).toContain(`id="${name}"`);
  expect(asked.out).toContain('<th scope="row">CLV predicted</th>');
});
