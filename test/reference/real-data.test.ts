/**
 * Segments of public data, written from plain English, against the same question answered row by row here.
 * The data is where `SEGMENT_REFERENCE_DATA` names its folder.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import {
  bestShare,
  type Check,
  centsOf,
  DAY,
  daysOf,
  gapsOf,
  groupRows,
  listMembers,
  readRows,
  someHas,
  timeOf,
  totalOf,
} from './real-data.ts';

const data = process.env['SEGMENT_REFERENCE_DATA'] ?? '';
const at = (...path: readonly string[]): string => join(data, ...path);

interface Answers {
  readonly project: string;
  readonly asOf: string;
  readonly customers: readonly string[];
  readonly checks: Readonly<Record<string, Check>>;
}

/** One run for all the checks of a data set; each has an answer that is neither nobody nor everybody. */
function compare(names: readonly string[], answers: () => Promise<Answers> | Answers): void {
  let asked: Promise<{ answers: Answers; lists: ReadonlyMap<string, readonly string[]> }> | undefined;
  const ask = async () => {
    const given = await answers();
    return { answers: given, lists: await listMembers(given.project, given.checks, given.asOf) };
  };
  it.each(names)('%s', async (name) => {
    asked ??= ask();
    const { answers: given, lists } = await asked;
    expect(Object.keys(given.checks)).toEqual(names);
    const expected = given.customers.filter(given.checks[name]!.holds).sort();
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(given.customers.length);
    expect(lists.get(name)).toEqual(expected);
  });
}

describe.skipIf(!data)('cdnow', () => {
  compare(
    [
      'one-customer',
      'second-order-1-to-30-days-after-the-first',
      'two-orders-on-one-day',
      'gap-of-more-than-a-year',
      'most-orders',
      'silent-for-90-days-after-an-order',
      'last-three-over-150',
      'half-of-the-orders-are-of-one-item',
      'six-orders-in-a-quarter',
      'a-twentieth-of-the-repeaters',
    ],
    () => {
      const customers = readRows(at('cdnow', 'customers.csv')).map((row) => row['customer_id']!);
      const orders = groupRows(
        readRows(at('cdnow', 'orders.csv.gz')).map((row) => ({
          customer: row['customer_id']!,
          key: row['order_id']!,
          date: row['ordered_at']!.slice(0, 10),
          time: timeOf(row['ordered_at']!),
          items: Number(row['items']),
          cents: centsOf(row['total']!),
        })),
        ({ customer }) => customer,
      );
      const inOrder = (customer: string) =>
        [...orders(customer)].sort((a, b) => a.time - b.time || (a.key < b.key ? -1 : 1));
      const times = (customer: string) => orders(customer).map(({ time }) => time);
      const end = timeOf('1998-07-01') / DAY;
      const most = bestShare(new Map(customers.map((customer) => [customer, orders(customer).length])), 20);
      return {
        project: `
timezone: UTC
customers: { file: ${at('cdnow', 'customers.csv')}, key: customer_id }
events:
  orders: { file: ${at('cdnow', 'orders.csv.gz')}, key: order_id, customer: customer_id, time: ordered_at, value: total }
traits:
  first: { orders: { min: ordered_at } }
  order_count: { orders: { count: true } }
`,
        asOf: '1998-06-30',
        customers,
        checks: {
          'one-customer': {
            definition: 'where: { customer_id: 00004 }',
            holds: (customer) => customer === '00004',
          },
          'second-order-1-to-30-days-after-the-first': {
            definition: 'where: { orders: { earliest: 2, since: { field: first, plus: 1d }, within: 29d } }',
            holds: (customer) => {
              const [first, second] = inOrder(customer);
              if (!first || !second) return false;
              const days = (second.time - first.time) / DAY;
              return days >= 1 && days <= 30;
            },
          },
          'two-orders-on-one-day': {
            definition: 'where: { orders: { same: ordered_at.date, count: { gte: 2 } } }',
            holds: (customer) =>
              someHas(
                orders(customer).map(({ date }) => date),
                2,
              ),
          },
          'gap-of-more-than-a-year': {
            definition: 'where: { orders: { longest_gap: { gt: 365 } } }',
            holds: (customer) => gapsOf(times(customer)).some((gap) => gap > 365),
          },
          'most-orders': {
            definition: 'where: { order_count: { top: 20% } }',
            holds: (customer) => most.has(customer),
          },
          'silent-for-90-days-after-an-order': {
            definition:
              'where: { orders: { then_not: { orders: any, within: 90d } }, order_count: { gte: 3 } }',
            holds: (customer) => {
              const days = daysOf(times(customer));
              return (
                orders(customer).length >= 3 &&
                days.some((day, index) => day + 90 < end && !((days[index + 1] ?? end) <= day + 90))
              );
            },
          },
          'last-three-over-150': {
            definition: 'where: { orders: { latest: 3, sum: { of: total, gte: 150 } } }',
            holds: (customer) =>
              totalOf(
                inOrder(customer)
                  .slice(-3)
                  .map(({ cents }) => cents),
              ) >= 15000,
          },
          'half-of-the-orders-are-of-one-item': {
            definition: 'where: { orders: { share: { of: { items: 1 }, eq: 50% } } }',
            holds: (customer) =>
              orders(customer).length > 0 &&
              orders(customer).filter(({ items }) => items === 1).length * 2 === orders(customer).length,
          },
          'six-orders-in-a-quarter': {
            definition: 'where: { orders: { same: ordered_at.year_quarter, count: { gte: 6 } } }',
            holds: (customer) =>
              someHas(
                orders(customer).map(
                  ({ date }) => `${date.slice(0, 4)} ${Math.ceil(Number(date.slice(5, 7)) / 3)}`,
                ),
                6,
              ),
          },
          'a-twentieth-of-the-repeaters': {
            definition: 'where: { order_count: { gte: 2 } }, sample: { share: 5%, seed: spring }',
            holds: (customer) => orders(customer).length >= 2 && bucketOf(`sample:spring:${customer}`) < 500,
          },
        },
      };
    },
  );
});

