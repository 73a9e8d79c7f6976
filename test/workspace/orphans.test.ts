// Keys that nobody knows are counted as relations hold them, also where only the first of a file are looked at for
// whether they are written cleanly.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';

/** As many rows as are looked at (`FIRST_ROWS` of `sources/clean-columns.ts`). */
const CLEAN = 100_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segment-orphans-'));
  writeFileSync(
    join(folder, 'segment.config.yaml'),
    `timezone: UTC
as_of: 2026-06-30
customers: { file: customers.parquet, key: id }
events: { orders: { file: orders.parquet, customer: customer, time: at } }
`,
  );
  writeFileSync(join(folder, 'buyers.yaml'), 'name: buyers\nwhere: { orders: { count: { gte: 1 } } }\n');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Orders of `c0` to `c9`, and behind them one of each further key. */
async function toldOf(further: readonly string[]): Promise<string> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const copy = (sql: string, name: string) =>
    connection.run(`COPY (${sql}) TO '${join(folder, name)}.parquet' (FORMAT parquet)`);
  await copy(`SELECT 'c' || i AS id FROM range(11) AS rows(i)`, 'customers');
  const keys = further.map((key) => `('${key}')`).join(', ');
  await copy(
    `SELECT key AS customer, TIMESTAMP '2026-01-01' AS at
     FROM (SELECT 'c' || i % 10 AS key FROM range(${CLEAN}) AS rows(i) UNION ALL (VALUES ${keys}))`,
    'orders',
  );
  connection.closeSync();
  const { err } = await runBundle(['run', 'buyers.yaml', '--format', 'csv'], { cwd: folder });
  return err;
}

it('of nobody are counted', async () => {
  expect(await toldOf(['c10', 'c99', 'C1', 'c99'])).toMatch(
    /^warning: 3 of 100004 rows of `orders` are of customers that the customers table does not have/,
  );
});

it('that are known once they are cleaned are not', async () => {
  expect(await toldOf([' c10', 'c10\u00a0', '\ufeffc1'])).toBe('');
});

it('are told apart where some are', async () => {
  expect(await toldOf([' c10', ' c99', ''])).toMatch(/^warning: 1 of 100003 rows of `orders`/m);
});
