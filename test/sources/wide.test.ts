// Tables of more columns than the engine compares with one another; objects of many keys are rows and no dictionaries.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';
import { loading } from './load-text.ts';

const names = Array.from({ length: 210 }, (_, index) => `n${index}`);
const numberOf = (row: number, index: number): number => (row * 7919 + index * 13) / 100;

const asJson = [1, 2, 3]
  .map((row) =>
    JSON.stringify({ id: row, ...Object.fromEntries(names.map((n, at) => [n, numberOf(row, at)])) }),
  )
  .join('\n');

const asParquet = `COPY (SELECT id, ${names.map((name, at) => `((id * 7919 + ${at * 13}) / 100)::DOUBLE AS ${name}`).join(', ')}
  FROM range(1, 4) numbers(id)) TO '{folder}/c.parquet' (FORMAT parquet)`;

it.each(['jsonl', 'parquet'])('of %s have every number exactly', (format) =>
  loading(
    `customers: { file: c.${format}, key: id }`,
    { 'c.jsonl': asJson },
    async ({ sources, rows }) => {
      expect(sources.schema.customers.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
        'id text',
        ...names.map((name) => `${name} decimal`),
      ]);
      const [sums] = await rows(`SELECT ${names.map((name) => `sum(${name})`).join(', ')} FROM customers`);
      expect(sums!.map(Number)).toEqual(
        names.map(
          (_, at) => [1, 2, 3].reduce((sum, row) => sum + Math.round(numberOf(row, at) * 100), 0) / 100,
        ),
      );
      expect(await rows("SELECT current_setting('disabled_optimizers')")).toEqual([['']]);
    },
    { prepare: [asParquet] },
  ),
);

it('are taken from what an earlier command found out about them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'segment-wide-'));
  try {
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(asParquet.replace('{folder}', folder));
    connection.closeSync();
    writeFileSync(join(folder, 'segment.config.yaml'), 'customers: { file: c.parquet, key: id }\n');
    writeFileSync(join(folder, 'all.yaml'), 'name: all\nwhere: { n3: { gt: 0 } }\n');
    const run = () => runBundle(['run', 'all.yaml'], { cwd: folder });
    const first = await run();
    settle(join(folder, '.segment/cache'));
    const second = await run();
    expect([second.code, second.out]).toEqual([0, first.out]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** As if the files had been there for long. */
function settle(cache: string): void {
  const entry = readdirSync(cache).find((name) => name.startsWith('customers'))!;
  const path = join(cache, entry, 'table.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), settled: true }));
}
