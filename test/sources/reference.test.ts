/** Real data, where `SEGMENT_REFERENCE_DATA` names its folder. */
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { TableRow } from '../../src/model/table.ts';
import { readProject } from '../../src/project/read.ts';
import { loadSources } from '../../src/sources/load.ts';
import type { LoadedSources } from '../../src/sources/loaded.ts';

const data = process.env['SEGMENT_REFERENCE_DATA'];

async function load(
  folder: string,
  text: string,
  look: (
    sources: LoadedSources,
    rows: (sql: string) => Promise<readonly TableRow[]>,
    said: readonly Diagnostic[],
  ) => Promise<void>,
): Promise<void> {
  const said: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void said.push(diagnostic);
  const database = await openDatabase({ threads: 2 });
  try {
    const project = readProject({ name: 'segment.config.yaml', text }, `${data}/${folder}`, {}, report);
    await look(await loadSources(project!, database, report), database.rows, said);
  } finally {
    database.close();
  }
}

const shop = (orders: string) => `
timezone: UTC
customers: { file: customers.csv, key: customer_id }
events: { orders: { file: ${orders}, key: order_id, customer: customer_id, time: ordered_at, value: total } }
`;

describe.skipIf(!data)('reference data', () => {
  it('cdnow keeps the zeros of its customers', () =>
    load('cdnow', shop('orders.csv.gz'), async ({ schema, facts }, rows) => {
      expect(facts.map(({ rows: count, leftOut }) => [count, leftOut])).toEqual([
        [23570, []],
        [69659, []],
      ]);
      expect(schema.events[0]?.columns).toContainEqual({
        name: 'total',
        type: 'decimal',
        scale: 2,
        nullable: false,
      });
      expect(await rows('SELECT min(customer_id), min(length(customer_id)) FROM customers')).toEqual([
        ['00001', 5],
      ]);
      expect(await rows('SELECT count(*) FROM orders SEMI JOIN customers USING (customer_id)')).toEqual([
        [69659],
      ]);
      expect(facts[1]).toMatchObject({
        first: expect.stringMatching(/^1997-01-01/),
        last: expect.stringMatching(/^1998-06-30/),
      });
    }));

  it('online_retail has all of its lines', () =>
    load(
      'online_retail',
      `${shop('orders.csv.gz').trimEnd().slice(0, -1)}, lines: { file: lines.parquet, customer: customer_id, time: InvoiceDate, value: price,
         columns: { customer_id: CustomerID, price: { from: UnitPrice, type: decimal } } } }`,
      async ({ facts, schema }, rows) => {
        const lines = facts.find(({ table }) => table === 'lines')!;
        const leftOut = lines.leftOut.reduce((sum, { rows }) => sum + rows, 0);
        expect(facts.slice(0, 2).map(({ rows }) => rows)).toEqual([4372, 18532]);
        expect(lines.rows + leftOut).toBe(541_909);
        expect(schema.events[1]?.columns).toContainEqual(
          expect.objectContaining({ name: 'price', type: 'decimal', scale: 3 }),
        );
        expect(
          await rows('SELECT count(DISTINCT customer_id) FROM lines SEMI JOIN customers USING (customer_id)'),
        ).toEqual([[4372]]);
      },
    ));

  it('completejourney joins its campaigns', () =>
    load(
      'completejourney',
      `${shop('orders.csv.gz').trimEnd().slice(0, -1)},
         sends: { file: campaign_recipients.csv, customer: customer_id, lookup: { campaign: campaigns } },
         redemptions: { file: coupon_redemptions.csv, customer: customer_id, time: redemption_date, lookup: { campaign: campaigns } } }
       lookups: { campaigns: { file: campaigns.csv, key: campaign_id } }`.replaceAll(
        '\n       lookups',
        '\nlookups',
      ),
      async ({ facts }, rows) => {
        expect(facts.map(({ table, rows: count }) => [table, count])).toEqual([
          ['customers', expect.any(Number)],
          ['orders', 47243],
          ['sends', 6589],
          ['redemptions', 2102],
          ['campaigns', 27],
        ]);
        expect(await rows('SELECT count(*) FROM sends SEMI JOIN campaigns USING (campaign_id)')).toEqual([
          [6589],
        ]);
      },
    ));
});
