/** The shop of `written-shop.ts` in files with rows of several kinds: sales, their lines, payments, invoices, credit notes. */
import type { Folder } from './written-folder.ts';
import { amount, csv, dated, linesOf, type Order, orders, people, quiet, revenue } from './written-shop.ts';

type Row = readonly (string | number)[];
const agreed = quiet((person) => person.agreed);
const later = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000);
const isCredited = ({ number }: Order): boolean => number % 6 === 0;
/** Half of an order, in whole cents. */
const half = ({ total }: Order): number => Math.floor(total * 50) / 100;
const credited = orders.filter(isCredited).reduce((sum, order) => sum + half(order), 0);
const net = Math.round((revenue - credited) * 100) / 100;

/** A row for each invoice, a few days later one for what is given back of some, and one for what was paid. */
const ledger = (write: (order: Order, kind: 'invoice' | 'credit' | 'payment', at: Date) => Row) =>
  orders
    .flatMap((order) => [
      write(order, 'invoice', order.at),
      ...(isCredited(order) ? [write(order, 'credit', later(order.at, 3))] : []),
      ...(order.number % 5 ? [write(order, 'payment', later(order.at, 10))] : []),
    ])
    .map((row, index) => [index + 1, ...row]);

const signed = (order: Order, kind: string): number =>
  kind === 'invoice' ? order.total : kind === 'credit' ? -half(order) : -order.total;
const german = (value: number): string => `${value < 0 ? '-' : ''}${amount(Math.abs(value), '.', ',')}`;

const members = csv(
  'customer_code,first_name,last_name,email,do_not_email',
  people.map(({ id, first, last, email, agreed: yes }) => [
    `${first}-${id}`,
    first,
    last,
    email,
    yes ? 0 : 1,
  ]),
);
const kontakte = csv(
  'Nr.,Name,Ort,E-Mail,Newsletter',
  people.map(({ id, first, email, agreed: yes }) => [id, first, 'Köln', email, yes ? 'Ja' : 'Nein']),
  ';',
);
const contacts = csv(
  'No.,Name,Contact,Phone No.,E-Mail,Newsletter',
  people.map(({ id, first, email, agreed: yes }) => [id, first, '', '', email, yes ? 'Yes' : 'No']),
);

/** Header of Lightspeed Retail's export of its sales history. */
const REGISTER =
  'Date,Receipt Number,Line Type,Customer Code,Customer Name,Note,Quantity,Subtotal,Sales Tax,Discount,Total,Paid,Details,Register,User,Status,Sku';

const register = (code: (order: Order) => string): string =>
  csv(
    REGISTER,
    orders.flatMap((order) => {
      const at = dated(order.at, 'YYYY-MM-DD HH:mm:ss');
      const row = (kind: string, whose: string, quantity: number | string, worth: string, more: Row): Row => [
        at,
        order.number,
        kind,
        whose,
        '',
        '',
        quantity,
        worth,
        '0.00',
        '0.00',
        worth,
        ...more,
      ];
      const total = order.total.toFixed(2);
      const own = `${order.person.first}-${order.person.id}`;
      return [
        row('Sale', own, 3, total, [total, '', 'Main', 'Sam', 'CLOSED', '']),
        ...linesOf(order).map(({ sku, quantity, price }) =>
          row('Sale Line', code(order), quantity, (quantity * price).toFixed(2), [
            '',
            'Thing',
            'Main',
            'Sam',
            'CLOSED',
            sku,
          ]),
        ),
        row('Payment', code(order), '', total, [total, 'Card', 'Main', 'Sam', 'CLOSED', '']),
      ];
    }),
  );

/** SAP marks whom advertising may not reach; blank is everybody else. */
const debtors = csv(
  'Debitor,Name 1,Ort,E-Mail-Adresse,Werbesperre',
  people.map(({ id, first, email, agreed: yes }) => [`000${id}`, first, 'Köln', email, yes ? '' : 'X']),
  ';',
);
/** Every seventh order has a line more, which was refused. */
const isRefused = ({ number }: Order): boolean => number % 7 === 0;
const positions = (
  write: (order: Order, sku: string, place: number, value: string, refused: string) => Row,
) =>
  orders.flatMap((order) => [
    ...linesOf(order).map(({ sku, quantity, price }, place) =>
      write(order, sku, 10 * (place + 1), german(quantity * price), ''),
    ),
    ...(isRefused(order) ? [write(order, 'vase', 90, '1.999,00', 'Z1')] : []),
  ]);

