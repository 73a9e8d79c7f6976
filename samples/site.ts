// What the web and app tracker exports: half a year of views, carts and checkouts, stamped in UTC.
import type { Faker } from '@faker-js/faker';
import type { Product } from './catalogue.ts';
import { between, exponential, happens, seeded, some, weighted } from './chance.ts';
import { DAY, day, END, type Wall } from './clock.ts';
import { type Customer, shoppingTime } from './customers.ts';
import type { Order } from './orders.ts';

export interface SiteEvent {
  readonly id: string;
  readonly customer: Customer;
  readonly at: Wall;
  readonly type: 'view' | 'cart' | 'checkout';
  readonly product: string;
  readonly device: string;
  readonly seconds: number;
}

/** Planted: carts left on 28 and 29 June, and on 30 June; people who waited for what is back. */
export const CARTS_LEFT = 40;
export const CARTS_LEFT_TODAY = 12;
export const WAITING = 95;
/** Events the tracker delivered twice, with the same id: planted. */
export const DELIVERED_TWICE = 23;

type Visit = Omit<SiteEvent, 'id'>;

const TRACKED_FROM = day('2026-01-01');

/** All events in order of time, repeats included. */
export function makeSiteEvents(
  customers: readonly Customer[],
  orders: readonly Order[],
  products: readonly Product[],
): readonly SiteEvent[] {
  const chance = seeded(601);
  const visits = [
    ...orders.flatMap((order) => orderVisits(chance, order)),
    ...customers.flatMap((customer) => browsing(chance, customer, products)),
    ...cartsLeft(chance, customers, orders, products),
    ...waiting(chance, customers, products),
  ].filter((visit) => visit.at >= Math.max(TRACKED_FROM, visit.customer.signedUpAt) && visit.at < END);
  visits.sort((a, b) => a.at - b.at || (a.customer.id < b.customer.id ? -1 : 1));
  const events = visits.map((visit, index) => ({ id: `e${String(index + 1).padStart(7, '0')}`, ...visit }));
  const repeated = new Set(some(chance, events, DELIVERED_TWICE));
  return events.flatMap((event) => (repeated.has(event) ? [event, event] : [event]));
}

/** A cart and a checkout shortly before the order, where it was made on the web or in the app. */
function orderVisits(chance: Faker, order: Order): readonly Visit[] {
  if (order.at < TRACKED_FROM || !['web', 'app'].includes(order.channel)) return [];
  const device = deviceOf(chance, order.customer);
  return order.lines.flatMap(({ product }, index) => {
    const step = (type: Visit['type'], before: number): Visit => ({
      customer: order.customer,
      at: order.at - before - index * 11,
      type,
      product: product.id,
      device,
      seconds: chance.number.int({ min: 4, max: 200 }),
    });
    return [step('view', 700), step('cart', 300), ...(index === 0 ? [step('checkout', 60)] : [])];
  });
}

/** People look more often than they buy, and go on looking for a while after they last bought. */
function browsing(chance: Faker, customer: Customer, products: readonly Product[]): readonly Visit[] {
  const rate = customer.role === 'quiet-vip' ? 6 : Math.min(customer.rate * 2.5, 30);
  const active = customer.role === 'black-friday' ? 0 : customer.lifetime + 120;
  const from = Math.max(customer.signedUpAt, TRACKED_FROM);
  const until = Math.min(END, customer.signedUpAt + active * DAY);
  const visits: Visit[] = [];
  for (let at = from + exponential(chance, 365 / rate) * DAY; at < until; ) {
    const start = shoppingTime(chance, at);
    const device = deviceOf(chance, customer);
    for (let page = 0; page < Number(weighted(chance, { '1': 5, '2': 3, '4': 2 })); page++) {
      visits.push(view(chance, customer, start + page * 90, chance.helpers.arrayElement(products), device));
    }
    at += exponential(chance, 365 / rate) * DAY;
  }
  return visits;
}

/** Carts of the last three days by people who have not ordered since the week before. */
function cartsLeft(
  chance: Faker,
  customers: readonly Customer[],
  orders: readonly Order[],
  products: readonly Product[],
): readonly Visit[] {
  const recent = new Set(orders.filter((order) => order.at > END - 10 * DAY).map((order) => order.customer));
  const able = customers.filter((one) => one.signedUpAt < END - 20 * DAY && !recent.has(one));
  return some(chance, able, CARTS_LEFT + CARTS_LEFT_TODAY).map((customer, index) => {
    const on = index < CARTS_LEFT ? day('2026-06-28') + (index % 2) * DAY : day('2026-06-30');
    const product = chance.helpers.arrayElement(products);
    return {
      ...view(chance, customer, shoppingTime(chance, on), product, deviceOf(chance, customer)),
      type: 'cart',
    };
  });
}

/** Looked in mid-June at what was out of stock then and came back in the last week. */
function waiting(
  chance: Faker,
  customers: readonly Customer[],
  products: readonly Product[],
): readonly Visit[] {
  const back = products.filter((product) => product.backInStockAt >= '2026-06-24');
  const able = customers.filter((one) => one.signedUpAt < day('2026-05-01') && one.role === 'ordinary');
  return some(chance, able, WAITING).map((customer) => {
    const at = shoppingTime(chance, between(chance, day('2026-06-12'), day('2026-06-23')));
    return view(chance, customer, at, chance.helpers.arrayElement(back), deviceOf(chance, customer));
  });
}

function view(chance: Faker, customer: Customer, at: Wall, product: Product, device: string): Visit {
  const seconds = Math.round(exponential(chance, 45)) + 1;
  return { customer, at, type: 'view', product: product.id, device, seconds };
}

function deviceOf(chance: Faker, customer: Customer): string {
  const own = customer.device === '' ? 'desktop' : customer.device;
  return happens(chance, 0.8) ? own : weighted(chance, { desktop: 6, android: 2, ios: 2 });
}
