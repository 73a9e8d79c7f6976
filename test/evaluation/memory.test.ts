/** A segment of forty sums over more customers than fit into memory: every command gives the answer that it gives with more. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';

const CUSTOMERS = 60_000;
const LITTLE = ['--memory-limit', '40MB', '--threads', '1'];

const sums = Array.from({ length: 40 }, (_, index) => index);
const traits = sums.map(
  (n) => `  s${n}: { orders: { last: ${61 * n + 60}d, where: { n: { gte: ${n % 9} } }, sum: total } }`,
);
const PROJECT = `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers: { file: customers.parquet, key: id, created: created, contact: { email: email }, consent: { email: consent } }
events: { orders: { file: orders.parquet, key: order_id, customer: customer, time: at, value: total } }
traits:
${traits.join('\n')}
`;
const SEGMENTS = `name: sums
where: { any: [ ${sums.map((n) => `{ s${n}: { gte: ${200 + n} } }`).join(', ')} ] }
split: { seed: s1, arms: { treated: 50%, control: 50% } }
`;

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segment-memory-'));
  mkdirSync(join(folder, 'segments'));
  writeFileSync(join(folder, 'segment.config.yaml'), PROJECT);
  writeFileSync(join(folder, 'segments/sums.yaml'), SEGMENTS);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const copy = (sql: string, name: string) =>
    connection.run(`COPY (${sql}) TO '${join(folder, name)}.parquet' (FORMAT parquet)`);
  await copy(
    `SELECT 'c' || i AS id, 'u' || i || '@x.pl' AS email, ['PL', 'DE', 'HU'][1 + i % 3] AS country, i % 7 <> 0 AS consent,
      DATE '2021-01-11' + (i % 1500)::INTEGER AS created FROM range(${CUSTOMERS}) AS rows(i)`,
    'customers',
  );
  await copy(
    `SELECT i AS order_id, 'c' || hash(i) % ${CUSTOMERS} AS customer, ((hash(i + 2) % 20000) / 100)::DECIMAL(9, 2) AS total,
      TIMESTAMP '2020-01-01' + to_hours((hash(i + 1) % 56000)::BIGINT) AS at, (i % 50)::INTEGER AS n
      FROM range(${3 * CUSTOMERS}) AS rows(i)`,
    'orders',
  );
  connection.closeSync();
});

afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  'run segments/sums.yaml',
  'count segments/sums.yaml',
  'export segments/sums.yaml',
  'kpis sums --from 2026-01-01 --to 2026-03-31',
  'explain sums',
  'split sums --arms a=50%,b=50% --seed x --exact --stratify country',
  'rfm --segment sums',
  'moves rfm.segment --from 2026-03-31 --to 2026-06-30',
  'lift sums --from 2026-01-01',
  'cohorts --by segment:sums',
])('%s', { timeout: 300_000 }, async (command) => {
  const words = [...command.split(' '), '--format', 'csv'];
  const much = await runBundle(words, { cwd: folder });
  const little = await runBundle([...words, ...LITTLE], { cwd: folder });
  expect({ ...little, out: '' }).toEqual({ ...much, out: '', code: 0 });
  expect(little.out === much.out).toBe(true);
  expect(little.out.split('\n').length).toBeGreaterThan(2);
});
