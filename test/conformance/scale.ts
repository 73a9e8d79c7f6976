/**
 * `npm run conformance:scale -- --events 20000000 --customers 1000000`: fifty segments over three shards of ClickHouse in
 * the one query that we write, and in one query each as a person writes them; the sizes have to be the same.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBundle } from '../program/bundle.ts';
import { type Cluster, openCluster } from './clickhouse.ts';
import { pairs, shopOfScale } from './scale-segments.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000000' },
    customers: { type: 'string', default: '1000000' },
    explain: { type: 'boolean', default: false },
  },
});

interface Timed<Result> {
  readonly result: Result;
  readonly seconds: number;
  /** Seconds of all processors, which others' work changes less. The engine works in this process. */
  readonly processor: number;
}

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
    `${pairs.length} segments, ${values.customers} customers, ${values.events} events, three shards: one query ${ours.seconds.toFixed(1)} s (${ours.processor.toFixed(1)} of processors), by hand ${byHand.seconds.toFixed(1)} s (${byHand.processor.toFixed(1)}), ${(byHand.processor / ours.processor).toFixed(1)} times by processors; ${differing.length} differ`,
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
    // What the engine puts together behind an insert would count as time of whatever is asked first.
    await run(`OPTIMIZE TABLE stored.${table} FINAL`);
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
  const words = ['sql', ...shopOfScale(folder), '--dialect', 'clickhouse', '--no-cache', '--quiet'];
  const { code, out, err } = await runBundle(words, { cwd: folder, now: '2026-07-01T12:00:00Z' });
  if (code !== 0) throw new Error(err);
  return out.replace(/;\s*$/, '');
}

function sizesOf(rows: readonly (readonly unknown[])[]): ReadonlyMap<string, number> {
  return new Map(rows.map(([name, size]) => [String(name), Number(size)]));
}

async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  const [started, before] = [process.hrtime.bigint(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return {
    result,
    seconds: Number(process.hrtime.bigint() - started) / 1e9,
    processor: (user + system) / 1e6,
  };
}
