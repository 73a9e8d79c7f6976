/** The shop of `written-shop.ts` in public data that says of rows neither an order nor what they are worth as others do. */
import type { Folder } from './written-folder.ts';
import { csv, dated, linesOf, type Order, orders, people, quiet, revenue } from './written-shop.ts';

type Row = readonly (string | number)[];
const everybody = quiet();
const american = ({ at }: Order): string =>
  `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}`;
const lines = (write: (order: Order, line: ReturnType<typeof linesOf>[number], place: number) => Row) =>
  orders.flatMap((order) => linesOf(order).map((line, place) => write(order, line, place)));
/** Two of each thing, and one more of the next, at the price of the catalogue. */
const units = (_: Order, place: number): number => 2 + place;
const counted = orders.reduce(
  (sum, order) => sum + linesOf(order).reduce((all, __, place) => all + units(order, place), 0),
  0,
);
const head = 'order_id,customer_id,created_at,sku,quantity,unit_price,discount';

export const lineFolders: Readonly<Record<string, Folder>> = {
  'H&M: a row an article, and no number that puts them together': {
    files: {
      'customers.csv': csv(
        'customer_id,Active,club_member_status,age,postal_code',
        people.map(({ id }) => [`h${id}`, '', 'ACTIVE', 20 + (id % 50), 'abc']),
      ),
      'articles.csv': csv(
        'article_id,product_code,prod_name',
        Array.from({ length: 9 }, (_, index) => [`010877501${index}`, '0108775', 'Strap top']),
      ),
      'transactions_train.csv': csv(
        't_dat,customer_id,article_id,price,sales_channel_id',
        lines((order, { quantity, price }, place) => [
          dated(order.at, 'YYYY-MM-DD'),
          `h${order.person.id}`,
          `010877501${(order.number + place) % 9}`,
          (quantity * price).toFixed(2),
          2,
        ]),
      ),
    },
    quiet: everybody,
    value: revenue,
    holds: ['times_bought: { orders: { distinct: t_dat } }'],
    says: 'no number says which rows are one order',
  },
  'AdventureWorks: sales of two years without a price, which the products have': {
    files: {
      'AdventureWorks_Customers.csv': csv(
        'CustomerKey,FirstName,LastName,EmailAddress,AnnualIncome',
        people.map(({ id, first, last, email }) => [id, first, last, email, '$90000']),
      ),
      'AdventureWorks_Products.csv': csv(
        'ProductKey,ProductSubcategoryKey,ProductSKU,ProductName,ProductCost,ProductPrice',
        Array.from({ length: 5 }, (_, index) => [
          200 + index,
          31,
          `HL-${index}`,
          'Helmet',
          '13.0863',
          '34.99',
        ]),
      ),
      ...Object.fromEntries(
        [2025, 2026].map((year) => [
          `AdventureWorks_Sales_${year}.csv`,
          csv(
            'OrderDate,StockDate,OrderNumber,ProductKey,CustomerKey,TerritoryKey,OrderLineItem,OrderQuantity',
            lines((order, _, place) => [
              american(order),
              '9/21/2001',
              `SO${order.number}`,
              200 + ((order.number + place) % 5),
              order.person.id,
              4,
              place + 1,
              units(order, place),
            ]).filter(([day]) => String(day).endsWith(String(year))),
          ),
        ]),
      ),
    },
    quiet: everybody,
    value: Math.round(counted * 3499) / 100,
    holds: [
      'times: [OrderQuantity, adventureworks_product.ProductPrice]',
      'file: AdventureWorks_Sales_*.csv',
    ],
  },
  'purchases without a time, whose money is called so': {
    files: {
      'train.csv': csv(
        'User_ID,Product_ID,Gender,Age,Purchase',
        orders.map((order, index) => [
          order.person.id,
          `P${(index * 7) % 40}`,
          'F',
          '0-17',
          Math.round(order.total * 100) % 900 || 1,
        ]),
      ),
    },
    holds: ['value: Purchase'],
  },
  'lines reduced by an amount': {
    files: {
      'order_lines.csv': csv(
        head,
        lines((order, { sku, quantity, price }) => [
          order.number,
          order.person.id,
          dated(order.at, 'YYYY-MM-DD HH:mm:ss'),
          sku,
          quantity,
          (price + 1).toFixed(2),
          quantity.toFixed(2),
        ]),
      ),
    },
    quiet: everybody,
    value: revenue,
  },
  'lines reduced by a share': {
    files: {
      'order_lines.csv': csv(
        head,
        lines((order, { sku, quantity, price }, place) => [
          order.number,
          order.person.id,
          dated(order.at, 'YYYY-MM-DD HH:mm:ss'),
          sku,
          quantity,
          (place % 2 ? price * 2 : price).toFixed(2),
          place % 2 ? '0.5' : '',
        ]),
      ),
    },
    quiet: everybody,
    value: revenue,
  },
  'lines reduced by a percentage': {
    files: {
      'order_lines.csv': csv(
        head.replace('discount', 'discount_percent'),
        lines((order, { sku, quantity, price }, place) => [
          order.number,
          order.person.id,
          dated(order.at, 'YYYY-MM-DD HH:mm:ss'),
          sku,
          quantity,
          (place % 2 ? price * 2 : price).toFixed(2),
          place % 2 ? 50 : 0,
        ]),
      ),
    },
    quiet: everybody,
    value: revenue,
  },
  'a bank: accounts of several people, of whom one owns it; days in digits': {
    files: {
      'client.csv': csv(
        'client_id,birth_number,district_id',
        people.map(({ id }) => [id, '706213', 18]),
        ';',
      ),
      'account.csv': csv(
        'account_id,district_id,frequency,date',
        people.map(({ id }) => [`A${id}`, 18, 'POPLATEK MESICNE', 930101]),
        ';',
      ),
      'disp.csv': csv(
        'disp_id,client_id,account_id,type',
        people.flatMap(({ id }, index): readonly Row[] => [
          ...(index % 3 ? [] : [[index * 2, people[(index + 7) % people.length]!.id, `A${id}`, 'DISPONENT']]),
          [index * 2 + 1, id, `A${id}`, 'OWNER'],
        ]),
        ';',
      ),
      'orders.csv': csv(
        'order_id,account_id,date,amount',
        orders.map(({ number, person, at, total }) => [
          number,
          `A${person.id}`,
          dated(at, 'YYMMDD'),
          total.toFixed(2),
        ]),
        ';',
      ),
    },
    quiet: everybody,
    value: revenue,
    holds: ['customer: owner.client_id', 'where: { type: [OWNER] }', 'date_format: "%y%m%d"'],
  },
  'campaigns that many people got letters of, and their coupons, which are nobody’s': {
    files: {
      'customers.csv': csv(
        'customer_id,age',
        people.map(({ id }) => [id, 30 + (id % 9)]),
      ),
      'orders.csv': csv(
        'order_id,customer_id,ordered_at,total',
        orders.map(({ number, person, at, total }) => [
          number,
          person.id,
          dated(at, 'YYYY-MM-DD'),
          total.toFixed(2),
        ]),
      ),
      'campaigns.csv': csv(
        'campaign_id,campaign_type',
        [1, 2, 3, 4, 5, 6].map((id) => [`k${id}`, 'Type A']),
      ),
      'campaign_recipients.csv': csv(
        'campaign_id,customer_id',
        people.map(({ id }) => [`k${1 + (id % 6)}`, id]),
      ),
      'coupons.csv': csv(
        'coupon_upc,product_id,campaign_id',
        people.map(({ id }) => [`u${id}`, id % 7, `k${1 + (id % 6)}`]),
      ),
    },
    quiet: everybody,
    value: revenue,
    lacks: ['owner', 'coupons:'],
  },
  'what refers to orders that know an account alone': {
    files: {
      'clients.csv': csv(
        'client_id,first_name,email',
        people.map(({ id, first, email }) => [id, first, email]),
      ),
      'accounts.csv': csv(
        'account_id,client_id,opened',
        people.map(({ id }) => [`A${id}`, id, '2024-01-01']),
      ),
      'orders.csv': csv(
        'order_id,account_id,order_date,amount',
        orders.map(({ number, person, at, total }) => [
          number,
          `A${person.id}`,
          dated(at, 'YYYYMMDD'),
          total.toFixed(2),
        ]),
      ),
      'complaints.csv': csv(
        'complaint_id,order_id,reason',
        orders.slice(0, 40).map(({ number }) => [`c${number}`, number, 'late']),
      ),
    },
    quiet: everybody,
    value: revenue,
    holds: ['customer: order.account.client_id', 'time: order.order_date'],
  },
};
