// Reads the sample files as plain rows of text: nothing of src/ is used, so that the counts are independent.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';

export type Row = Readonly<Record<string, string>>;

export interface Samples {
  readonly customers: readonly Row[];
  readonly orders: readonly Row[];
  readonly lines: readonly Row[];
  readonly products: readonly Row[];
  readonly emails: readonly Row[];
  readonly site: readonly Row[];
}

/** Times of e-mails and site events are in UTC and end in `Z`; all others are the shop's wall time. */
export async function readSamples(folder: string): Promise<Samples> {
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    customers: csvRows(text('customers.csv')),
    orders: await parquetRows(join(folder, 'orders.parquet'), "strftime(ordered_at, '%Y-%m-%d %H:%M:%S')"),
    lines: csvRows(text('order_lines.csv')),
    products: csvRows(text('products.csv')),
    emails: csvRows(gunzipSync(readFileSync(join(folder, 'email_activity.csv.gz'))).toString('utf8')),
    site: await parquetRows(
      join(folder, 'site_events.parquet'),
      "strftime(make_timestamp(epoch_us(occurred_at)), '%Y-%m-%dT%H:%M:%SZ')",
    ),
  };
}

function csvRows(text: string): readonly Row[] {
  return parse(text, { columns: true });
}

async function parquetRows(file: string, time: string): Promise<readonly Row[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const name = file.includes('orders') ? 'ordered_at' : 'occurred_at';
  const sql = `SELECT COLUMNS(* EXCLUDE (${name}))::VARCHAR, ${time} AS ${name} FROM '${file}'`;
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRowObjectsJson() as Row[];
  connection.closeSync();
  instance.closeSync();
  return rows;
}
