// The side of the benchmark that needs no product: DuckDB, views of the files, and queries as one writes them.
// Each runs in a process of its own, `node bench.mjs side NAME WORDS`.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { readQueries } from './fifty.ts';
import { drawSegments, sampleOf, sqlOf } from './five-hundred.ts';

const TABLES = ['customers', 'orders', 'emails'] as const;

/** Queries of the five hundred that are run by hand; the time of all is this scaled. */
export const SAMPLED = 25;

type Side = (words: readonly string[]) => Promise<void>;

export const sides: Readonly<Record<string, Side>> = {
  /** `DATA OUT`: a list for each of the fifty. */
  fifty: ([data = '', out = '']) =>
    withTables(data, (connection) => copyEach(readQueries(), out, connection)),

  /** `DATA OUT`: a list for each of the sampled five hundred. */
  sampled: ([data = '', out = '']) =>
    withTables(data, (connection) => {
      const queries = sampleOf(drawSegments(), SAMPLED).map(
        (segment) => [segment.name, sqlOf(segment)] as const,
      );
      return copyEach(new Map(queries), out, connection);
    }),

  /** `DATA`: one bare grouping of each event table. No plan that reads these files can be much faster. */
  floor: ([data = '']) =>
    withTables(data, async (connection) => {
      await connection.run(
        'CREATE TEMP TABLE a AS SELECT customer_id, count(*), sum(total) FROM orders GROUP BY customer_id',
      );
      await connection.run(
        'CREATE TEMP TABLE b AS SELECT customer_id, count(*) FROM emails GROUP BY customer_id',
      );
    }),

  /** `DATA OUT`: a list of everybody by the engine's own writer. */
  copy: ([data = '', out = '']) =>
    withTables(data, async (connection) => {
      const rows =
        "SELECT 'everybody' AS segment, customer_id, country, city FROM customers ORDER BY customer_id";
      await connection.run(`COPY (${rows}) TO '${out}' (FORMAT csv, HEADER)`);
    }),

  /** `DATA`: the CSV files into tables, types guessed by the engine. */
  load: ([data = '']) =>
    withConnection(async (connection) => {
      for (const table of TABLES) {
        await connection.run(`CREATE TABLE ${table} AS FROM '${join(data, table)}.csv'`);
      }
    }),

  /** The samples read into tables, and the starter segments by hand. */
  samples: () =>
    withConnection(async (connection) => {
      await connection.run(SAMPLE_TABLES);
      const text = readFileSync('test/samples/segments.sql', 'utf8');
      for (const [, sql] of text.matchAll(/^-- [a-z-]+\n(SELECT[^;]+);/gm))
        await connection.runAndReadAll(sql!);
    }),

  /** `DATA`: recency, frequency and money in fifths. */
  rfm: ([data = '']) =>
    withTables(data, async (connection) => {
      await connection.runAndReadAll(`
        WITH values AS (
          SELECT customer_id, max(ordered_at) AS last, count(*) AS orders, sum(total) AS spent FROM orders
          WHERE status NOT IN ('cancelled', 'refunded') GROUP BY customer_id
        ), scored AS (
          SELECT ntile(5) OVER (ORDER BY last) AS r, ntile(5) OVER (ORDER BY orders) AS f,
            ntile(5) OVER (ORDER BY spent) AS m FROM values
        )
        SELECT r, f, m, count(*) FROM scored GROUP BY ALL`);
    }),

  /** `DATA`: the share of each month's first buyers who buy in each month after. */
  cohorts: ([data = '']) =>
    withTables(data, async (connection) => {
      await connection.runAndReadAll(`
        WITH meant AS (
          SELECT customer_id, date_trunc('month', ordered_at) AS month FROM orders
          WHERE status NOT IN ('cancelled', 'refunded')
        ), active AS (SELECT DISTINCT customer_id, month FROM meant),
        first AS (SELECT customer_id, min(month) AS cohort FROM active GROUP BY customer_id)
        SELECT cohort, date_diff('month', cohort, month) AS age, count(*) FROM active JOIN first USING (customer_id)
        GROUP BY ALL ORDER BY ALL`);
    }),
};

const csv = (name: string): string =>
  `read_csv('samples/${name}', header = true, all_varchar = true, delim = ',', quote = '"')`;

/** As `test/samples/segments.ts` reads them, and each file once. */
const SAMPLE_TABLES = `
  CREATE TABLE customers AS FROM ${csv('customers.csv')} SELECT
    * REPLACE (birth_date::DATE AS birth_date, nps::INTEGER AS nps);
  CREATE TABLE orders AS FROM 'samples/orders.parquet' WHERE status NOT IN ('cancelled', 'refunded');
  CREATE TABLE lines AS FROM ${csv('order_lines.csv')} SELECT
    * REPLACE (quantity::INTEGER AS quantity, price::DECIMAL(10, 2) AS price);
  CREATE TABLE emails AS FROM ${csv('email_activity.csv.gz')};
  CREATE TABLE site AS FROM 'samples/site_events.parquet' SELECT
    * REPLACE (make_timestamp(epoch_us(occurred_at)) AS occurred_at);
  CREATE TABLE products AS FROM ${csv('products.csv')} SELECT * REPLACE (stock::INTEGER AS stock);
  CREATE TABLE brands AS FROM ${csv('brands.csv')};
  CREATE TABLE companies AS FROM ${csv('companies.csv')} SELECT * REPLACE (employees::INTEGER AS employees);
  CREATE VIEW mailable AS FROM customers
    WHERE email IS NOT NULL AND email_consent = 'yes'
      AND customer_id NOT IN (SELECT customer_id FROM emails WHERE type = 'bounce')
      AND lower(email) NOT IN (
        SELECT lower(email) FROM customers
        WHERE email IS NOT NULL AND (email_consent <> 'yes'
          OR customer_id IN (SELECT customer_id FROM emails WHERE type = 'bounce')));
`;

export async function copyEach(
  queries: ReadonlyMap<string, string>,
  out: string,
  connection: DuckDBConnection,
): Promise<void> {
  mkdirSync(out, { recursive: true });
  for (const [name, sql] of queries) {
    await connection.run(`COPY (${sql}) TO '${join(out, `${name}.csv`)}' (FORMAT csv, HEADER)`);
  }
}

export function withTables(
  data: string,
  work: (connection: DuckDBConnection) => Promise<void>,
): Promise<void> {
  return withConnection(async (connection) => {
    for (const table of TABLES) {
      await connection.run(`CREATE VIEW ${table} AS FROM '${join(data, table)}.parquet'`);
    }
    await work(connection);
  });
}

async function withConnection(work: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await work(connection);
  connection.closeSync();
  instance.closeSync();
}
