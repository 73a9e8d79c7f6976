/** The starters on BigQuery: what a night costs, as the page of the engines counts it, and names that BigQuery takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { root } from '../architecture/source-files.ts';
import { runBundle } from '../program/bundle.ts';

const page = readFileSync(join(root, 'segments/engines.md'), 'utf8');
const rows = [...page.matchAll(/^\| `(\w+)` \| `(\w+)`(?:, ([\d.]+) letters)? \| ([\d.]+) \|$/gm)];
const ROWS = 20_000_000;

let sql: string;
beforeAll(async () => {
  const words = ['sql', 'segments/*.yaml', '--dialect', 'bigquery', '--no-cache'];
  const { code, out } = await runBundle(words, { cwd: root });
  expect(code).toBe(0);
  sql = out;
});

it('the columns of orders are those of the query, in one pass', () => {
  const [, read] = /^orders_read AS \(\n {2}SELECT\n([\s\S]*?)\n {2}FROM orders$/m.exec(sql)!;
  expect(rows.map(([, name]) => name)).toEqual(read!.split(',\n').map((item) => /(\w+)$/.exec(item)![1]));
  expect(sql.match(/FROM orders_read\b/g)).toHaveLength(1);
  expect(sql).not.toMatch(/orders\.ordered_at >= /);
  expect(new Set(sql.match(/CASE WHEN `?[\w-]+`? THEN '[\w-]+' END/g)).size).toBe(19);
});

it('the bytes add up', () => {
  const widths: Readonly<Record<string, number>> = { DATETIME: 8, NUMERIC: 16 };
  for (const [, , type, letters, bytes] of rows)
    expect(Number(bytes)).toBeCloseTo(letters === undefined ? widths[type!]! : 2 + Number(letters), 9);
  const [, together] = /^\| together \| \| ([\d.]+) \|$/m.exec(page)!;
  expect(rows.reduce((sum, [, , , , bytes]) => sum + Number(bytes), 0)).toBeCloseTo(Number(together), 9);
  const [, total, night, year] =
    /46\.4 = ([\d,]+) bytes, ([\d.]+) TiB[\s\S]*? × \*p\* a night and ([\d.]+) × \*p\* a year/.exec(page)!;
  expect(Number(total!.replaceAll(',', ''))).toBe(ROWS * Number(together));
  expect(((ROWS * Number(together)) / 2 ** 40).toFixed(5)).toBe(night);
  expect(((365 * ROWS * Number(together)) / 2 ** 40).toFixed(2)).toBe(year);
});

it('columns of the answer have names without a point, each once', () => {
  const [, items] = /\n\)\nSELECT\n([\s\S]*?)\nFROM segment_membership$/m.exec(sql)!;
  const names = items!.split(',\n').map((item) => /[\s.]([^\s.]+)$/.exec(item)![1]!);
  expect(names).toEqual(
    expect.arrayContaining(['segment', 'customer_id', 'company_name', 'company_industry']),
  );
  expect(names.filter((name) => !/^\w+$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
