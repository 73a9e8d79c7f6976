/** Customers whose keys are whole numbers in the files: matched by number, and the same members as by their digits. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listsOf } from '../../src/evaluation/membership.ts';
import { makeRelation, planRelation } from '../../src/evaluation/relation.ts';
import { withOwnColumns } from '../../src/plan/keys.ts';
import { printQuery } from '../../src/sql/print.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { openSamples } from '../workspace/samples.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES = [
  'customers.csv',
  'orders.parquet',
  'order_lines.csv',
  'email_activity.csv.gz',
  'site_events.parquet',
];

let folder: string;
let workspace: Workspace;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segment-number-keys-'));
  let project = readFileSync(join(ROOT, 'segment.config.yaml'), 'utf8');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const file of FILES) {
    const parquet = join(folder, `${file.split('.')[0]}.parquet`);
    await connection.run(
      `COPY (FROM '${join(ROOT, 'samples', file)}' SELECT * REPLACE (customer_id::BIGINT AS customer_id)) TO '${parquet}' (FORMAT parquet)`,
    );
    project = project.replaceAll(`samples/${file}`, parquet);
  }
  connection.closeSync();
  project = project.replaceAll('samples/', `${join(ROOT, 'samples')}/`);
  writeFileSync(join(folder, 'segment.config.yaml'), project);
  workspace = await openSamples(2, [join(ROOT, 'segments/**/*.yaml')], join(folder, 'segment.config.yaml'));
});

afterAll(() => {
  workspace.close();
  rmSync(folder, { recursive: true });
});

it('finds the same members', async () => {
  const sqlOf = async (schema: Workspace['schema']): Promise<string> => {
    const { query } = await planRelation({ ...workspace, schema }, listsOf(workspace.asked));
    return printQuery(query, workspace.dialect);
  };
  // What models learned is a table that is there before any query of them is.
  await makeRelation(workspace, 'learned', listsOf(workspace.asked));
  const byNumber = await sqlOf(workspace.schema);
  const byDigits = await sqlOf(withOwnColumns(workspace.schema));
  expect(byNumber).toContain('orders.customer_id_number AS customer');
  expect(byDigits).not.toContain('customer_id_number');
  await workspace.database.run(`CREATE TEMP TABLE numbers AS ${byNumber}`);
  await workspace.database.run(`CREATE TEMP TABLE digits AS ${byDigits}`);
  const differing = await workspace.database.rows(
    '(FROM numbers EXCEPT ALL FROM digits) UNION ALL (FROM digits EXCEPT ALL FROM numbers)',
  );
  expect(differing).toEqual([]);
  const [[customers] = []] = await workspace.database.rows('SELECT count(*) FROM numbers');
  expect(customers).toBeGreaterThan(2000);
});
