import { describe, expect, it } from 'vitest';
import { loading } from './load-text.ts';

const project = `
timezone: Europe/Warsaw
customers: { file: customers.csv, key: customer_id, created: signed_up_at, contact: { email: email }, consent: { email: agreed } }
events:
  orders: { file: orders.parquet, customer: customer_id, time: ordered_at, value: total, lookup: { product: products } }
  emails: { file: emails.csv, customer: customer_id, time: occurred_at }
lookups:
  products: { file: products.csv, key: product_id }
`;

const files = {
  'customers.csv': `customer_id,email,agreed,signed_up_at,country,postcode,visits,score,active
007,ann@example.com,yes,2024-01-31 10:00:00,PL,01234,3,1.50,true
8, bob@example.com ,no,2024-02-29 23:59:59,HU,10115,,2,FALSE
`,
  'emails.csv':
    'customer_id,occurred_at,type\n007,2024-03-31T10:00:00Z,open\n9,2024-03-31T10:00:00+02:00,click\n',
  'products.csv': 'product_id,price\n1,2.5\n2,\n',
};

const prepare = [
  `COPY (SELECT '007' AS customer_id, TIMESTAMP '2024-03-01 12:00:00' AS ordered_at, 12.50::DECIMAL(10,2) AS total, 1 AS product_id
     UNION ALL SELECT '8', TIMESTAMP '2024-03-02 12:00:00', 3.00, 2) TO '{folder}/orders.parquet' (FORMAT parquet)`,
];

describe('a project of several formats', () => {
  it('becomes relations with a schema', () =>
    loading(
      project,
      files,
      async ({ sources, rows, warnings }) => {
        expect(sources.schema).toMatchObject({
          customers: {
            relation: 'customers',
            key: 'customer_id',
            created: 'signed_up_at',
            columns: [
              { name: 'customer_id', type: 'text', nullable: false },
              { name: 'email', type: 'text', nullable: false },
              { name: 'agreed', type: 'text', nullable: false },
              {
                name: 'signed_up_at',
                type: 'time',
                clock: 'local',
                nullable: false,
                range: { first: '2024-01-31T10:00:00', last: '2024-02-29T23:59:59' },
              },
              { name: 'country', type: 'text' },
              { name: 'postcode', type: 'text' },
              { name: 'visits', type: 'integer', nullable: true },
              { name: 'score', type: 'decimal', scale: 2 },
              { name: 'active', type: 'boolean' },
            ],
          },
          events: [
            {
              name: 'orders',
              relation: 'orders',
              customer: 'customer_id',
              time: 'ordered_at',
              value: 'total',
              lookups: [{ name: 'product', table: 'products', by: 'product_id' }],
              columns: [
                { name: 'customer_id', type: 'text', nullable: false },
                { name: 'ordered_at', type: 'time', clock: 'local', range: { first: '2024-03-01T12:00:00' } },
                { name: 'total', type: 'decimal', scale: 2, nullable: false },
                { name: 'product_id', type: 'text' },
              ],
            },
            {
              name: 'emails',
              columns: [
                { name: 'customer_id' },
                { name: 'occurred_at', type: 'time', clock: 'utc', range: { first: '2024-03-31T08:00:00Z' } },
                { name: 'type', type: 'text' },
              ],
            },
          ],
          lookups: [
            {
              name: 'products',
              key: 'product_id',
              columns: [{ type: 'text' }, { type: 'decimal', scale: 1 }],
            },
          ],
        });
        expect(await rows('SELECT customer_id, email, postcode, score, active FROM customers')).toEqual([
          ['007', 'ann@example.com', '01234', '1.50', true],
          ['8', 'bob@example.com', '10115', '2.00', false],
        ]);
        expect(
          await rows('SELECT product_id, price FROM orders JOIN products USING (product_id) ORDER BY 1'),
        ).toEqual([
          ['1', '2.5'],
          ['2', null],
        ]);
        expect(warnings).toEqual([]);
      },
      { prepare },
    ));

  it('is told by facts', () =>
    loading(
      project,
      files,
      async ({ sources }) => {
        expect(sources.facts).toMatchObject([
          {
            table: 'customers',
            kind: 'customers',
            files: ['customers.csv'],
            rows: 2,
            first: '2024-01-31T10:00:00',
          },
          {
            table: 'orders',
            kind: 'events',
            rows: 2,
            first: '2024-03-01T12:00:00',
            last: '2024-03-02T12:00:00',
            leftOut: [],
          },
          { table: 'emails', rows: 2, first: '2024-03-31T08:00:00Z' },
          { table: 'products', kind: 'lookup', rows: 2 },
        ]);
        expect(sources.openFiles.map((path) => path.split('/').at(-1))).toEqual(['orders.parquet']);
      },
      { prepare },
    ));
});
