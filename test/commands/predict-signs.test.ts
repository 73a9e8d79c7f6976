/** Early signs on a shop in which they were planted: whoever looks three times in the first week becomes a VIP. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
let folder: string;

const dateOf = (day: number): string => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);

/** Days from 2024-01-01; the as-of is 2026-06-30, which is day 911. */
const lastDay = 911;

const project = (predict: string) => `timezone: UTC
as_of: 2026-06-30
customers: { from: orders }
events:
  orders: { file: orders.csv, customer: customer_id, time: ordered_at, value: total }
  views: { file: views.csv, customer: customer_id, time: seen_at }
traits:
  spend_1y: { orders: { sum: total, last: 1y } }
  order_count: { orders: { count: true } }
  looks: { views: { count: true } }
  first_look: { views: { min: seen_at } }
predict:
  ${predict}
`;

const vip =
  'vip: { target: { spend_1y: { top: 25% } }, after: 7d, within: 1y, from: [looks, order_count, first_look] }';

/** How often the customer who began on day i looks in the first days. */
type Looks = (i: number, isVip: boolean) => number;

const planted: Looks = (i, isVip) => (isVip ? 3 : i % 3);

function files(until = lastDay, looks = planted): Readonly<Record<string, string>> {
  const orders: string[] = [];
  const views: string[] = [];
  const add = (list: string[], customer: string, day: number, ...rest: readonly unknown[]): void => {
    if (day <= until) list.push([customer, dateOf(day), ...rest].join(','));
  };
  for (let i = 0; i < 900; i++) {
    const customer = `c${1000 + i}`;
    const isVip = i % 4 === 0;
    add(orders, customer, i, 20 + (i % 7));
    for (let look = 0; look < looks(i, isVip); look++) add(views, customer, i + look);
    // The VIP buys all year long, and others once more at most.
    for (let n = 1; n <= (isVip ? 6 : i % 2); n++) add(orders, customer, i + 40 * n, 30);
  }
  return {
    'orders.csv': `customer_id,ordered_at,total\n${orders.join('\n')}\n`,
    'views.csv': `customer_id,seen_at\n${views.join('\n')}\n`,
  };
}

beforeAll(async () => {
  built = await buildSegment();
  folder = built.folder({ 'segment.config.yaml': project(vip), ...files() });
});
afterAll(() => built.remove());

const signs = (place: string, ...words: readonly string[]) =>
  built.segment(place, 'predict', '--no-cache', '--on', 'vip', '--format', 'csv', ...words);

const rowsOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => line.split(','));

it('finds the planted sign, and tries it on later customers', async () => {
  const { out, err } = await signs(folder, '--backtest');
  const figure = (measure: string, model: string): number =>
    Number(rowsOf(out).find((row) => row[0] === measure && row[1] === model)![2]);
  expect(figure('auc', 'vip')).toBeGreaterThan(0.95);
  expect(figure('precision', 'vip')).toBeGreaterThan(0.9);
  expect(figure('precision', 'chance')).toBeLessThan(0.4);
  expect(err).toContain('signs of `vip`, the strongest first: more `looks`');
});

it('speaks of those who are where the others were: a week to 37 days after their first order', async () => {
  const { out } = await signs(folder);
  const [header, ...rows] = rowsOf(out);
  expect(header).toEqual(['customer_id', 'probability']);
  // First orders are a day apart, so that c1000 + i began on day i: nobody is left at the as-of but for the last.
  expect(rows).toEqual(rows.filter(([customer]) => Number(customer!.slice(1)) - 1000 <= lastDay - 7));
  expect(rows.length).toBeGreaterThan(15);
  const chances = new Map(rows.map(([customer, chance]) => [customer, Number(chance)]));
  expect(chances.get('c1896')).toBeGreaterThan(0.8);
  expect(chances.get('c1897')).toBeLessThan(0.2);
});