function bucketOf(text: string): number {
  return createHash('md5').update(text).digest().readUInt32BE(0) % 10_000;
}

describe.skipIf(!data)('complete journey', () => {
  compare(
    [
      'got-campaign-18-and-never-redeemed-of-it',
      'redeemed-within-14-days-of-the-start',
      'got-three-campaigns-of-type-a',
      'got-mail-and-never-redeemed',
      'ordered-within-3-days-of-redeeming',
      'ordered-and-redeemed-nothing-for-a-week',
      'not-65-or-unknown',
      'not-65-and-known',
      'prefers-one-store',
    ],
    () => {
      const folder = (name: string): string => at('completejourney', name);
      const people = new Map(readRows(folder('customers.csv')).map((row) => [row['customer_id']!, row]));
      const campaigns = new Map(readRows(folder('campaigns.csv')).map((row) => [row['campaign_id']!, row]));
      const ofCustomer = (file: string) => groupRows(readRows(folder(file)), (row) => row['customer_id']!);
      const sends = ofCustomer('campaign_recipients.csv');
      const orders = ofCustomer('orders.csv.gz');
      const redemptions = ofCustomer('coupon_redemptions.csv');
      const redeemed = (customer: string) =>
        redemptions(customer).map((row) => timeOf(row['redemption_date']!) / DAY);
      const ordered = (customer: string) =>
        orders(customer).map((row) => timeOf(row['ordered_at']!.slice(0, 10)) / DAY);
      const end = timeOf('2018-01-01') / DAY;
      const lookup = 'lookup: { campaign: { table: campaigns, by: campaign_id } }';
      return {
        project: `
timezone: America/New_York
customers: { file: ${folder('customers.csv')}, key: customer_id }
events:
  orders: { file: ${folder('orders.csv.gz')}, key: order_id, customer: customer_id, time: ordered_at, value: total }
  sends: { file: ${folder('campaign_recipients.csv')}, customer: customer_id, ${lookup} }
  redemptions: { file: ${folder('coupon_redemptions.csv')}, customer: customer_id, time: redemption_date, ${lookup} }
lookups:
  campaigns: { file: ${folder('campaigns.csv')}, key: campaign_id }
`,
        asOf: '2017-12-31',
        customers: [...people.keys()],
        checks: {
          'got-campaign-18-and-never-redeemed-of-it': {
            definition:
              'where: { sends: { where: { campaign_id: 18 } }, redemptions: { where: { campaign_id: 18 }, count: 0 } }',
            holds: (customer) =>
              sends(customer).some((row) => row['campaign_id'] === '18') &&
              !redemptions(customer).some((row) => row['campaign_id'] === '18'),
          },
          'redeemed-within-14-days-of-the-start': {
            definition:
              'where: { redemptions: { where: { redemption_date: { between: [{ field: campaign.start_date }, { field: campaign.start_date, plus: 14d }] } } } }',
            holds: (customer) =>
              redemptions(customer).some((row) => {
                const start = timeOf(campaigns.get(row['campaign_id']!)!['start_date']!);
                const days = (timeOf(row['redemption_date']!) - start) / DAY;
                return days >= 0 && days <= 14;
              }),
          },
          'got-three-campaigns-of-type-a': {
            definition:
              'where: { sends: { where: { campaign.campaign_type: Type A }, distinct: { of: campaign_id, gte: 3 } } }',
            holds: (customer) =>
              new Set(
                sends(customer)
                  .map((row) => row['campaign_id']!)
                  .filter((campaign) => campaigns.get(campaign)!['campaign_type'] === 'Type A'),
              ).size >= 3,
          },
          'got-mail-and-never-redeemed': {
            definition: 'where: { sends: any, redemptions: none }',
            holds: (customer) => sends(customer).length > 0 && redemptions(customer).length === 0,
          },
          'ordered-within-3-days-of-redeeming': {
            definition: 'where: { redemptions: { then: { orders: any, within: 3d } } }',
            holds: (customer) =>
              redeemed(customer).some((day) =>
                // Redemptions have dates only: the same day counts as after.
                ordered(customer).some((later) => later >= day && later <= day + 3),
              ),
          },
          'ordered-and-redeemed-nothing-for-a-week': {
            definition: 'where: { orders: { last: 20d, then_not: { redemptions: any, within: 7d } } }',
            holds: (customer) =>
              ordered(customer).some(
                (day) =>
                  day >= end - 20 &&
                  day + 7 < end &&
                  !redeemed(customer).some((later) => later >= day && later <= day + 7),
              ),
          },
          'not-65-or-unknown': {
            definition: 'where: { age: { ne: 65+ } }',
            holds: (customer) => people.get(customer)!['age'] !== '65+',
          },
          'not-65-and-known': {
            definition: 'where: { age: { set: true, ne: 65+ } }',
            holds: (customer) => !['', '65+'].includes(people.get(customer)!['age']!),
          },
          'prefers-one-store': {
            definition: 'where: { orders: { every: { store_id: 367 } } }',
            holds: (customer) =>
              orders(customer).length > 0 && orders(customer).every((row) => row['store_id'] === '367'),
          },
        },
      };
    },
  );
});

