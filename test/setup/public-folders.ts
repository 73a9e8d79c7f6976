/** The shop of `written-shop.ts` in the shapes of well-known public data: tables of a database, one file of everything. */
import type { Folder } from './written-folder.ts';
import { csv, dated, linesOf, type Order, orders, people, quiet, revenue } from './written-shop.ts';

type Row = readonly (string | number)[];

const rows = (write: (order: Order, index: number) => Row) => orders.map(write);
const everybody = quiet();
const units = ({ number }: Order): number => 1 + (number % 4);
/** In cents. */
const allUnits = orders.reduce((sum, order) => sum + 1050 * units(order), 0);
const american = (at: Date): string => `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}`;

const customers = csv(
  'customer_id,first_name,last_name,phone,email',
  people.map(({ id, first, last, email }) => [id, first, last, 'NULL', email]),
);

export const publicFolders: Readonly<Record<string, Folder>> = {
  'a database: items know their order, which alone says whose and when; items are numbered as products are': {
    files: {
      'customers.csv': customers,
      'orders.csv': csv(
        'order_id,customer_id,order_status,order_date,shipped_date',
        rows(({ number, person, at }) => [number, person.id, 4, dated(at, 'YYYY-MM-DD'), 'NULL']),
      ),
      'order_items.csv': csv(
        'order_id,item_id,product_id,quantity,list_price',
        orders.flatMap((order) =>
          linesOf(order).map(({ quantity, price }, place) => [
            order.number,
            place + 1,
            (order.number % 20) + 1,
            quantity,
            price.toFixed(2),
          ]),
        ),
      ),
      'products.csv': csv(
        'product_id,product_name,model_year,list_price',
        Array.from({ length: 20 }, (_, index) => [index + 1, `Trek ${index}`, 2016, '379.99']),
      ),
    },
    quiet: everybody,
    holds: [
      'line_total: { times: [quantity, list_price] }',
      'time: order.order_date',
      'product: { table: products, by: product_id }',
      'spent_1y: { order_items: { sum: line_total, last: 1y } }',
      'times_bought: { orders: { count: true } }',
    ],
  },
  'a database whose lines have numbers of their own that invoices have too': {
    files: {
      'Customer.csv': csv(
        'CustomerId,FirstName,LastName,Email',
        people.map(({ id, first, last, email }) => [id, first, last, email]),
      ),
      'Invoice.csv': csv(
        'InvoiceId,CustomerId,InvoiceDate,Total',
        rows(({ person, at, total }, index) => [
          index + 1,
          person.id,
          dated(at, 'YYYY-MM-DD HH:mm:ss'),
          total.toFixed(2),
        ]),
      ),
      'InvoiceLine.csv': csv(
        'InvoiceLineId,InvoiceId,TrackId,UnitPrice,Quantity',
        rows((_, index) => [index + 1, ((index * 7) % orders.length) + 1, index % 50, '0.99', 1]),
      ),
    },
    quiet: everybody,
    value: revenue,
    holds: ['order: { table: orders, by: InvoiceId }'],
  },
  'one file called after customers, a row an invoice whose price is of all units': {
    files: {
      'customer_orders.csv': csv(
        'invoice_no,customer_id,gender,quantity,price,invoice_date',
        rows((order) => [
          `I${order.number}`,
          `C${order.person.id}`,
          'Female',
          units(order),
          (units(order) * 10.5).toFixed(2),
          dated(order.at, 'YYYY-MM-DD'),
        ]),
      ),
    },
    quiet: everybody,
    value: allUnits / 100,
    holds: ['value: price', 'key: invoice_no'],
  },
  'a log of views, carts and purchases, each with the price of what it is about': {
    files: {
      '2026-Jun.csv': csv(
        'event_time,event_type,product_id,category_id,price,user_id',
        orders.flatMap(({ at, person, total, number }) =>
          ['view', 'cart', 'purchase'].map((what, place) => [
            `${dated(new Date(at.getTime() + place * 1000), 'YYYY-MM-DD HH:mm:ss')} UTC`,
            what,
            number % 50,
            '2103807459595387724',
            total.toFixed(2),
            person.id,
          ]),
        ),
      ),
    },
    quiet: everybody,
    holds: ['where: { event_type: [purchase] }', 'from: events'],
  },
  'lines that say what one costs before what all do, firms by their names, days as an American sheet has them':
    {
      files: {
        'sales_data.csv': csv(
          'ORDERNUMBER,QUANTITYORDERED,PRICEEACH,ORDERLINENUMBER,SALES,ORDERDATE,CUSTOMERNAME,CITY',
          orders.flatMap(({ number, at, person }) =>
            [1, 2].map((line) => [
              number,
              line + 1,
              '10.25',
              line,
              ((line + 1) * 10.25).toFixed(2),
              `${american(at)} 0:00`,
              `Firm ${person.id}`,
              'Köln',
            ]),
          ),
        ),
      },
      quiet: everybody,
      holds: ['value: SALES', 'columns: { total: { sum: SALES } }'],
    },
  'people alone, numbered, with what they earn in groups of three digits': {
    files: {
      'marketing_campaign.csv': csv(
        'ID,Year_Birth,Income,Rate,Dt_Customer,NumDealsPurchases',
        people.map(({ id, joined }) => [
          id,
          1950 + (id % 40),
          `$${id % 90},000 `,
          '0.25',
          dated(joined, 'YYYY-MM-DD'),
          id % 3,
        ]),
      ),
    },
    holds: ['key: ID', 'Income: { type: decimal, decimal: "." }'],
  },
  'people alone, by the number of a client beside that of the row': {
    files: {
      'churn.csv': csv(
        'RowNumber,ClientNum,Surname,NumOfProducts,Exited',
        people.map(({ id, last }, index) => [index + 1, id, last, index % 3, index % 2]),
      ),
    },
    holds: ['key: ClientNum'],
  },
  'orders alone, of addresses as people typed them; who may be called again is no telephone': {
    files: {
      'appointments.csv': csv(
        'AppointmentID,Date,Patient Email,RecallConsent,Fee',
        rows(({ number, person, at, total }, index) => [
          number,
          dated(at, 'YYYY-MM-DD'),
          index % 2 ? person.email.toUpperCase() : person.email,
          person.agreed ? 'Yes' : 'No',
          total.toFixed(2),
        ]),
      ),
    },
    holds: ['customer: { column: Patient Email, normalise: email }', 'consent: { email: RecallConsent }'],
  },
  'a letter alone is of no alphabet': {
    files: {
      'orders.csv': Buffer.from(
        csv(
          'order_id,customer_id,order_date,total,product',
          rows(({ number, person, at, total }) => [
            number,
            person.id,
            dated(at, 'YYYY-MM-DD'),
            total.toFixed(2),
            'Bookcase é',
          ]),
        ),
        'latin1',
      ),
    },
    quiet: everybody,
    value: revenue,
    holds: ['encoding: windows-1252'],
  },
};
