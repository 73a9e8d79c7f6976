/** The shop of `written-shop.ts` whose money is counted in cents. */
import type { Folder } from './written-folder.ts';
import { csv, dated, linesOf, orders, people, quiet, revenue } from './written-shop.ts';

const everybody = quiet();
const cents = (value: number): number => Math.round(value * 100);
const customers = csv(
  'id,first_name,last_name',
  people.map(({ id, first, last }) => [id, first, last]),
);

export const centsFolders: Readonly<Record<string, Folder>> = {
  'a column of cents, some of them given back': {
    files: {
      'orders.csv': csv(
        'order_id,customer_id,created_at,total_cents,refunded_cents',
        orders.map(({ number, person, at, total }) => [
          number,
          person.id,
          dated(at, 'YYYY-MM-DD HH:mm:ss'),
          cents(total) + 300,
          300,
        ]),
      ),
    },
    quiet: everybody,
    value: revenue,
    holds: ['total: { times: [net, 0.01] }'],
  },
  'lines with the price of one in cents': {
    files: {
      'order_items.csv': csv(
        'order_id,customer_id,created_at,sku,quantity,price_in_cents',
        orders.flatMap((order) =>
          linesOf(order).map(({ sku, quantity, price }) => [
            order.number,
            order.person.id,
            dated(order.at, 'YYYY-MM-DD HH:mm:ss'),
            sku,
            quantity,
            cents(price),
          ]),
        ),
      ),
    },
    quiet: everybody,
    value: revenue,
  },
  'the jaffle shop: payments of orders, by the documentation in cents': {
    files: {
      'raw_customers.csv': customers,
      'raw_orders.csv': csv(
        'id,user_id,order_date,status',
        orders.map(({ number, person, at }) => [number, person.id, dated(at, 'YYYY-MM-DD'), 'completed']),
      ),
      'raw_payments.csv': csv(
        'id,order_id,payment_method,amount',
        orders.flatMap(({ number, total }) => [
          [number * 2, number, 'coupon', 100],
          [number * 2 + 1, number, 'credit_card', cents(total) - 100],
        ]),
      ),
    },
    quiet: everybody,
    value: revenue,
    says: 'the first jaffle shop of dbt',
  },
  'the jaffle shop as it is now: orders have totals': {
    files: {
      'raw_customers.csv': csv(
        'id,name',
        people.map(({ id, first }) => [`c-${id}`, first]),
      ),
      'raw_orders.csv': csv(
        'id,customer,ordered_at,store_id,subtotal,tax_paid,order_total',
        orders.map(({ number, person, at, total }) => [
          `o-${number}`,
          `c-${person.id}`,
          dated(at, 'YYYY-MM-DDTHH:mm:ss'),
          's-1',
          cents(total) - 50,
          50,
          cents(total),
        ]),
      ),
      'raw_items.csv': csv(
        'id,order_id,sku',
        orders.map(({ number }) => [`i-${number}`, `o-${number}`, 'JAF-001']),
      ),
      'raw_products.csv': csv('sku,name,type,price,description', [['JAF-001', 'a', 'jaffle', 1100, 'x']]),
    },
    quiet: everybody,
    value: revenue,
  },
  'charges as the interface of Stripe gives them': {
    files: {
      'charges.csv': csv(
        'id,amount,amount_refunded,created,currency,customer,paid',
        orders.map(({ number, person, at, total }) => [
          `ch_${number}`,
          cents(total) + 1,
          1,
          at.getTime() / 1000,
          'eur',
          `cus_${person.id}`,
          'true',
        ]),
      ),
    },
    quiet: everybody,
    currency: 'EUR',
    value: revenue,
  },
  'short numbers of transactions, money in whole, and a mark for what was given back': {
    files: {
      'orders.csv': csv(
        'id,customer_id,created_at,total,refunded',
        orders.map(({ number, person, at, total }, index) => [
          `txn_${number}`,
          person.id,
          dated(at, 'YYYY-MM-DD'),
          Math.floor(total),
          index % 9 ? 0 : 1,
        ]),
      ),
    },
    quiet: everybody,
    value: orders.reduce((sum, { total }) => sum + Math.floor(total), 0),
  },
  'charges in a currency that has no cents': {
    files: {
      'charges.csv': csv(
        'id,amount,created,currency,customer,paid',
        orders.map(({ number, person, at, total }) => [
          `ch_3MmlLr${number}`,
          cents(total),
          at.getTime() / 1000,
          'jpy',
          `cus_${person.id}`,
          'true',
        ]),
      ),
    },
    quiet: everybody,
    currency: 'JPY',
    value: Math.round(revenue * 100),
  },
};
