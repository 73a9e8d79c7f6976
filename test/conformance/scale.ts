/**
 * `npm run conformance:scale -- --events 20000000 --customers 1000000`: fifty segments over three shards of ClickHouse in
 * the one query that we write, and in one query each as a person writes them; the sizes have to be the same.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBundle } from '../program/bundle.ts';
import { type Cluster, openCluster } from './clickhouse.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000000' },
    customers: { type: 'string', default: '1000000' },
    explain: { type: 'boolean', default: false },
  },
});

const AS_OF = '2026-06-30';
const DAYS = [30, 60, 90, 180, 365];
const END = "toDateTime64('2026-07-01 00:00:00', 6, 'UTC')";

interface Pair {
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

const pairs: readonly Pair[] = DAYS.flatMap((days): readonly Pair[] => [
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

const folder = mkdtempSync(join(tmpdir(), 'segment-scale-'));
const cluster = openCluster();
try {
  await fill(cluster);
  const sql = await ourQuery();
  if (values.explain) console.log(await cluster.text(`EXPLAIN ${sql}`));
  const ours = await timed(async () =>
    sizesOf(
      await cluster.rows(
        `SELECT segment, count() FROM (${sql.replace(/\nSETTINGS/, ') GROUP BY segment\nSETTINGS')}`,
      ),
    ),
  );
  const byHand = await timed(async () => {
    const sizes = new Map<string, number>();
    for (const { name, query } of pairs) {
      const [[size]] = (await cluster.rows(`SELECT count() FROM (${query})`)) as [[unknown]];
      if (Number(size) > 0) sizes.set(name, Number(size));
    }
    return sizes;
  });
  const differing = pairs.filter(({ name }) => ours.result.get(name) !== byHand.result.get(name));
  for (const { name } of differing)
    console.log(`${name}: ${ours.result.get(name)} and by hand ${byHand.result.get(name)}`);
  console.log(
    `${pairs.length} segments, ${values.customers} customers, ${values.events} events, three shards: one query ${ours.seconds.toFixed(1)} s, by hand ${byHand.seconds.toFixed(1)} s, ${(byHand.seconds / ours.seconds).toFixed(1)} times; ${differing.length} differ`,
  );
  process.exitCode = differing.length === 0 ? 0 : 1;
} finally {
  cluster.close();
  rmSync(folder, { recursive: true, force: true });
}

async function fill({ run }: Cluster): Promise<void> {
  for (const database of ['stored', 'shard', 'made']) await run(`CREATE DATABASE ${database}`);
  const spread = async (table: string, columns: string, order: string, rows: string): Promise<void> => {
    await run(
      `CREATE TABLE stored.${table} (shard UInt8, ${columns}) ENGINE = MergeTree ORDER BY (shard, ${order})`,
    );
    await run(`INSERT INTO stored.${table} ${rows}`);
    await run(
      `CREATE VIEW shard.${table} AS SELECT * EXCEPT shard FROM stored.${table} WHERE shard = shardNum()`,
    );
    await run(`CREATE TABLE made.${table} (${columns}) ENGINE = Distributed(three, shard, ${table}, rand())`);
  };
  await spread(
    'customers',
    'customer_id String',
    'customer_id',
    `SELECT number % 3 + 1, concat('c', toString(number)) FROM numbers(${values.customers})`,
  );
  await spread(
    'orders',
    "customer_id String, ordered_at DateTime64(6, 'UTC'), total Decimal(10, 2), channel LowCardinality(String)",
    'customer_id, ordered_at',
    `SELECT number % 3 + 1, concat('c', toString(cityHash64(number) % ${values.customers})),
       toDateTime64('2023-07-01 00:00:00', 6, 'UTC') + toIntervalSecond(cityHash64(number, 1) % (3 * 365 * 86400)),
       toDecimal64(cityHash64(number, 2) % 20000, 2) / 100,
       ['web', 'app', 'shop', 'phone'][cityHash64(number, 3) % 4 + 1]
     FROM numbers(${values.events})`,
  );
  await run('USE made');
}

async function ourQuery(): Promise<string> {
  writeFileSync(join(folder, 'customers.csv'), 'customer_id\nc1\n');
  writeFileSync(
    join(folder, 'orders.csv'),
    'customer_id,ordered_at,total,channel\nc1,2023-07-01T10:00:00,10.25,web\nc1,2026-06-30T10:00:00,10.25,app\nc1,2026-06-30T11:00:00,10.25,shop\n',
  );
  writeFileSync(
    join(folder, 'segment.config.yaml'),
    'timezone: UTC\ncustomers: { file: customers.csv, key: customer_id }\nevents:\n  orders: { file: orders.csv, customer: customer_id, time: ordered_at, value: total }\n',
  );
  writeFileSync(
    join(folder, 'all.yaml'),
    `segments:\n${pairs.map(({ name, where }) => `  - { name: ${name}, where: ${where} }\n`).join('')}`,
  );
  const words = ['sql', 'all.yaml', '--dialect', 'clickhouse', '--as-of', AS_OF, '--no-cache', '--quiet'];
  const { code, out, err } = await runBundle(words, { cwd: folder, now: '2026-07-01T12:00:00Z' });
  if (code !== 0) throw new Error(err);
  return out.replace(/;\s*$/, '');
}

function sizesOf(rows: readonly (readonly unknown[])[]): ReadonlyMap<string, number> {
  return new Map(rows.map(([name, size]) => [String(name), Number(size)]));
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly seconds: number }> {
  const started = process.hrtime.bigint();
  const result = await work();
  return { result, seconds: Number(process.hrtime.bigint() - started) / 1e9 };
}
