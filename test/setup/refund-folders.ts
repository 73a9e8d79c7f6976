/** The shop of `written-shop.ts` where money was given back: in a column beside what was paid, in a file of its own. */
import type { Folder } from './written-folder.ts';
import { csv, dated, linesOf, type Order, orders, people, quiet, revenue } from './written-shop.ts';

type Row = readonly (string | number)[];
const agreed = quiet((person) => person.agreed);
/** Half of some orders and all of others, in cents. */
const back = ({ number, total }: Order): number =>
  number % 11 === 0 ? Math.round(total * 100) : number % 6 === 0 ? Math.floor(total * 50) : 0;
const returned = orders.filter((order) => back(order) > 0);
const net = Math.round(revenue * 100 - returned.reduce((sum, order) => sum + back(order), 0)) / 100;
const cents = (value: number): string => (value / 100).toFixed(2);
const plain = (value: number): string => value.toFixed(2);
const at = ({ at: moment }: Order): string => dated(moment, 'YYYY-MM-DD HH:mm:ss');

const customers = csv(
  'id,first_name,email,accepts_marketing',
  people.map(({ id, first, email, agreed: yes }) => [id, first, email, yes ? 'true' : 'false']),
);
const whole = csv(
  'id,customer_id,created_at,total_price',
  orders.map((order) => [order.number, order.person.id, at(order), plain(order.total)]),
);
/** Some of them in two parts. */
const parts = (order: Order): readonly number[] => {
  const all = back(order);
  return order.number % 4 ? [all] : [Math.floor(all / 3), all - Math.floor(all / 3)];
};
const refunds = csv(
  'id,order_id,created_at,reason,amount',
  returned.flatMap((order) =>
    parts(order).map(
      (part, place): Row => [order.number * 10 + place, order.number, at(order), 'asked', cents(part)],
    ),
  ),
);

export const refundFolders: Readonly<Record<string, Folder>> = {
  'Squarespace: an order has its cells on its first line, what was given back beside the total': {
    files: {
      'profiles.csv': csv(
        'Email,First Name,Accepts Marketing,Order Count,Total Spent',
        people.map(({ first, email, agreed: yes }, index) => [
          email,
          first,
          yes ? 'Yes' : 'No',
          index % 5,
          '0.00',
        ]),
      ),
      'orders.csv': csv(
        'Order ID,Email,Financial Status,Subtotal,Amount Refunded,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price',
        orders.flatMap((order) =>
          linesOf(order).map(
            ({ sku, quantity, price }, place): Row => [
              `0${order.number}`,
              order.person.email,
              ...(place > 0
                ? ['', '', '', '', '', '']
                : ['PAID', plain(order.total), cents(back(order)), plain(order.total), '0.00', at(order)]),
              quantity,
              sku,
              plain(price),
            ],
          ),
        ),
      ),
    },
    quiet: agreed,
    value: net,
    holds: ['refunded: { first_of: [Amount Refunded, 0] }'],
  },
  'a column of what was given back that is blank where nothing was': {
    files: {
      'customers.csv': customers,
      'orders.csv': csv(
        'order_number,customer_id,order_date,payment_status,subtotal,total,refunded_amount',
        orders.map((order) => [
          order.number,
          order.person.id,
          at(order),
          'PAID',
          plain(order.total),
          plain(order.total),
          back(order) > 0 ? cents(-back(order)) : '',
        ]),
      ),
    },
    quiet: agreed,
    value: net,
    holds: ['net: { plus: [total, refunded] }'],
  },
  'nothing was given back so far': {
    files: {
      'customers.csv': customers,
      'orders.csv': csv(
        'order_number,customer_id,order_date,total,refunded_amount',
        orders.map((order) => [order.number, order.person.id, at(order), plain(order.total), '']),
      ),
    },
    quiet: agreed,
    value: revenue,
    holds: ['refunded_amount: decimal', 'value: net'],
  },
  'a file of what was given back, which names the order': {
    files: { 'customers.csv': customers, 'orders.csv': whole, 'refunds.csv': refunds },
    quiet: agreed,
    value: net,
    holds: ['lookup: { returned: { table: refunds_by_order, by: id } }'],
  },
  'a file of what was given back beside lines, of which orders are made': {
    files: {
      'customers.csv': customers,
      'order_lines.csv': csv(
        'order_id,customer_id,created_at,sku,quantity,price',
        orders.flatMap((order) =>
          linesOf(order).map(({ sku, quantity, price }) => [
            order.number,
            order.person.id,
            at(order),
            sku,
            quantity,
            plain(price),
          ]),
        ),
      ),
      'refunds.csv': refunds,
    },
    quiet: agreed,
    value: net,
  },
  'Paddle: adjustments, of which some were refused': {
    files: {
      'customers.csv': customers,
      'transactions.csv': csv(
        'transaction_id,status,customer_id,currency_code,subtotal,tax,total,billed_at,created_at',
        orders.map((order) => [
          `txn_${order.number}`,
          'completed',
          order.person.id,
          'USD',
          plain(order.total),
          '0.00',
          plain(order.total),
          at(order),
          at(order),
        ]),
      ),
      'adjustments.csv': csv('adjustment_id,action,transaction_id,customer_id,status,total,created_at', [
        ...returned.map((order) => [
          `adj_${order.number}`,
          'refund',
          `txn_${order.number}`,
          order.person.id,
          'approved',
          cents(back(order)),
          at(order),
        ]),
        ...orders
          .slice(0, 7)
          .map((order) => [
            `adj_r${order.number}`,
            'refund',
            `txn_${order.number}`,
            order.person.id,
            'rejected',
            plain(order.total),
            at(order),
          ]),
      ]),
    },
    quiet: agreed,
    currency: 'USD',
    value: net,
    holds: ['where: { status: [approved] }'],
  },
  'Sellsy: credit notes that name the customer and no invoice': {
    files: {
      'clients.csv': csv(
        'Référence,Nom,Email,Newsletter',
        people.map(({ id, first, email, agreed: yes }) => [`CLI-${id}`, first, email, yes ? 'Oui' : 'Non']),
        ';',
      ),
      'factures.csv': csv(
        'Numéro,Date,Référence client,Client,Total TTC,Statut',
        orders.map((order) => [
          `F-${order.number}`,
          dated(order.at, 'DD/MM/YYYY'),
          `CLI-${order.person.id}`,
          order.person.first,
          plain(order.total).replace('.', ','),
          'Payée',
        ]),
        ';',
      ),
      'avoirs.csv': csv(
        'Numéro,Date,Référence client,Client,Total TTC,Statut',
        returned.map((order) => [
          `AV-${order.number}`,
          dated(order.at, 'DD/MM/YYYY'),
          `CLI-${order.person.id}`,
          order.person.first,
          cents(back(order)).replace('.', ','),
          'Soldé',
        ]),
        ';',
      ),
    },
    quiet: agreed,
    value: revenue,
    holds: ['spent_1y: { minus: [bought_1y, given_back_1y] }'],
    says: 'avoirs: no column says of which order it was given back',
  },
};