export const documentFolders: Readonly<Record<string, Folder>> = {
  'Lightspeed: a row a sale, a line and a payment, of which the sale alone says whose': {
    files: { 'customers.csv': members, 'vend-sales_history.csv': register(() => '') },
    quiet: agreed,
    value: revenue,
    holds: [
      'where: { Line Type: [Sale] }',
      'where: { Line Type: [Sale Line] }',
      'order: { table: orders, by: Receipt Number }',
    ],
    says: 'without those of Payment',
  },
  'Lightspeed: every row says whose it is': {
    files: {
      'customers.csv': members,
      'vend-sales_history.csv': register(({ person }) => `${person.first}-${person.id}`),
    },
    quiet: agreed,
    value: revenue,
  },
  'Navision: what customers were charged, paid and given back, in a file called after them': {
    files: {
      'Debitoren.csv': kontakte,
      'Debitorenposten.csv': csv(
        'Lfd. Nr.,Buchungsdatum,Belegart,Belegnr.,Debitorennr.,Beschreibung,Betrag,Restbetrag,Offen',
        ledger((order, kind, at) => [
          dated(at, 'DD.MM.YYYY'),
          { invoice: 'Rechnung', credit: 'Gutschrift', payment: 'Zahlung' }[kind],
          `${kind[0]}${order.number}`,
          order.person.id,
          kind,
          german(signed(order, kind)),
          '0,00',
          'Nein',
        ]),
        ';',
      ),
    },
    quiet: agreed,
    value: net,
    holds: ['where: { Belegart: [Gutschrift, Rechnung] }', 'where: { Belegart: Rechnung }, count: true'],
    says: 'orders: rows of Gutschrift take money off',
  },
  'a ledger of documents whose credit notes have no minus': {
    files: {
      'Customers.csv': contacts,
      'Customer Ledger Entries.csv': csv(
        'Entry No.,Posting Date,Document Type,Document No.,Customer No.,Description,Amount,Open',
        ledger((order, kind, at) => [
          dated(at, 'YYYY-MM-DD'),
          { invoice: 'Invoice', credit: 'Credit Memo', payment: 'Payment' }[kind],
          `${kind[0]}${order.number}`,
          order.person.id,
          kind,
          Math.abs(signed(order, kind)).toFixed(2),
          'No',
        ]),
      ),
    },
    quiet: agreed,
    value: net,
    holds: ['where: { Document Type: [Credit Memo, Invoice] }', 'value: net'],
  },
  'credit notes that name the invoice that they correct': {
    files: {
      'Customers.csv': contacts,
      'Customer Ledger Entries.csv': csv(
        'Entry No.,Posting Date,Document Type,Document No.,Corrected Invoice No.,Customer No.,Amount',
        ledger((order, kind, at) => [
          dated(at, 'YYYY-MM-DD'),
          { invoice: 'Invoice', credit: 'Credit Memo', payment: 'Payment' }[kind],
          `${kind[0]}${order.number}`,
          kind === 'credit' ? `i${order.number}` : '',
          order.person.id,
          Math.abs(signed(order, kind)).toFixed(2),
        ]),
      ),
    },
    quiet: agreed,
    value: net,
    holds: [
      'invoice: { first_of: [Corrected Invoice No, Document No] }',
      'times_bought: { orders: { count: true } }',
    ],
  },
  'a ledger alone, called after customers, of invoices only': {
    files: {
      'Debitorenposten.csv': csv(
        'Lfd. Nr.,Buchungsdatum,Belegart,Belegnr.,Debitorennr.,Betrag',
        orders.map((order, index) => [
          index + 1,
          dated(order.at, 'DD.MM.YYYY'),
          'Rechnung',
          `RE${order.number}`,
          order.person.id,
          german(order.total),
        ]),
        ';',
      ),
    },
    quiet: quiet(),
    value: revenue,
  },
  'invoices beside credit notes with numbers of their own, and nothing else': {
    files: {
      'Customers.csv': contacts,
      'invoices.csv': csv(
        'id,date,type,number,customer_no,total',
        ledger((order, kind, at) => [
          dated(at, 'YYYY-MM-DD'),
          kind === 'credit' ? 'creditnote' : 'invoice',
          kind === 'payment' ? '' : `${kind[0]}-${order.number}`,
          order.person.id,
          signed(order, kind).toFixed(2),
        ]).filter(([, , , number]) => number !== ''),
      ),
    },
    quiet: agreed,
    value: net,
    holds: ['where: { type: invoice }, count: true'],
  },
  'SAP: lines of orders, of which some were refused; a mark for whom advertising may not reach': {
    files: {
      'KNA1.csv': debtors,
      'Auftragspositionen.csv': csv(
        'Verkaufsbeleg,Position,Belegdatum,Auftraggeber,Material,Nettowert,Absagegrund',
        positions((order, sku, place, value, refused) => [
          order.number,
          place,
          dated(order.at, 'DD.MM.YYYY'),
          `000${order.person.id}`,
          sku,
          value,
          refused,
        ]),
        ';',
      ),
    },
    quiet: agreed,
    agreed: people.filter((person) => person.agreed).length,
    value: revenue,
    holds: [
      'where: { Absagegrund: { set: false } }',
      'consent: { email: { where: { Werbesperre: { set: false } } } }',
    ],
  },
  'SAP in English: documents beside their items': {
    files: {
      'KNA1.csv': debtors,
      'VBAK.csv': csv(
        'Sales Document,Created On,Sold-to Party,Net Value',
        orders.map((order) => [
          order.number,
          dated(order.at, 'YYYY-MM-DD'),
          `000${order.person.id}`,
          order.total.toFixed(2),
        ]),
      ),
      'VBAP.csv': csv(
        'Sales Document,Item,Material,Net Value,Reason for Rejection',
        positions((order, sku, place, value, refused) => [
          order.number,
          place,
          sku,
          value.replace('.', '').replace(',', '.'),
          refused,
        ]),
      ),
    },
    quiet: agreed,
    value: revenue,
    holds: ['where: { Reason for Rejection: { set: false } }'],
  },
  'everybody who wants news is marked, nobody else': {
    files: {
      'customers.csv': csv(
        'customer_id,email,newsletter',
        people.map(({ id, email, agreed: yes }) => [id, email, yes ? 'x' : '']),
      ),
      'orders.csv': csv(
        'order_id,customer_id,ordered_at,total',
        orders.map((order) => [
          order.number,
          order.person.id,
          dated(order.at, 'YYYY-MM-DD'),
          order.total.toFixed(2),
        ]),
      ),
    },
    quiet: agreed,
    agreed: people.filter((person) => person.agreed).length,
    value: revenue,
  },
};
