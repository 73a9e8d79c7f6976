// The benchmark measures what it says: fifty segments, about fifty measures, and queries that do some work.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeBenchData } from './data.ts';
import { countMeasures, readNames, readQueries } from './fifty.ts';

const CUSTOMERS = 5_000;
let folder: string;
let connection: DuckDBConnection;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segment-bench-test-'));
  await makeBenchData(folder, CUSTOMERS);
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const table of ['customers', 'orders', 'emails']) {
    await connection.run(`CREATE VIEW ${table} AS FROM '${join(folder, table)}.parquet'`);
  }
});

afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

it('has fifty definitions, and a query for each, in one order', () => {
  expect(readNames()).toHaveLength(50);
  expect([...readQueries().keys()]).toEqual(readNames());
});

it('uses 150 measures, 51 different ones', () => {
  expect(countMeasures()).toEqual({ uses: 150, distinct: 51 });
});

it.each(readNames())('finds some customers and not nearly all by the query of %s', async (name) => {
  const reader = await connection.runAndReadAll(`SELECT customer_id FROM (${readQueries().get(name)})`);
  const members = reader.getRows().map(([key]) => key as string);
  expect(new Set(members).size).toBe(members.length);
  expect(members.length).toBeGreaterThan(0);
  expect(members.length).toBeLessThan(CUSTOMERS * 0.9);
});

it('makes the same data from the same size', async () => {
  const again = mkdtempSync(join(tmpdir(), 'segment-bench-test-'));
  await makeBenchData(again, CUSTOMERS);
  for (const table of ['customers', 'orders', 'emails']) {
    const [first, second] = [folder, again].map((one) => `FROM '${join(one, table)}.parquet'`);
    const sql = `SELECT count(*) FROM ((${first} EXCEPT ALL ${second}) UNION ALL (${second} EXCEPT ALL ${first}))`;
    expect((await connection.runAndReadAll(sql)).getRows()).toEqual([[0n]]);
  }
  rmSync(again, { recursive: true, force: true });
});
