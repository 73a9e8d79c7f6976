// The planted truths of the sample shop, counted row by row. The names are those of samples/README.md.
import type { Row, Samples } from './read.ts';

/** Midnight after 2026-06-30, as the shop's wall time and in UTC. */
const YEAR_AGO = '2025-07-01 00:00:00';
const DAYS_90_AGO = '2026-04-02 00:00:00';
const DAYS_30_AGO_UTC = '2026-05-31T22:00:00Z';
const DAYS_3_AGO_UTC = '2026-06-27T22:00:00Z';
const DAY_AGO_UTC = '2026-06-29T22:00:00Z';

type Count = (samples: Samples) => number;

export const COUNTS: Readonly<Record<string, Count>> = {
  customers: (samples) => samples.customers.length,
  orders: (samples) => samples.orders.length,
  'order-lines': (samples) => samples.lines.length,
  'email-events': (samples) => samples.emails.length,
  'site-events': (samples) => new Set(samples.site.map((row) => row['event_id'])).size,
  'delivered-twice': (samples) =>
    samples.site.length - new Set(samples.site.map((row) => row['event_id'])).size,
  'cancelled-or-refunded': (samples) => samples.orders.length - valid(samples).length,
  'never-ordered': (samples) => samples.customers.length - byCustomer(valid(samples)).size,
  'quiet-vips': (samples) => quietVips(samples).length,
  'july-2024': (samples) => julyPercent(samples, '2024'),
  'july-2025': (samples) => julyPercent(samples, '2025'),
  'black-friday': (samples) => blackFriday(samples).length,
  'black-friday-returned': (samples) => blackFriday(samples).filter((orders) => orders.length > 1).length,
  'carts-left': (samples) => cartsLeft(samples, '9999').size,
  'carts-left-a-day': (samples) => cartsLeft(samples, DAY_AGO_UTC).size,
  'back-in-stock': (samples) => backInStock(samples).size,
  'waiting-for-stock': waitingForStock,
  bounced: (samples) => byCustomer(ofType(samples.emails, 'bounce')).size,
  unsubscribed: (samples) => byCustomer(ofType(samples.emails, 'unsubscribe')).size,
  'no-consent-said': (samples) => samples.customers.filter((row) => row['email_consent'] === '').length,
  'no-birth-date': (samples) => samples.customers.filter((row) => row['birth_date'] === '').length,
  'born-29-february': (samples) =>
    samples.customers.filter((row) => row['birth_date']!.endsWith('-02-29')).length,
  'born-in-july': (samples) =>
    samples.customers.filter((row) => row['birth_date']!.slice(5, 7) === '07').length,
  'ids-with-a-leading-zero': (samples) =>
    samples.customers.filter((row) => row['customer_id']!.startsWith('0')).length,
  'shared-addresses': sharedAddresses,
};

export function valid(samples: Samples): readonly Row[] {
  return samples.orders.filter((row) => row['status'] !== 'cancelled' && row['status'] !== 'refunded');
}

/** The customer's rows by customer key, in order of the file, which is the order of time. */
export function byCustomer(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  return groupBy(rows, (row) => row['customer_id']!);
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** Customer keys. */
export function quietVips(samples: Samples): readonly string[] {
  const read = new Set(
    samples.emails
      .filter((row) => row['type'] === 'open' || row['type'] === 'click')
      .filter((row) => row['occurred_at']! >= DAYS_30_AGO_UTC)
      .map((row) => row['customer_id']!),
  );
  return [...byCustomer(valid(samples))]
    .filter(([, orders]) => spent(orders, YEAR_AGO) >= 50_000)
    .filter(([, orders]) => orders.every((row) => row['ordered_at']! < DAYS_90_AGO))
    .map(([customer]) => customer)
    .filter((customer) => read.has(customer));
}

/** Cents since the time. */
function spent(orders: readonly Row[], since: string): number {
  return orders
    .filter((row) => row['ordered_at']! >= since)
    .reduce((sum, row) => sum + Math.round(Number(row['total']) * 100), 0);
}

/** Orders of July in percent of the mean of June and August, to whole percent. */
function julyPercent(samples: Samples, year: string): number {
  const inMonth = (month: string) =>
    samples.orders.filter((row) => row['ordered_at']!.startsWith(`${year}-${month}`)).length;
  return Math.round((100 * inMonth('07')) / ((inMonth('06') + inMonth('08')) / 2));
}

/** The orders of each customer whose first was on the long weekend. */
function blackFriday(samples: Samples): readonly (readonly Row[])[] {
  return [...byCustomer(valid(samples)).values()].filter((orders) => {
    const day = orders[0]!['ordered_at']!.slice(0, 10);
    return day >= '2025-11-27' && day <= '2025-11-30';
  });
}

/** Customers with a cart in the last three days, but before the time, and no order after it. */
function cartsLeft(samples: Samples, before: string): ReadonlySet<string> {
  const orders = byCustomer(valid(samples));
  const carts = ofType(samples.site, 'cart').filter((row) => row['occurred_at']! >= DAYS_3_AGO_UTC);
  const left = carts
    .filter((row) => row['occurred_at']! < before)
    .filter(
      (row) => !orders.get(row['customer_id']!)?.some((order) => summerUtc(order) > row['occurred_at']!),
    );
  return new Set(left.map((row) => row['customer_id']!));
}

/** The order's time in UTC, right in summer only, which is all that the last days need. */
function summerUtc(order: Row): string {
  const wall = Date.parse(`${order['ordered_at']!.replace(' ', 'T')}Z`);
  return `${new Date(wall - 7_200_000).toISOString().slice(0, 19)}Z`;
}

function backInStock(samples: Samples): ReadonlySet<string> {
  const back = samples.products.filter((row) => row['back_in_stock_at']! >= '2026-06-24');
  return new Set(back.map((row) => row['product_id']!));
}

function waitingForStock(samples: Samples): number {
  const back = backInStock(samples);
  const views = ofType(samples.site, 'view')
    .filter((row) => row['occurred_at']! >= DAYS_30_AGO_UTC)
    .filter((row) => back.has(row['product_id']!));
  return byCustomer(views).size;
}

/** Addresses that more than one customer has. */
function sharedAddresses(samples: Samples): number {
  const known = samples.customers.map((row) => row['email']!).filter((email) => email !== '');
  return [...groupBy(known, (email) => email).values()].filter((same) => same.length > 1).length;
}

function ofType(rows: readonly Row[], type: string): readonly Row[] {
  return rows.filter((row) => row['type'] === type);
}
