// What the customers bought: orders and their lines.
import type { Faker } from '@faker-js/faker';
import type { Product } from './catalogue.ts';
import { between, exponential, happens, seeded, weighted } from './chance.ts';
import { DAY, day, END, type Wall } from './clock.ts';
import { type Customer, isBlackFriday, seasonal, shoppingTime } from './customers.ts';

export interface Line {
  readonly product: Product;
  readonly quantity: number;
  /** Cents a piece, after discount. */
  readonly price: number;
}

export interface Order {
  readonly id: string;
  readonly customer: Customer;
  readonly at: Wall;
  readonly status: string;
  readonly channel: string;
  readonly coupon: string;
  readonly shippingCountry: string;
  readonly lines: readonly Line[];
}

/** Orders in order of time; the total of each is the sum of its lines. */
export function makeOrders(customers: readonly Customer[], products: readonly Product[]): readonly Order[] {
  const chance = seeded(401);
  const times = customers.flatMap((customer) => orderTimes(chance, customer).map((at) => ({ customer, at })));
  times.sort((a, b) => a.at - b.at || (a.customer.id < b.customer.id ? -1 : 1));
  return times.map(({ customer, at }, index) => makeOrder(chance, products, customer, at, index));
}

/** Cents. */
export function totalOf(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
}

function orderTimes(chance: Faker, customer: Customer): readonly Wall[] {
  switch (customer.role) {
    case 'prospect':
      return [];
    case 'black-friday':
      return [customer.signedUpAt + chance.number.int({ min: 300, max: 3_000 })];
    case 'quiet-vip':
      return quietVipTimes(chance, customer);
    case 'ordinary':
      return ordinaryTimes(chance, customer);
  }
}

/** Often for years, the last time between January and March, then silence. */
function quietVipTimes(chance: Faker, customer: Customer): readonly Wall[] {
  const last = between(chance, day('2026-01-10'), day('2026-03-25'));
  const times: Wall[] = [];
  for (let at = last; at > customer.signedUpAt && times.length < 24; at -= between(chance, 14, 45) * DAY) {
    const time = shoppingTime(chance, at);
    if (times.length < 8 || seasonal(chance, time)) times.push(time);
  }
  return times;
}

/** Buys at a rate of their own until they drop out unseen; most buy when they sign up. */
function ordinaryTimes(chance: Faker, customer: Customer): readonly Wall[] {
  const first = customer.signedUpAt + (happens(chance, 0.65) ? 900 : exponential(chance, 9) * DAY);
  const until = Math.min(first + customer.lifetime * DAY, END);
  const times: Wall[] = first < END && !isBlackFriday(first) ? [first] : [];
  // Candidates come half as often again as orders, and the season takes away what is too many.
  for (let at = first; ; ) {
    at += exponential(chance, 365 / customer.rate / 1.5) * DAY;
    if (at >= until) break;
    const time = shoppingTime(chance, at);
    if (time > first && (times.length > 0 || !isBlackFriday(time)) && seasonal(chance, time))
      times.push(time);
  }
  return [...new Set(times.map((time) => Math.floor(time)))].filter((time) => time < END);
}

function makeOrder(
  chance: Faker,
  products: readonly Product[],
  customer: Customer,
  at: Wall,
  index: number,
): Order {
  const planted = customer.role === 'quiet-vip' || customer.role === 'black-friday';
  const coupon = customer.role === 'black-friday' ? 'BLACK25' : drawCoupon(chance, at);
  const sent = at > END - 2 * DAY ? 'paid' : 'shipped';
  return {
    id: `SO-${100_001 + index}`,
    customer,
    at,
    status: planted ? sent : weighted(chance, { [sent]: 92, cancelled: 4, refunded: 4 }),
    channel: happens(chance, 0.75) ? customer.channel : weighted(chance, { web: 60, app: 40 }),
    coupon,
    shippingCountry: happens(chance, 0.97) ? customer.country : weighted(chance, { PL: 3, DE: 2, SE: 1 }),
    lines: makeLines(chance, products, customer, coupon === '' ? 1 : 0.75),
  };
}

function drawCoupon(chance: Faker, at: Wall): string {
  if (happens(chance, 0.86)) return '';
  return at < day('2025-01-01')
    ? 'WELCOME5'
    : chance.helpers.arrayElement(['WELCOME5', 'SPRING26', 'FRIENDS']);
}

function makeLines(
  chance: Faker,
  products: readonly Product[],
  customer: Customer,
  discount: number,
): readonly Line[] {
  const budget = customer.role === 'quiet-vip' ? 160 : customer.budget * 1.6;
  const chosen = new Map<string, Line>();
  const count = Number(weighted(chance, { '1': 45, '2': 30, '3': 17, '4': 8 }));
  for (let tries = 0; chosen.size < count && tries < 30; tries++) {
    const product = chance.helpers.arrayElement(products);
    if (product.price > budget * 100 && tries < 25) continue;
    const quantity = Number(weighted(chance, { '1': 85, '2': 12, '3': 3 }));
    chosen.set(product.id, { product, quantity, price: Math.round(product.price * discount) });
  }
  return [...chosen.values()];
}
