/** The shop of `written-shop.ts` where some people order as guests, with an address and without an account. */
import type { Folder } from './written-folder.ts';
import { csv, dated, type Order, orders, type Person, people, quiet, revenue } from './written-shop.ts';

const hasAccount = ({ id }: Person): boolean => id % 6 > 0;
/** Whoever has an account may order without it, and under an address that is no longer theirs. */
const isGuest = ({ person, number }: Order): boolean => !hasAccount(person) || number % 5 === 0;
const typed = (order: Order): string => {
  const { email } = order.person;
  if (isGuest(order)) return order.number % 2 ? email.toUpperCase() : email;
  return order.number % 4 ? email : `old-${email}`;
};
const at = (order: Order): string => dated(order.at, 'YYYY-MM-DD HH:mm:ss');
const agreed = (person: Person): boolean => person.agreed && hasAccount(person);

const customers = csv(
  'customer_id,firstname,lastname,email,newsletter,date_added',
  people
    .filter(hasAccount)
    .map(({ id, first, last, email, agreed: yes, joined }) => [
      id,
      first,
      last,
      email,
      yes ? 1 : 0,
      dated(joined, 'YYYY-MM-DD HH:mm:ss'),
    ]),
);

export const guestFolders: Readonly<Record<string, Folder>> = {
  'OpenCart: guests are customer 0': {
    files: {
      'customers.csv': customers,
      'orders.csv': csv(
        'order_id,customer_id,firstname,email,total,date_added',
        orders.map((order) => [
          order.number,
          isGuest(order) ? 0 : order.person.id,
          order.person.first,
          typed(order),
          order.total.toFixed(2),
          at(order),
        ]),
      ),
      'order_products.csv': csv(
        'order_product_id,order_id,name,quantity,total',
        orders.map((order) => [order.number * 10, order.number, 'Mug', 1, order.total.toFixed(2)]),
      ),
      'visits.csv': csv(
        'visit,customer_id,date_added',
        people.filter(hasAccount).map(({ id }, index) => [`v${index}`, id, '2026-06-01 10:00:00']),
      ),
    },
    quiet: quiet(agreed),
    agreed: people.filter(agreed).length,
    value: revenue,
    holds: [
      'from: orders  # guests are people too, by their address',
      'person: { first_of: [account.email, email] }',
      'customer: { column: order.person, normalise: email }',
      'customer: { column: customer_id, of: customer_id }',
    ],
  },
  'orders alone, of accounts and of guests': {
    files: {
      'orders.csv': csv(
        'order_id,customer_id,email,total,date_added',
        orders.map((order) => [
          order.number,
          hasAccount(order.person) ? order.person.id : '',
          order.person.email,
          order.total.toFixed(2),
          at(order),
        ]),
      ),
    },
    quiet: quiet(),
    value: revenue,
    holds: ['customer: { column: email, normalise: email }'],
  },
  'Stripe: payments alone know the address of whoever paid': {
    files: {
      'unified_payments.csv': csv(
        'id,Created date (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Customer Email',
        orders.map((order) => [
          `ch_${order.number}`,
          at(order),
          order.total.toFixed(2),
          '0.00',
          'usd',
          'Paid',
          hasAccount(order.person) ? `cus_${order.person.id}` : '',
          order.person.email,
        ]),
      ),
    },
    quiet: quiet(),
    currency: 'USD',
    holds: ['payer: { first_of: [Customer ID, Customer Email] }', 'contact: { email: Customer Email }'],
  },
};
