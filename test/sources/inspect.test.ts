import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { inspectFolder, openProject } from '../../src/sources/inspect.ts';
import { loadSources } from '../../src/sources/load.ts';

let folder: string;
let database: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inspect-test-'));
  database = await openDatabase({ threads: 1 });
  writeFileSync(join(folder, 'customers.csv'), 'customer_id;signed_up_at\n07;2024-01-01\n8;2024-02-01\n');
  writeFileSync(
    join(folder, 'lines.csv'),
    'order_id,customer_id,at,product_id\n1,07,2024-01-01,5\n1,07,2024-01-01,6\n',
  );
  writeFileSync(join(folder, 'products.jsonl'), '{"product_id":5,"name":"shoe"}\n');
  writeFileSync(join(folder, 'notes.txt'), 'nothing here\n');
  await database.run(
    `COPY (SELECT 1 AS order_id, 7 AS customer_id, TIMESTAMP '2024-01-01 10:00:00' AS ordered_at, 5.0::DECIMAL(9,2) AS total)
     TO '${folder}/orders.parquet' (FORMAT parquet)`,
  );
  await database.run(
    `COPY (SELECT 1 AS id, '07' AS customer_id UNION ALL SELECT 1, '8') TO '${folder}/visits.parquet' (FORMAT parquet)`,
  );
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe('a folder', () => {
  it('has tables, and columns that look like something', async () => {
    expect(
      (await inspectFolder(folder, database)).map(({ name, columns }) => [
        name,
        columns.map(({ looks }) => looks),
      ]),
    ).toEqual([
      ['customers', ['number', 'time']],
      ['lines', ['number', 'number', 'time', 'number']],
      ['orders', ['number', 'number', 'time', 'number']],
      ['products', ['number', 'text']],
      ['visits', ['number', 'text']],
    ]);
  });

  it('loads without a project file', async () => {
    const found: Diagnostic[] = [];
    const report = (diagnostic: Diagnostic) => void found.push(diagnostic);
    const project = await openProject({ data: folder, cwd: tmpdir(), env: {} }, async () => database, report);
    const { schema } = await loadSources(project!, database, report);
    expect(schema.customers).toMatchObject({ key: 'customer_id', created: 'signed_up_at' });
    expect(schema.events).toMatchObject([
      { name: 'lines', time: 'at', lookups: [{ name: 'product', table: 'products', by: 'product_id' }] },
      { name: 'orders', key: 'order_id', time: 'ordered_at', value: 'total' },
      { name: 'visits' },
    ]);
    expect(schema.events[2]).not.toHaveProperty('key');
    expect(found).toMatchObject([{ severity: 'note', code: 'no-key' }]);
    expect(await database.rows('SELECT customer_id FROM customers ORDER BY 1')).toEqual([['07'], ['8']]);
  });
});
