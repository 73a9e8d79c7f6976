import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { formatNamed } from '../../src/output/index.ts';
import { plainPaint } from '../../src/output/paint.ts';
import { printTable, saveTable } from '../../src/output/write-table.ts';
import { column, everyKind } from './tables.ts';

let database: Database;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segment-parquet-'));
  database = await openDatabase();
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const copy = (query: string, path: string) => database.copy(query, path, { format: 'parquet' });
const parquet = formatNamed('parquet');
const look = { paint: plainPaint };

it('keeps types and values by kind', async () => {
  const path = join(folder, 'every.parquet');
  await saveTable(everyKind, parquet, look, path, copy);
  expect(await database.columns(`SELECT * FROM '${path}'`)).toEqual([
    { name: 'segment', type: 'VARCHAR' },
    { name: 'customer_id', type: 'VARCHAR' },
    { name: 'customers', type: 'DECIMAL(38,0)' },
    { name: 'share', type: 'DOUBLE' },
    { name: 'spend', type: 'DECIMAL(20,3)' },
    { name: 'score', type: 'DOUBLE' },
    { name: 'at', type: 'TIMESTAMP' },
    { name: 'day', type: 'DATE' },
    { name: 'alive', type: 'BOOLEAN' },
    { name: 'trend', type: 'VARCHAR' },
  ]);
  const rows = await database.rows(
    `SELECT segment, customer_id, share, spend, score, "at", day, alive FROM '${path}'`,
  );
  expect(rows).toEqual([
    [
      'vips, "all"',
      '0012',
      0.1234567,
      '12345678901234567.895',
      1234.5678,
      '2026-06-30T22:00:00',
      '2026-06-30',
      true,
    ],
    ['two\nlines', '-5', 0.0001, '-0.005', -0.00001, '2026-06-30T22:00:00.5', '1999-12-31', false],
    [null, 'x', null, null, null, null, null, null],
  ]);
});

it('writes a table without rows, and names and texts with quotes', async () => {
  const path = join(folder, 'odd.parquet');
  await saveTable({ ...everyKind, rows: [] }, parquet, look, path, copy);
  expect(await database.rows(`SELECT count(*) FROM '${path}'`)).toEqual([[0]]);
  await saveTable(column('a"b\'c', ['it\'s "so" \\ łódź 🎉']), parquet, look, path, copy);
  expect(await database.objects(`SELECT * FROM '${path}'`)).toEqual([{ 'a"b\'c': 'it\'s "so" \\ łódź 🎉' }]);
});

it('writes many rows soon', async () => {
  const path = join(folder, 'many.parquet');
  const cells = Array.from({ length: 100_000 }, (_each, index) => `customer-${index}`);
  const started = performance.now();
  await saveTable(column('id', cells), parquet, look, path, copy);
  expect(performance.now() - started).toBeLessThan(5000);
  expect(await database.rows(`SELECT count(DISTINCT id) FROM '${path}'`)).toEqual([[100_000]]);
});

it('goes to a stream through a private file that is gone afterwards', async () => {
  let seen = '';
  const text = () => Promise.reject(new Error('not text'));
  const stream = {
    write: text,
    writeData: text,
    copyFile: async (path: string) => {
      seen = path;
      expect(await database.rows(`SELECT x FROM '${path}'`)).toEqual([['a']]);
    },
  };
  await printTable(column('x', ['a']), parquet, look, stream, copy);
  expect(readdirSync(tmpdir())).not.toContain(seen.split('/').at(-2));
});
