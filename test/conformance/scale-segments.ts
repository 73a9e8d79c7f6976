/** Fifty segments in our words and in ClickHouse's, and a small shop that they are checked over. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const AS_OF = '2026-06-30';
const DAYS = [30, 60, 90, 180, 365];
const END = "toDateTime64('2026-07-01 00:00:00', 6, 'UTC')";

export interface Pair {
  readonly name: string;
  /** The condition in our words. */
  readonly where: string;
  /** A query by hand that gives who is in it. */
  readonly query: string;
}

const recent = (days: number): string =>
  `ordered_at >= ${END} - INTERVAL ${days} DAY AND ordered_at < ${END}`;
const grouped = (where: string, having: string): string =>
  `SELECT customer_id FROM orders WHERE ${where} GROUP BY customer_id HAVING ${having}`;

export const pairs: readonly Pair[] = DAYS.flatMap((days): readonly Pair[] => [
  {
    name: `spent-${days}`,
    where: `{ orders: { last: ${days}d, sum: { of: total, gte: 300 } } }`,
    query: grouped(recent(days), 'sum(total) >= 300'),
  },
  {
    name: `spent-much-${days}`,
    where: `{ orders: { last: ${days}d, sum: { of: total, gte: 900 } } }`,
    query: grouped(recent(days), 'sum(total) >= 900'),
  },
  {
    name: `often-${days}`,
    where: `{ orders: { last: ${days}d, count: { gte: 3 } } }`,
    query: grouped(recent(days), 'count() >= 3'),
  },
  {
    name: `very-often-${days}`,
    where: `{ orders: { last: ${days}d, count: { gte: 8 } } }`,
    query: grouped(recent(days), 'count() >= 8'),
  },
  {
    name: `app-${days}`,
    where: `{ orders: { last: ${days}d, where: { channel: app } } }`,
    query: grouped(`${recent(days)} AND channel = 'app'`, 'count() >= 1'),
  },
  {
    name: `shop-twice-${days}`,
    where: `{ orders: { last: ${days}d, where: { channel: shop }, count: { gte: 2 } } }`,
    query: grouped(`${recent(days)} AND channel = 'shop'`, 'count() >= 2'),
  },
  {
    name: `large-${days}`,
    where: `{ orders: { last: ${days}d, where: { total: { gte: 190 } } } }`,
    query: grouped(`${recent(days)} AND total >= 190`, 'count() >= 1'),
  },
  {
    name: `days-${days}`,
    where: `{ orders: { last: ${days}d, days: { gte: 2 } } }`,
    query: grouped(recent(days), 'uniqExact(toDate(ordered_at)) >= 2'),
  },
  {
    name: `never-${days}`,
    where: `{ not: { orders: { last: ${days}d } } }`,
    query: `SELECT customer_id FROM customers WHERE customer_id GLOBAL NOT IN (SELECT customer_id FROM orders WHERE ${recent(days)})`,
  },
  {
    name: `largest-${days}`,
    where: `{ orders: { last: ${days}d, max: { of: total, gte: 199 } } }`,
    query: grouped(recent(days), 'max(total) >= 199'),
  },
]);

/** Writes the shop and the segments; gives what stands behind `run` and `sql`. */
export function shopOfScale(folder: string): readonly string[] {
  writeFileSync(join(folder, 'customers.csv'), 'customer_id\nc1\nc2\nc3\n');
  const order = (n: number): string =>
    `c${(n % 2) + 1},2026-0${(n % 6) + 1}-15T10:00:00,${n * 10}.25,${['web', 'app', 'shop'][n % 3]}`;
  const orders = Array.from({ length: 20 }, (_, n) => order(n));
  writeFileSync(
    join(folder, 'orders.csv'),
    `${['customer_id,ordered_at,total,channel', ...orders].join('\n')}\n`,
  );
  writeFileSync(
    join(folder, 'segment.config.yaml'),
    'timezone: UTC\ncustomers: { file: customers.csv, key: customer_id }\nevents:\n  orders: { file: orders.csv, customer: customer_id, time: ordered_at, value: total }\n',
  );
  writeFileSync(
    join(folder, 'all.yaml'),
    `segments:\n${pairs.map(({ name, where }) => `  - { name: ${name}, where: ${where} }\n`).join('')}`,
  );
  return ['all.yaml', '--as-of', AS_OF];
}
