// Members of segments by queries written by hand, which share nothing with src/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const SAMPLES = join(import.meta.dirname, '../../samples');
const LISTS = join(import.meta.dirname, '../../segments/lists');
const STARTERS = join(import.meta.dirname, 'segments.sql');

/** Central European time from a UTC time of the year before the as-of: in winter one hour later, else two. */
const WALL_TIME = `occurred_at::TIMESTAMP + CASE
  WHEN occurred_at::TIMESTAMP >= '2025-10-26 01:00:00' AND occurred_at::TIMESTAMP < '2026-03-29 01:00:00'
  THEN INTERVAL 1 HOUR ELSE INTERVAL 2 HOURS END`;

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
      AND customer_id NOT IN (SELECT customer_id FROM emails WHERE type = 'bounce')
      AND lower(email) NOT IN (
        SELECT lower(email) FROM customers
        WHERE email IS NOT NULL AND (email_consent <> 'yes'
          OR customer_id IN (SELECT customer_id FROM emails WHERE type = 'bounce')));
  CREATE VIEW mails AS FROM emails SELECT *, ${WALL_TIME} AS moment;
  CREATE VIEW visits AS FROM site SELECT DISTINCT *, ${WALL_TIME} AS moment;
  CREATE VIEW looks AS FROM visits JOIN products USING (product_id) WHERE type = 'view';
  CREATE VIEW scores AS FROM (
    FROM orders SELECT customer_id, max(ordered_at)::DATE AS last, count(*) AS orders, sum(total) AS spend
    GROUP BY customer_id
  ) SELECT
    customer_id,
    1 + (rank() OVER (ORDER BY last) - 1) * 5 // count(*) OVER () AS r,
    1 + (rank() OVER (ORDER BY orders) - 1) * 5 // count(*) OVER () AS f,
    1 + (rank() OVER (ORDER BY spend) - 1) * 5 // count(*) OVER () AS m;
  CREATE VIEW fair AS
    FROM read_csv('${LISTS}/fair-2026.txt', header = false, names = ['customer_id'], all_varchar = true);
  CREATE VIEW returned AS FROM read_csv('${LISTS}/returned.csv', header = true, all_varchar = true);
`;

/** Customer keys in order, by segment, in the order of the files; a query may read those before it by name. */
export async function membersByHand(
  files: readonly string[] = [STARTERS],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(VIEWS);
  const members = new Map<string, readonly string[]>();
  for (const [name, sql] of files.flatMap(queries)) {
    await connection.run(`CREATE TABLE "${name}" AS ${sql}`);
    const reader = await connection.runAndReadAll(`SELECT customer_id FROM "${name}" ORDER BY customer_id`);
    members.set(
      name,
      reader.getRows().map(([key]) => key as string),
    );
  }
  connection.closeSync();
  instance.closeSync();
  return members;
}

function queries(file: string): readonly (readonly [name: string, sql: string])[] {
  const found = [...readFileSync(file, 'utf8').matchAll(/^-- ([a-z0-9_.-]+)\n(SELECT[^;]+);/gm)];
  return found.map(([, name, sql]) => [name!, sql!]);
}

function csvText(name: string): string {
  return `read_csv('${SAMPLES}/${name}', header = true, all_varchar = true, delim = ',', quote = '"')`;
}
