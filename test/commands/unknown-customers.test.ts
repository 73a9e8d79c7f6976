/** Rows of customers that nobody knows are said, not lost in silence. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;

beforeAll(async () => {
  built = await buildSegment();
});

afterAll(() => built.remove());

const files = {
  'segment.config.yaml': [
    'timezone: Europe/Warsaw',
    'customers: { file: customers.csv, key: customer_id }',
    'events:',
    '  orders: { file: orders.csv, key: order_id, customer: customer_id, time: ordered_at }',
  ].join('\n'),
  'customers.csv': 'customer_id,name\n007,Ada\n008,Ben\n',
  'orders.csv': 'order_id,customer_id,ordered_at\n1,007,2026-05-01\n2,8,2026-05-02\n3,9,2026-05-03\n',
  'segments/buyers.yaml': 'name: buyers\nwhere: { orders: any }\n',
};

test.each([['run', 'segments/buyers.yaml'], ['sources']])(
  '%s says how many rows have an unknown customer',
  async (...words) => {
    const { err, code } = await built.segment(built.folder(files), ...words);
    expect(err).toContain('2 of 3 rows of `orders` are of customers that the customers table does not have');
    expect(code).toBe(0);
  },
);

test('nothing is said when all customers are known', async () => {
  const whole = { ...files, 'orders.csv': 'order_id,customer_id,ordered_at\n1,007,2026-05-01\n' };
  const { err } = await built.segment(built.folder(whole), 'run', 'segments/buyers.yaml');
  expect(err).not.toContain('of customers that');
});

test('of a long table the first rows are looked at, and `sources` looks at all', async () => {
  const rows = Array.from(
    { length: 1_000_001 },
    (_, row) => `${row},${row === 0 || row > 900_000 ? 9 : '007'},2026-05-01`,
  );
  const long = { ...files, 'orders.csv': `order_id,customer_id,ordered_at\n${rows.join('\n')}\n` };
  const folder = built.folder(long);
  const { err } = await built.segment(folder, 'run', 'segments/buyers.yaml', '--no-cache');
  expect(err).toContain('1 of the first 100000 rows of `orders` are of customers that');
  const all = await built.segment(folder, 'sources', '--no-cache');
  expect(all.err).toContain('100001 of 1000001 rows of `orders` are of customers that');
});
