// `node polars.mjs DATA SEGMENTS.json OUT`: the segments by polars' lazy frames, each collected into a list. Run from
// this folder's own packages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import polars from 'nodejs-polars';

const [data, file, out] = process.argv.slice(2);
const { col, lit } = polars;
const scan = (table) => polars.scanParquet(join(data, `${table}.parquet`));
const tables = { orders: scan('orders'), emails: scan('emails') };
const customers = scan('customers');

const rows = {
  '': [],
  'channel: web': [col('channel').eq(lit('web'))],
  'channel: app': [col('channel').eq(lit('app'))],
  'channel: store': [col('channel').eq(lit('store'))],
  'total: { gte: 100 }': [col('total').gtEq(lit(100))],
  'coupon: { set: true }': [col('coupon').isNotNull()],
  'type: sent': [col('type').eq(lit('sent'))],
  'type: open': [col('type').eq(lit('open'))],
  'type: click': [col('type').eq(lit('click'))],
  'type: [open, click]': [
    col('type')
      .eq(lit('open'))
      .or(col('type').eq(lit('click'))),
  ],
  'type: click, kind: trigger': [col('type').eq(lit('click')), col('kind').eq(lit('trigger'))],
};

function members({ table, rows: meant, days, measure, least }) {
  const time = table === 'orders' ? 'ordered_at' : 'occurred_at';
  const filters = [
    ...(table === 'orders' ? [col('status').neq(lit('cancelled')), col('status').neq(lit('refunded'))] : []),
    ...rows[meant.yaml],
    col(time).gtEq(lit(new Date(Date.UTC(2026, 6, 1 - days)))),
  ];
  const found = filters.reduce((frame, filter) => frame.filter(filter), tables[table]);
  const values = {
    count: col('customer_id').count(),
    sum: col('total').sum(),
    days: col(time).cast(polars.Date).nUnique(),
  };
  return found
    .groupBy('customer_id')
    .agg(values[measure].alias('measured'))
    .filter(col('measured').gtEq(lit(least)));
}

for (const { name, country, parts } of JSON.parse(readFileSync(file, 'utf8'))) {
  const base = country ? customers.filter(col('country').eq(lit(country))) : customers;
  const list = parts.reduce(
    (frame, part) => frame.join(members(part), { on: 'customer_id', how: 'semi' }),
    base,
  );
  list
    .select('customer_id')
    .collectSync()
    .writeCSV(join(out, `${name}.csv`));
}
