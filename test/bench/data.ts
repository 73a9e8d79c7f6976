// Data of any size for measuring: customers, ten orders and thirty e-mail events each, as Parquet made by the
// engine from row numbers alone. The same size gives the same rows. Files are in order of time, as exports are.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export type BenchFormat = 'parquet' | 'csv';

/**
 * Writes customers, orders and emails and their project file into the folder: as Parquet, and with `csv` as CSV
 * beside it, with the project file in `csv/`.
 */
export async function makeBenchData(
  folder: string,
  customers: number,
  formats: readonly BenchFormat[] = ['parquet'],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const [table, sql] of Object.entries(tables(customers))) {
    const parquet = join(folder, `${table}.parquet`);
    await connection.run(`COPY (${sql}) TO '${parquet}' (FORMAT parquet)`);
    if (!formats.includes('csv')) continue;
    mkdirSync(join(folder, 'csv'), { recursive: true });
    await connection.run(
      `COPY (FROM '${parquet}') TO '${join(folder, 'csv', `${table}.csv`)}' (FORMAT csv, HEADER)`,
    );
  }
  connection.closeSync();
  instance.closeSync();
  if (formats.includes('csv')) {
    writeFileSync(join(folder, 'csv', 'segment.config.yaml'), PROJECT.replaceAll('.parquet', '.csv'));
  }
  writeFileSync(join(folder, 'segment.config.yaml'), PROJECT);
}

const PROJECT = `timezone: UTC
as_of: 2026-06-30
currency: EUR
customers:
  file: customers.parquet
  key: customer_id
events:
  orders:
    file: orders.parquet
    customer: customer_id
    time: ordered_at
    value: total
    where: { status: { not_in: [cancelled, refunded] } }
  emails:
    file: emails.parquet
    customer: customer_id
    time: occurred_at
`;

function tables(customers: number): Readonly<Record<string, string>> {
  return {
    customers: `
      SELECT
        ${key('i', customers)} AS customer_id,
        ${pick('i', 1, ['PL', 'PL', 'PL', 'PL', 'PL', 'HU', 'HU', 'DE', 'CZ', 'FR'])} AS country,
        ${pick('i', 2, ['Warszawa', 'Kraków', 'Łódź', 'Győr', 'München', 'Praha', 'Nice', 'Wien'])} AS city,
        ${moment('i', 3, '2022-07-01', 1461, customers)} AS signed_up_at,
        CASE WHEN ${draw('i', 4)} % 5 > 0 THEN DATE '1950-01-01' + (${draw('i', 5)} % 21000)::INTEGER END AS birth_date,
        ${pick('i', 6, ['yes', 'yes', 'yes', 'no', null])} AS email_consent,
        (${draw('i', 7)} % 1000)::INTEGER AS points,
        CASE WHEN ${draw('i', 8)} % 5 < 2 THEN (${draw('i', 9)} % 11)::INTEGER END AS nps
      FROM range(${customers}) AS numbers(i)`,
    orders: `
      SELECT
        i AS order_id,
        ${customerOf('i', 11, customers, customers * 10, 5)} AS customer_id,
        ${moment('i', 12, '2023-07-01', 1096, customers * 10)} AS ordered_at,
        ${pick('i', 13, ['shipped', 'shipped', 'shipped', 'shipped', 'shipped', 'shipped', 'paid', 'paid', 'cancelled', 'refunded'])} AS status,
        ${pick('i', 14, ['web', 'web', 'web', 'app', 'app', 'store', 'phone'])} AS channel,
        ((500 + ${draw('i', 15)} % 20000) / 100)::DECIMAL(10, 2) AS total,
        ${pick('i', 16, ['WELCOME', 'SPRING', null, null, null, null])} AS coupon
      FROM range(${customers * 10}) AS numbers(i)`,
    emails: `
      SELECT
        i // 2 AS message_id,
        ${customerOf('i', 21, customers, customers * 30, 10)} AS customer_id,
        ${moment('i', 22, '2024-07-01', 730, customers * 30)} AS occurred_at,
        CASE
          WHEN i % 100 < 48 THEN 'sent'
          WHEN i % 100 < 74 THEN 'open'
          WHEN i % 100 < 84 THEN 'machine_open'
          WHEN i % 100 < 98 THEN 'click'
          WHEN i % 100 < 99 THEN 'bounce'
          ELSE 'unsubscribe'
        END AS type,
        ${pick('i', 23, ['promo', 'promo', 'promo', 'trigger'])} AS kind
      FROM range(${customers * 30}) AS numbers(i)`,
  };
}

/** The key of the nth customer to arrive: eight digits with leading zeros, in no order. */
function key(arrival: string, customers: number): string {
  return `lpad(((${arrival}) * 1000003 % ${customers})::VARCHAR, 8, '0')`;
}

/**
 * A whole number in [0, 2^31) that depends on the row and the salt only: multiplicative mixing in plain
 * arithmetic, since the engine's own `hash` may change between its versions.
 */
function draw(row: string, salt: number): string {
  const mixed = `((${row} + ${salt * 7_919}) * 2654435761 % 4294967296)`;
  return `((${mixed} // 65536 + ${mixed} % 65536 * 40503) * 2246822519 % 4294967296 // 2)`;
}

function pick(row: string, salt: number, values: readonly (string | null)[]): string {
  const list = values.map((value) => (value === null ? 'NULL' : `'${value}'`)).join(', ');
  return `([${list}])[1 + ${draw(row, salt)} % ${values.length}]`;
}

/**
 * The customer of a row. Customers arrive one after the other, so that early rows are of the first three tenths
 * of them and the last of all; the earlier ones have more rows, and one in `silent` has none.
 */
function customerOf(row: string, salt: number, customers: number, rows: number, silent: number): string {
  const known = `${customers} * (0.3 + 0.7 * ${row} / ${rows})`;
  const arrival = `floor(${known} * pow(${draw(row, salt)} / 2147483648.0, 1.3))::BIGINT`;
  return key(`${arrival} - (${arrival} % ${silent} = ${silent - 1})::BIGINT`, customers);
}

/** Times that grow with the row number over the days, each moved within its day. */
function moment(row: string, salt: number, from: string, days: number, rows: number): string {
  const day = `(${row} * ${days} // ${rows})`;
  return `TIMESTAMP '${from}' + to_seconds(${day} * 86400 + ${draw(row, salt)} % 86400)`;
}
