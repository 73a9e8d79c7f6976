// The drawn segments are the same each time, of many measures, and worth evaluating.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { makeBenchData } from './data.ts';
import { countDrawnMeasures, drawSegments, sampleOf, sqlOf, yamlOf } from './five-hundred.ts';

const CUSTOMERS = 5_000;

it('draws five hundred segments of 300 different measures, the same each time', () => {
  const segments = drawSegments();
  expect(segments).toHaveLength(500);
  expect(countDrawnMeasures(segments)).toBe(300);
  expect(drawSegments()).toEqual(segments);
  expect(yamlOf(segments.slice(0, 1))).toBe(`segments:
  - name: drawn-001
    where:
      all:
        - emails: { where: { type: open }, last: 14d, count: { gte: 4 } }
        - emails: { where: { type: click, kind: trigger }, last: 180d, count: { gte: 2 } }
        - emails: { where: { type: click, kind: trigger }, last: 150d, days: { gte: 1 } }
`);
});

it('draws mostly segments that hold somebody, and none that holds everybody', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'segment-bench-test-'));
  await makeBenchData(folder, CUSTOMERS);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const table of ['customers', 'orders', 'emails']) {
    await connection.run(`CREATE VIEW ${table} AS FROM '${join(folder, table)}.parquet'`);
  }
  const sizes: number[] = [];
  for (const segment of sampleOf(drawSegments(), 50)) {
    const reader = await connection.runAndReadAll(`SELECT count(*) FROM (${sqlOf(segment)})`);
    sizes.push(Number(reader.getRows()[0]![0]));
  }
  connection.closeSync();
  rmSync(folder, { recursive: true });
  expect(sizes.filter((size) => size === 0).length).toBeLessThan(20);
  expect(Math.max(...sizes)).toBeLessThan(CUSTOMERS);
});
