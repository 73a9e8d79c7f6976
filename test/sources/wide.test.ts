// Tables of more columns than the engine compares with one another; objects of many keys are rows and no dictionaries.
import { expect, it } from 'vitest';
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