it('is a field like any other, missing for whoever is not there', async () => {
  writeFileSync(
    join(folder, 'likely.yaml'),
    'name: likely\nwhere: { vip.probability: { gte: 0.5 } }\ncolumns: [vip.probability]\n',
  );
  const { out, code } = await built.segment(folder, 'run', '--no-cache', 'likely.yaml');
  const chances = rowsOf((await signs(folder)).out).filter(([, chance]) => Number(chance) >= 0.5);
  expect([code, rowsOf(out).length - 1]).toEqual([0, chances.length]);
});

it('a past date knows nothing later: the same bytes with and without the rows after it', async () => {
  const day = 860;
  const cut = built.folder({ 'segment.config.yaml': project(vip), ...files(day) });
  for (const words of [[], ['--parameters'], ['--backtest']]) {
    const dated = ['--as-of', dateOf(day), ...words];
    const [later, then] = [await signs(folder, ...dated), await signs(cut, ...dated)];
    expect(later.out.length).toBeGreaterThan(50);
    expect(later.out).toBe(then.out);
  }
});

it('is tried on customers who began after all that it was learned from', async () => {
  const { err } = await signs(folder, '--backtest');
  const [, learnedUntil] = /as they were between \S+ and (\S+),/.exec(err)!;
  const [, triedFrom] = /later customers, looked at from (\S+) on/.exec(err)!;
  expect(learnedUntil! < triedFrom!).toBe(true);
  // From there on it is those who do not look who become a VIP: whoever was learned from tells nothing of them.
  const turn = (Date.parse(triedFrom!) - Date.parse('2024-01-01')) / 86_400_000 - 7 - 30;
  const turned: Looks = (i, isVip) => planted(i, i < turn ? isVip : !isVip);
  const place = built.folder({ 'segment.config.yaml': project(vip), ...files(lastDay, turned) });
  const { out } = await signs(place, '--backtest');
  expect(Number(rowsOf(out).find(([measure]) => measure === 'auc')![2])).toBeLessThan(0.2);
});

it('looks at customers as they were, and knows nothing of what they did before the target was judged', async () => {
  // A week after the first order everybody has one, and a year later the VIP has seven.
  const counted = vip.replace('[looks, order_count, first_look]', '[order_count]');
  const place = built.folder({ 'segment.config.yaml': project(counted), ...files() });
  const { out } = await signs(place, '--backtest');
  expect(rowsOf(out).find(([measure, model]) => measure === 'auc' && model === 'vip')![2]).toBe('0.5');
});

it('a target of rows to come is judged when they have come', async () => {
  const ready = 'vip: { target: { orders: { next: 60d } }, from: [looks, order_count] }';
  const place = built.folder({ 'segment.config.yaml': project(ready), ...files() });
  const { out, code } = await signs(place, '--backtest');
  expect(code).toBe(0);
  expect(Number(rowsOf(out).find(([measure]) => measure === 'auc')![2])).toBeGreaterThan(0.5);
});

it('too few to learn from: a sentence, and no number', async () => {
  const place = built.folder({ 'segment.config.yaml': project(vip), ...files(400) });
  const { out, err, code } = await signs(place, '--as-of', dateOf(400));
  expect(err).toContain('`vip` cannot be learned');
  expect(code).toBe(0);
  expect(
    rowsOf(out)
      .slice(1)
      .every(([, chance]) => chance === ''),
  ).toBe(true);
});

it('says what is wrong with it', async () => {
  for (const [predict, message] of [
    ['vip: { target: { spend_1y: { top: 25% } }, from: [looks] }', '`vip` needs `within`'],
    ['vip: { target: { spend_1y: { top: 25% } }, within: 1y }', '`vip` needs `from`'],
    ['vip: { target: { nothing: 1 }, within: 1y, from: [looks] }', 'nothing'],
    ['vip: { target: { spend_1y: { top: 25% } }, within: 1y, from: [customer_id] }', 'is no number, date'],
  ] as const) {
    const place = built.folder({ 'segment.config.yaml': project(predict), ...files(100) });
    const { code, err } = await signs(place);
    expect([predict, code, err.includes(message)]).toEqual([predict, 2, true]);
  }
});
