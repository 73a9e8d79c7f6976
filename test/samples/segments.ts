// Members of the starter segments by the queries of segments.sql, which share nothing with src/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const SAMPLES = join(import.meta.dirname, '../../samples');

/** Views over the sample files: orders are those neither cancelled nor refunded, site events are in UTC. */
const VIEWS = `
  CREATE VIEW customers AS FROM ${csvText('customers.csv')} SELECT
    * REPLACE (birth_date::DATE AS birth_date, nps::INTEGER AS nps);
  CREATE VIEW orders AS FROM '${SAMPLES}/orders.parquet' WHERE status NOT IN ('cancelled', 'refunded');
  CREATE VIEW lines AS FROM ${csvText('order_lines.csv')} SELECT
    * REPLACE (quantity::INTEGER AS quantity, price::DECIMAL(10, 2) AS price);
  CREATE VIEW emails AS FROM ${csvText('email_activity.csv.gz')};
  CREATE VIEW site AS FROM '${SAMPLES}/site_events.parquet' SELECT
    * REPLACE (make_timestamp(epoch_us(occurred_at)) AS occurred_at);
  CREATE VIEW products AS FROM ${csvText('products.csv')} SELECT * REPLACE (stock::INTEGER AS stock);
  CREATE VIEW brands AS FROM ${csvText('brands.csv')};
  CREATE VIEW companies AS FROM ${csvText('companies.csv')} SELECT * REPLACE (employees::INTEGER AS employees);
  CREATE VIEW mailable AS FROM customers
    WHERE email IS NOT NULL AND email_consent = 'yes'
      AND customer_id NOT IN (SELECT customer_id FROM emails WHERE type = 'bounce');
`;

/** Customer keys in order, by segment, in the order of the file. */
export async function membersByHand(): Promise<ReadonlyMap<string, readonly string[]>> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(VIEWS);
  const members = new Map<string, readonly string[]>();
  for (const [name, sql] of queries()) {
    const reader = await connection.runAndReadAll(`SELECT customer_id FROM (${sql}) ORDER BY customer_id`);
    members.set(
      name,
      reader.getRows().map(([key]) => key as string),
    );
  }
  connection.closeSync();
  instance.closeSync();
  return members;
}

function queries(): ReadonlyMap<string, string> {
  const text = readFileSync(join(import.meta.dirname, 'segments.sql'), 'utf8');
  const found = [...text.matchAll(/^-- ([a-z-]+)\n(SELECT[^;]+);/gm)];
  return new Map(found.map(([, name, sql]) => [name!, sql!]));
}

function csvText(name: string): string {
  return `read_csv('${SAMPLES}/${name}', header = true, all_varchar = true, delim = ',', quote = '"')`;
}