describe.skipIf(!data)('online retail', () => {
  compare(
    [
      'one-item-ever',
      'return-after-a-gap-of-half-a-year',
      'bought-one-never-the-other',
      'gave-back-what-was-bought-within-14-days',
      'same-item-in-five-invoices',
      'bought-in-october-and-not-again',
      'spend-halved',
      'ordered-abroad',
      'twice-within-30-minutes',
      'quarter-of-the-germans',
    ],
    async () => {
      const folder = (name: string): string => at('online_retail', name);
      const countries = new Map(
        readRows(folder('customers.csv')).map((row) => [row['customer_id']!, row['country']!]),
      );
      const customers = [...countries.keys()];
      const orders = groupRows(
        readRows(folder('orders.csv.gz')).map((row) => ({
          customer: row['customer_id']!,
          country: row['country']!,
          time: timeOf(row['ordered_at']!),
          cents: centsOf(row['total']!),
        })),
        ({ customer }) => customer,
      );
      const lines = groupRows(await readLines(folder('lines.parquet')), ({ customer }) => customer);
      const bought = (customer: string) => lines(customer).filter(({ quantity }) => quantity > 0);
      const given = (customer: string) => lines(customer).filter(({ quantity }) => quantity < 0);
      const has = (customer: string, sku: string) => lines(customer).some((line) => line.sku === sku);
      const times = (customer: string) => orders(customer).map(({ time }) => time);
      const spend = (customer: string, from: number, to: number) =>
        totalOf(
          orders(customer)
            .filter(({ time }) => time >= from && time < to)
            .map(({ cents }) => cents),
        );
      const end = timeOf('2011-12-10');
      const germans = customers.filter((customer) => countries.get(customer) === 'Germany');
      const bestGermans = bestShare(
        new Map(germans.map((customer) => [customer, spend(customer, 0, end)])),
        25,
      );
      return {
        project: `
timezone: UTC
customers: { file: ${folder('customers.csv')}, key: customer_id }
events:
  orders: { file: ${folder('orders.csv.gz')}, key: order_id, customer: customer_id, time: ordered_at, value: total }
  lines:
    file: ${folder('lines.parquet')}
    customer: customer_id
    time: at
    columns: { customer_id: CustomerID, at: InvoiceDate, sku: StockCode, quantity: Quantity, invoice: InvoiceNo }
traits:
  spend: { orders: { sum: total } }
  spend_90d: { orders: { sum: total, last: 90d } }
  spend_before: { orders: { sum: total, last: 180d, before_last: 90d } }
`,
        asOf: '2011-12-09',
        customers,
        checks: {
          'one-item-ever': {
            definition: 'where: { lines: { distinct: { of: sku, eq: 1 } } }',
            holds: (customer) => new Set(lines(customer).map(({ sku }) => sku)).size === 1,
          },
          'return-after-a-gap-of-half-a-year': {
            definition: 'where: { orders: { longest_gap: { gt: 180 } } }',
            holds: (customer) => gapsOf(times(customer)).some((gap) => gap > 180),
          },
          'bought-one-never-the-other': {
            definition:
              'where: { all: [{ lines: { where: { sku: 85123A } } }, { lines: { where: { sku: 22423 }, count: 0 } }] }',
            holds: (customer) => has(customer, '85123A') && !has(customer, '22423'),
          },
          'gave-back-what-was-bought-within-14-days': {
            definition:
              'where: { lines: { where: { quantity: { gt: 0 } }, then: { lines: { where: { quantity: { lt: 0 } } }, same: sku, within: 14d } } }',
            holds: (customer) =>
              bought(customer).some((line) =>
                given(customer).some(
                  (later) =>
                    later.sku === line.sku && later.time > line.time && later.time <= line.time + 14 * DAY,
                ),
              ),
          },
          'same-item-in-five-invoices': {
            definition:
              'where: { lines: { where: { quantity: { gt: 0 } }, same: sku, distinct: { of: invoice, gte: 5 } } }',
            holds: (customer) => {
              const pairs = new Set(bought(customer).map(({ sku, invoice }) => `${sku}\n${invoice}`));
              return someHas(
                [...pairs].map((pair) => pair.split('\n')[0]!),
                5,
              );
            },
          },
          'bought-in-october-and-not-again': {
            definition:
              'where: { lines: { where: { quantity: { gt: 0 } }, during: 2011-10, then_not: { lines: { where: { quantity: { gt: 0 } } }, same: sku } } }',
            holds: (customer) =>
              bought(customer).some(
                (line) =>
                  line.time >= timeOf('2011-10-01') &&
                  line.time < timeOf('2011-11-01') &&
                  !bought(customer).some((later) => later.sku === line.sku && later.time > line.time),
              ),
          },
          'spend-halved': {
            definition:
              'where: { spend_before: { gte: 500 }, spend_90d: { lt: { field: spend_before, times: 50% } } }',
            holds: (customer) => {
              const before = spend(customer, end - 180 * DAY, end - 90 * DAY);
              return before >= 50000 && spend(customer, end - 90 * DAY, end) * 2 < before;
            },
          },
          'ordered-abroad': {
            definition: 'where: { orders: { where: { country: { ne: { field: customer.country } } } } }',
            holds: (customer) => orders(customer).some(({ country }) => country !== countries.get(customer)),
          },
          'twice-within-30-minutes': {
            definition: 'where: { orders: { then: { orders: any, within: 30min } } }',
            holds: (customer) =>
              times(customer).some((time) =>
                times(customer).some((later) => later > time && later <= time + 30 * 60_000),
              ),
          },
          'quarter-of-the-germans': {
            definition:
              'base: germans, where: { spend: { top: 25% } } }\n  - { name: germans, where: { country: Germany }',
            holds: (customer) => bestGermans.has(customer),
          },
        },
      };
    },
  );
});

describe.skipIf(!data)('times of Tokyo in New York', () => {
  compare(['ordered-at-eleven-at-night', 'twice-on-one-date', 'ordered-in-april', 'last-30-days'], () => {
    const file = at('online_retail', 'orders.csv.gz');
    const newYork = new Intl.DateTimeFormat('sv', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const orders = groupRows(
      readRows(file).map((row) => ({
        customer: row['customer_id']!,
        local: newYork.format(timeOf(row['ordered_at']!) - 9 * 60 * 60_000),
      })),
      ({ customer }) => customer,
    );
    const locals = (customer: string) =>
      orders(customer)
        .map(({ local }) => local)
        .filter((local) => local < '2011-11-21');
    return {
      project: `
timezone: America/New_York
customers: { file: ${at('online_retail', 'customers.csv')}, key: customer_id }
events:
  orders: { file: ${file}, key: order_id, customer: customer_id, time: ordered_at, source_timezone: Asia/Tokyo }
`,
      asOf: '2011-11-20',
      customers: readRows(at('online_retail', 'customers.csv')).map((row) => row['customer_id']!),
      checks: {
        'ordered-at-eleven-at-night': {
          definition: 'where: { orders: { where: { ordered_at.hour: 23 } } }',
          holds: (customer) => locals(customer).some((local) => local.slice(11, 13) === '23'),
        },
        'twice-on-one-date': {
          definition: 'where: { orders: { same: ordered_at.date, count: { gte: 2 } } }',
          holds: (customer) =>
            someHas(
              locals(customer).map((local) => local.slice(0, 10)),
              2,
            ),
        },
        'ordered-in-april': {
          definition: 'where: { orders: { during: 2011-04 } }',
          holds: (customer) => locals(customer).some((local) => local.startsWith('2011-04')),
        },
        'last-30-days': {
          definition: 'where: { orders: { last: 30d } }',
          holds: (customer) => locals(customer).some((local) => local >= '2011-10-22'),
        },
      },
    };
  });
});

interface Line {
  readonly customer: string;
  readonly sku: string;
  readonly invoice: string;
  readonly quantity: number;
  readonly time: number;
}

async function readLines(path: string): Promise<readonly Line[]> {
  const database = await openDatabase({ threads: 1 });
  try {
    const rows = await database.rows(
      `SELECT CustomerID::VARCHAR, StockCode, InvoiceNo, Quantity, epoch_ms(InvoiceDate)::DOUBLE FROM '${path}' WHERE CustomerID IS NOT NULL`,
    );
    return rows.map(([customer, sku, invoice, quantity, time]) => ({
      customer: String(customer),
      sku: String(sku),
      invoice: String(invoice),
      quantity: Number(quantity),
      time: Number(time),
    }));
  } finally {
    database.close();
  }
}
