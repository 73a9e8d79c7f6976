/** The shop of `written-shop.ts` in the columns of vendors that have no signature, and of some that have one. */
import type { Folder } from './written-folder.ts';
import { amount, csv, dated, linesOf, type Order, orders, people, quiet, revenue } from './written-shop.ts';

type Row = readonly (string | number)[];
const rows = (write: (order: Order, index: number) => Row) => orders.map(write);
/** A row for each line of each order. */
const lineRows = (write: (order: Order, line: ReturnType<typeof linesOf>[number], place: number) => Row) =>
  orders.flatMap((order) => linesOf(order).map((line, place) => write(order, line, place)));

const agreed = quiet((person) => person.agreed);
const everybody = { quiet: quiet(), value: revenue };
const reachable = people.filter((person) => person.agreed).length;
const consenting = { quiet: agreed, value: revenue, agreed: reachable };
/** Every deal twice: once won, once lost. */
const bothWays = (write: (order: Order, isWon: boolean) => Row) =>
  orders.flatMap((order) => [write(order, true), write(order, false)]);
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const plain = (value: number): string => value.toFixed(2);
const halved = (at: Date): string =>
  `${((at.getUTCHours() + 11) % 12) + 1}:${dated(at, 'mm:ss')} ${at.getUTCHours() < 12 ? 'AM' : 'PM'}`;
const before = (at: Date, days: number): Date => new Date(at.getTime() - days * 86_400_000);

export const vendorFolders: Readonly<Record<string, Folder>> = {
  'BigCommerce: with tax and without, and counts that are called totals': {
    files: {
      'customers-2026-06-30.csv': csv(
        'Customer ID,First Name,Last Name,Company,Email,Phone,Date Joined,Receive Marketing Emails?',
        people.map(({ id, first, last, email, agreed: yes, joined }) => [
          id,
          first,
          last,
          '',
          email,
          `+48 600 ${id}`,
          dated(joined, 'MM/DD/YYYY'),
          yes ? 'Yes' : 'No',
        ]),
      ),
      'orders-2026-06-30.csv': csv(
        'Order ID,Customer ID,Customer Email,Order Date,Order Status,Tax Total,Order Total (inc tax),Order Total (ex tax),Total Quantity,Total Shipped,Date Shipped',
        rows(({ number, person, at, total }) => [
          number,
          person.id,
          person.email,
          dated(at, 'MM/DD/YYYY'),
          'Completed',
          plain(total / 6),
          plain(total),
          plain(total - total / 6),
          2 + (number % 3),
          2 + (number % 3),
          dated(at, 'MM/DD/YYYY'),
        ]),
      ),
    },
    ...consenting,
  },
  'Wix: every line says what the whole order is worth; clocks of twelve hours': {
    files: {
      'contacts.csv': csv(
        'First Name,Last Name,Email 1,Created At (UTC+0),Email Subscriber Status,SMS Subscriber Status',
        people.map(({ first, last, email, agreed: yes, joined, id }) => [
          first,
          last,
          email,
          dated(joined, 'YYYY-MM-DD HH:mm'),
          yes ? 'Subscribed' : id % 2 ? 'Unsubscribed' : 'Never subscribed',
          'Never subscribed',
        ]),
      ),
      'Orders.csv': csv(
        'Order number,Date created,Time,Total order quantity,Contact email,Item,SKU,Qty,Price,Total,Currency,Refunded amount,Net amount',
        lineRows((order, { sku, quantity, price }) => [
          order.number,
          dated(order.at, 'YYYY-MM-DD'),
          halved(order.at),
          3,
          order.person.email,
          'Mug',
          sku,
          quantity,
          plain(price),
          plain(order.total),
          'EUR',
          '0.00',
          plain(order.total),
        ]),
      ),
    },
    ...consenting,
    currency: 'EUR',
  },
  'numbers of people as a program of numbers writes them beside guests': {
    files: {
      'customers.csv': csv(
        'customer_id,email,newsletter',
        people.map(({ id, email, agreed: yes }) => [id, email, yes ? 'yes' : 'no']),
      ),
      'orders.csv': csv('order_id,order_date,customer_id,total', [
        ...rows(({ number, at, person, total }) => [
          number,
          dated(at, 'YYYY-MM-DD HH:mm:ss'),
          `${person.id}.0`,
          plain(total),
        ]),
        [4999, '2026-06-01 10:00:00', '', '0.00'],
      ]),
    },
    ...consenting,
  },
  'lines with how many and the price of one': {
    files: {
      'order_items.csv': csv(
        'order_id,order_date,customer_id,sku,quantity,unit_price',
        lineRows(({ number, at, person }, { sku, quantity, price }) => [
          number,
          dated(at, 'YYYY-MM-DD HH:mm:ss'),
          person.id,
          sku,
          quantity,
          plain(price),
        ]),
      ),
    },
    ...everybody,
  },
  'Salesforce: a deal happened when it was closed, and was won; who opted out, by 0 and 1': {
    files: {
      'Contact.csv': csv(
        'Id,IsDeleted,AccountId,LastName,FirstName,Email,HasOptedOutOfEmail,DoNotCall,CreatedDate',
        people.map(({ id, first, last, email, agreed: yes, joined }) => [
          `0035g${id}AAA`,
          0,
          `0015g${Math.floor(id / 2)}AAA`,
          last,
          first,
          email,
          yes ? 0 : 1,
          0,
          dated(joined, 'YYYY-MM-DD HH:mm:ss'),
        ]),
      ),
      'Opportunity.csv': csv(
        'Id,IsDeleted,AccountId,Name,StageName,Amount,ExpectedRevenue,CloseDate,IsWon,CreatedDate,ContactId',
        bothWays(({ number, person, at, total }, isWon) => [
          `0065g${number}${isWon ? 'W' : 'L'}AA`,
          0,
          `0015g${Math.floor(person.id / 2)}AAA`,
          'Deal',
          isWon ? 'Closed Won' : 'Closed Lost',
          plain(total),
          plain(total / 2),
          dated(at, 'YYYY-MM-DD'),
          isWon ? 1 : 0,
          dated(before(at, 100), 'YYYY-MM-DD HH:mm:ss'),
          `0035g${person.id}AAA`,
        ]),
      ),
    },
    quiet: agreed,
    agreed: reachable,
  },
  'HubSpot, few columns chosen: numbers without the word contact, deals that were lost': {
    files: {
      'hubspot-contacts.csv': csv(
        'Record ID,First Name,Last Name,Email,Marketing contact status,Create Date',
        people.map(({ id, first, last, email, agreed: yes, joined }) => [
          id,
          first,
          last,
          email,
          yes ? 'Marketing contact' : 'Non-marketing contact',
          dated(joined, 'YYYY-MM-DD HH:mm'),
        ]),
      ),
      'hubspot-deals.csv': csv(
        'Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Contact IDs',
        bothWays(({ number, person, at, total }, isWon) => [
          isWon ? number : number + 10_000,
          'Deal',
          isWon ? 'Closed Won' : 'Closed Lost',
          dated(at, 'YYYY-MM-DD HH:mm'),
          plain(total),
          person.id,
        ]),
      ),
    },
    quiet: agreed,
    agreed: reachable,
  },
  'Shopify before customers had numbers, orders in two files': {
    files: {
      'customers_export.csv': csv(
        'First Name,Last Name,Email,Accepts Marketing,Company,Zip,Phone,Total Spent,Total Orders,Tags,Note,Tax Exempt',
        people.map(({ first, last, email, agreed: yes }) => [
          first,
          last,
          email,
          yes ? 'yes' : 'no',
          '',
          "'00-001",
          '',
          '0.00',
          0,
          '',
          '',
          'no',
        ]),
      ),
      'orders_export_1.csv': csv(
        'Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount',
        lineRows(({ number, person, at, total }, { sku, quantity, price }, place) => [
          `#${number}`,
          person.email,
          place === 0 ? 'paid' : '',
          place === 0 ? 'USD' : '',
          place === 0 ? plain(total + 5) : '',
          dated(at, 'YYYY-MM-DD HH:mm:ss +0000'),
          quantity,
          sku,
          plain(price),
          place === 0 ? '5.00' : '',
        ]),
      ),
    },
    ...consenting,
    currency: 'USD',
  },
  'eBay: an order of several items has a row of its own, notes below, days by their months': {
    files: {
      'eBay-OrdersReport-Jun-30-2026.csv': `\r\n${csv(
        'Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Item Number,Item Title,Quantity,Sold For,Total Price,Payment Method,Sale Date',
        orders.flatMap((order): readonly Row[] => {
          const { number, person, at, total } = order;
          const lines = linesOf(order);
          const money = `$${amount(total, ',', '.')}`;
          const known = [number, `12-${number}`, `user_${person.id}`];
          const items = lines.map(({ sku, quantity, price }): Row => {
            const sold = `$${amount(quantity * price, ',', '.')}`;
            return [...known, '', '', sku, 'Mug', quantity, sold, '', '', ''];
          });
          const whole = [...known, person.first, `${person.id}@members.ebay.com`];
          const tail = [money, money, 'Card', `${months[at.getUTCMonth()]}-${dated(at, 'DD-YY')}`];
          const first = lines[0]!.sku;
          if (lines.length === 1) return [[...whole, first, 'Mug', 1, ...tail]];
          return [[...whole, '', '', 3, ...tail], ...items];
        }),
      )}\r\n${orders.length},record(s) downloaded,,,,,,,,,,\r\nSeller ID : shop,,,,,,,,,,,\r\n`,
    },
    ...everybody,
  },
  'Amazon: a price is of all units of an item': {
    files: {
      '1234567890.txt': csv(
        'order-id,order-item-id,purchase-date,buyer-email,sku,quantity-purchased,currency,item-price',
        lineRows(({ number, at, person }, { sku, quantity, price }, place) => [
          `403-${number}`,
          number * 10 + place,
          dated(at, 'YYYY-MM-DDTHH:mm:ss+00:00'),
          person.email,
          sku,
          quantity,
          'EUR',
          plain(quantity * price),
        ]),
        '\t',
      ),
    },
    ...everybody,
    currency: 'EUR',
  },
  'Google Analytics: devices of which some log in, a purchase that came twice': {
    files: {
      'events_20260630.json': orders
        .flatMap(({ number, person, at, total }) => {
          const common = {
            event_date: dated(at, 'YYYYMMDD'),
            event_timestamp: String(at.getTime() * 1000),
            user_pseudo_id: `${person.id}.16`,
            ...(person.id % 2 ? { user_id: `u${person.id}` } : {}),
          };
          const ecommerce = { transaction_id: `t${number}`, purchase_revenue: total };
          const bought = { ...common, event_name: 'purchase', ecommerce };
          return [{ ...common, event_name: 'page_view' }, bought, ...(number % 3 ? [] : [bought])];
        })
        .map((event) => `${JSON.stringify(event)}\n`)
        .join(''),
    },
    ...everybody,
  },
  'a site by its own columns: a login, or a device without one': {
    files: {
      'visits.csv': csv(
        'visit_no,visitor_id,user_id,visited_at,revenue',
        rows(({ number, person, at, total }) => [
          number,
          `v${person.id}`,
          person.id % 2 ? `u${person.id}` : '',
          dated(at, 'YYYY-MM-DD HH:mm:ss'),
          plain(total),
        ]),
      ),
    },
    ...everybody,
  },
  'Klaviyo without the columns of text messages': {
    files: {
      'list.csv': csv(
        'Email,Klaviyo ID,First Name,Profile Created On,Email Marketing Consent',
        people.map(({ id, email, first, agreed: yes, joined }) => [
          email,
          `01H${id}`,
          first,
          dated(joined, 'YYYY-MM-DD HH:mm:ss'),
          yes ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED',
        ]),
      ),
    },
    agreed: reachable,
  },
  'Pipedrive: every column begins with what it is of': {
    files: {
      'people-1.csv': csv(
        'Person - ID,Person - Name,Person - Email - Work,Person - Person created,Person - Marketing status',
        people.map(({ id, first, email, agreed: yes, joined }) => [
          id,
          first,
          email,
          dated(joined, 'YYYY-MM-DD HH:mm:ss'),
          yes ? 'Subscribed' : 'No consent',
        ]),
      ),
      'deals-1.csv': csv(
        'Deal - ID,Deal - Title,Deal - Value,Deal - Weighted value,Deal - Contact person,Deal - Contact person ID,Deal - Stage,Deal - Deal created,Deal - Deal closed on',
        rows(({ number, person, at, total }) => [
          number,
          'Deal',
          plain(total),
          plain(total / 2),
          person.first,
          person.id,
          'Negotiation',
          dated(before(at, 100), 'YYYY-MM-DD HH:mm:ss'),
          dated(at, 'YYYY-MM-DD HH:mm:ss'),
        ]),
      ),
    },
    ...consenting,
  },
  'Etsy: orders and items, each with a name of its own for a buyer, and nobody lists them': {
    files: {
      'EtsySoldOrders2026.csv': csv(
        'Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,Date Shipped,Currency,Order Value,Discount Amount,Order Total,Order Net,Buyer',
        rows(({ number, person, at, total }) => [
          dated(at, 'MM/DD/YY'),
          number,
          `ada${person.id}`,
          person.first,
          2,
          dated(at, 'MM/DD/YY'),
          'EUR',
          plain(total),
          '0.00',
          plain(total),
          plain(total - 1),
          `${person.first} (ada${person.id})`,
        ]),
      ),
      'EtsySoldOrderItems2026.csv': csv(
        'Sale Date,Item Name,Buyer,Quantity,Price,Item Total,Currency,Transaction ID,Date Shipped,Order ID,SKU',
        lineRows(({ number, at, person }, { sku, quantity, price }, place) => [
          dated(at, 'MM/DD/YY'),
          'Mug',
          `${person.first} (ada${person.id})`,
          quantity,
          plain(price),
          plain(quantity * price),
          'EUR',
          number * 10 + place,
          dated(at, 'MM/DD/YYYY'),
          number,
          sku,
        ]),
      ),
    },
    ...everybody,
    currency: 'EUR',
  },
  'Gumroad: sales say whom not to write to, and units stand in the header': {
    files: {
      'sales.csv': csv(
        'Purchase ID,Item Name,Purchase Email,Buyer Email,Do not contact?,Purchase Date,Sale Price ($),Fees ($),Net Total ($),Quantity',
        rows(({ number, person, at, total }) => [
          `p${number}==`,
          'Book',
          person.email,
          person.email,
          person.agreed ? 0 : 1,
          dated(at, 'YYYY-MM-DD'),
          plain(total),
          '1.00',
          plain(total - 1),
          1,
        ]),
      ),
    },
    quiet: agreed,
    value: revenue,
    agreed: people.filter((person) => person.agreed && orders.some((order) => order.person === person))
      .length,
  },
  'Square: money given back, with the minus before the dollar; walk-ins': {
    files: {
      'customers.csv': csv(
        'Reference ID,First Name,Email Address,Square Customer ID,First Visit,Lifetime Spend,Email Subscription Status',
        people.map(({ id, first, email, agreed: yes, joined }) => [
          '',
          first,
          email,
          `CUST${id}`,
          dated(joined, 'YYYY-MM-DD'),
          `$${amount(id, ',', '.')}`,
          yes ? 'subscribed' : 'unsubscribed',
        ]),
      ),
      'transactions.csv': csv('Date,Time,Gross Sales,Fees,Transaction ID,Payment ID,Event Type,Customer ID', [
        ...rows(({ number, person, at, total }) => [
          dated(at, 'YYYY-MM-DD'),
          dated(at, 'HH:mm:ss'),
          `$${amount(total + 10, ',', '.')}`,
          '-$0.30',
          `T${number}`,
          `P${number}`,
          'Payment',
          `CUST${person.id}`,
        ]),
        ...rows(({ number, person, at }) => [
          dated(at, 'YYYY-MM-DD'),
          dated(at, 'HH:mm:ss'),
          '-$10.00',
          '$0.00',
          `T${number}`,
          `R${number}`,
          'Refund',
          `CUST${person.id}`,
        ]),
        ...[1, 2, 3].map((each) => [
          '2026-06-01',
          '10:00:00',
          '$0.00',
          '$0.00',
          `W${each}`,
          `W${each}`,
          'Payment',
          '',
        ]),
      ]),
    },
    ...consenting,
  },
  'somebody who may be sent text messages said nothing of e-mail; all opted out': {
    files: {
      'contacts.csv': csv(
        'Contact ID,Email,Mobile phone,SMS Subscriber Status,Email Subscriber Status',
        people.map(({ id, email, agreed: yes }) => [
          id,
          email,
          `+48 600 000 ${id}`,
          yes ? 'Subscribed' : 'Unsubscribed',
          'Unsubscribed',
        ]),
      ),
    },
    agreed: 0,
  },
  'Magento in another country: moments are not as they are in en_US, and a column says who agreed': {
    files: {
      'customer_listing.csv': csv(
        'ID,Name,Email,Group,Customer Since,Web Site,Newsletter',
        people.map(({ id, first, email, agreed: yes, joined }) => [
          id,
          first,
          email,
          'General',
          dated(joined, 'DD.MM.YYYY HH:mm:ss'),
          'Main',
          yes ? 'ja' : 'nein',
        ]),
      ),
    },
    agreed: reachable,
    says: 'this is an export of Magento',
  },
  'Magento in another language of its admin: months are words': {
    files: {
      'customer_listing.csv': csv(
        'ID,Name,Email,Group,Customer Since,Web Site,Newsletter',
        people.map(({ id, first, email, agreed: yes }) => [
          id,
          first,
          email,
          'General',
          `${id - 999} stycznia 2025`,
          'Main',
          yes ? 'ja' : 'nein',
        ]),
      ),
    },
    agreed: reachable,
    says: 'not written as Magento writes it',
  },
  'WooCommerce: moments as in databases, and a column that says who agreed': {
    files: {
      'users.csv': csv(
        'ID,user_email,user_registered,display_name,first_name,roles,newsletter_subscribed',
        people.map(({ id, email, first, agreed: yes, joined }) => [
          id,
          email,
          dated(joined, 'YYYY-MM-DD HH:mm:ss'),
          first,
          first,
          'customer',
          yes ? 'yes' : 'no',
        ]),
      ),
      'orders.csv': csv(
        'order_id,order_number,order_date,status,order_total,order_currency,customer_id,customer_email',
        bothWays(({ number, person, at, total }, isDone) => [
          isDone ? number : number + 10_000,
          isDone ? number : number + 10_000,
          dated(at, 'DD.MM.YYYY HH:mm'),
          isDone ? 'completed' : 'cancelled',
          plain(total),
          'EUR',
          person.id,
          person.email,
        ]),
      ),
    },
    quiet: agreed,
    agreed: reachable,
    currency: 'EUR',
  },
  'PayPal: days first, as an account outside America has them': {
    files: {
      'Download.CSV': csv(
        'Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID',
        rows(({ number, person, at, total }) => [
          dated(at, 'DD/MM/YYYY'),
          dated(at, 'HH:mm:ss'),
          'GMT',
          person.first,
          'Express Checkout Payment',
          'Completed',
          'EUR',
          plain(total),
          '-0.35',
          plain(total - 0.35),
          person.email,
          'shop@example.org',
          `T${number}`,
        ]),
      ),
    },
    quiet: everybody.quiet,
    currency: 'EUR',
    value: revenue,
    says: 'this is an export of PayPal',
  },
  'Campaign Monitor: who left, and who is merely counted': {
    files: {
      'export.csv': csv(
        'Name,Email,Date Subscribed,State,Consent to track',
        people.map(({ first, last, email, agreed: yes, joined, id }) => [
          `${first} ${last}`,
          email,
          dated(joined, 'DD/MM/YYYY HH:mm:ss'),
          yes ? 'Active' : id % 2 ? 'Unsubscribed' : 'Bounced',
          'Yes',
        ]),
      ),
    },
    agreed: reachable,
  },
  'Brevo: days that fit both orders, beside days that do not': {
    files: {
      'contacts.csv': csv(
        'CONTACT ID,EMAIL,FIRSTNAME,OPT_IN,ADDED_TIME,MODIFIED_TIME',
        people.map(({ id, email, first, agreed: yes, joined }) => [
          id,
          email,
          first,
          yes ? 'Yes' : 'No',
          dated(joined, 'DD-MM-YYYY HH:mm:ss'),
          '01-06-2026 00:00:00',
        ]),
        ';',
      ),
    },
    agreed: reachable,
  },
  'events of a site as JSON lines: who somebody is, and what was ordered': {
    files: {
      '1751300000000.json': [
        ...people.map(({ id, email, agreed: yes, joined }) => ({
          type: 'identify',
          messageId: `i-${id}`,
          userId: `u${id}`,
          timestamp: joined.toISOString(),
          traits: { email, newsletter: yes },
        })),
        ...orders.flatMap(({ number, person, at, total }) => [
          {
            type: 'track',
            event: 'Product Viewed',
            messageId: `v-${number}`,
            userId: `u${person.id}`,
            timestamp: at.toISOString(),
            properties: { product_id: 'mug' },
          },
          {
            type: 'track',
            event: 'Order Completed',
            messageId: `o-${number}`,
            userId: `u${person.id}`,
            timestamp: at.toISOString(),
            properties: { order_id: `n${number}`, total },
          },
        ]),
      ]
        .map((event) => `${JSON.stringify(event)}\n`)
        .join(''),
    },
    ...consenting,
  },
  'Shopware: who agreed stands in a list of addresses, of customers who are known by theirs': {
    files: {
      'customer.csv': csv(
        'id,salutation,customer_number,first_name,last_name,email,active,guest,customer_group,sales_channel',
        people.map(({ id, first, last, email }) => [
          `0189${id}abcdef`,
          'mrs',
          10000 + id,
          first,
          last,
          email,
          1,
          0,
          'Standard-Kundengruppe',
          'Storefront',
        ]),
        ';',
      ),
      'newsletter_recipient.csv': csv(
        'id,email,title,salutation,first_name,last_name,zip_code,city,street,status,hash,sales_channel',
        people.map(({ id, first, last, email, agreed: yes }) => [
          `0277${id}fedcba`,
          email,
          '',
          'mrs',
          first,
          last,
          '',
          '',
          '',
          yes ? (id % 2 ? 'optIn' : 'direct') : id % 2 ? 'optOut' : 'notSet',
          `h${id}`,
          'Storefront',
        ]),
        ';',
      ),
      'order.csv': csv(
        'id,order_number,customer_first_name,customer_last_name,customer_email,line_items,amount_total,order_state,order_date_time',
        rows(({ number, person, at, total }) => [
          `0399${number}aa`,
          number,
          person.first,
          person.last,
          person.email,
          '1x Mug|2x Plate',
          plain(total),
          'Abgeschlossen',
          dated(at, 'YYYY-MM-DDTHH:mm:ss.000+00:00'),
        ]),
        ';',
      ),
    },
    ...consenting,
  },
  'MailerLite beside a shop: who agreed stands in its list, and nobody has read anything': {
    files: {
      'customers.csv': csv(
        'customer_id,first_name,last_name,email,created_at',
        people.map(({ id, first, last, email, joined }) => [
          id,
          first,
          last,
          email,
          dated(joined, 'YYYY-MM-DD'),
        ]),
      ),
      'orders.csv': csv(
        'order_id,customer_id,created_at,total',
        rows(({ number, person, at, total }) => [
          number,
          person.id,
          dated(at, 'YYYY-MM-DD HH:mm:ss'),
          plain(total),
        ]),
      ),
      'mailerlite_subscribers.csv': csv(
        'Subscriber,Name,Last name,Status,Opens,Clicks,Subscribed,Location',
        people.map(({ id, first, last, email, agreed: yes, joined }) => [
          email.toUpperCase(),
          first,
          last,
          yes ? 'Active' : id % 2 ? 'Unsubscribed' : 'Unconfirmed',
          3,
          1,
          dated(joined, 'YYYY-MM-DD HH:mm:ss'),
          'PL',
        ]),
      ),
    },
    ...consenting,
  },
  'Salesforce: deals of accounts, some of which have two contacts': {
    files: {
      'Contact.csv': csv('Id,IsDeleted,AccountId,LastName,FirstName,Email,HasOptedOutOfEmail,CreatedDate', [
        ...people.map(({ id, first, last, email, agreed: yes, joined }) => [
          `0035g${id}AAA`,
          0,
          `0015g${id}AAA`,
          last,
          first,
          email,
          yes ? 0 : 1,
          dated(joined, 'YYYY-MM-DD HH:mm:ss'),
        ]),
        ...people
          .slice(0, 9)
          .map(({ id, first, last, email, joined }) => [
            `0036g${id}AAA`,
            0,
            `0015g${id}AAA`,
            last,
            first,
            `old.${email}`,
            1,
            dated(before(joined, 200), 'YYYY-MM-DD HH:mm:ss'),
          ]),
      ]),
      'Account.csv': csv(
        'Id,IsDeleted,Name,Type,Industry,CreatedDate',
        people.map(({ id, joined }) => [
          `0015g${id}AAA`,
          0,
          `Firm ${id}`,
          'Customer',
          'Retail',
          dated(joined, 'YYYY-MM-DD HH:mm:ss'),
        ]),
      ),
      'Opportunity.csv': csv(
        'Id,IsDeleted,AccountId,Name,StageName,Amount,ExpectedRevenue,CloseDate,IsWon,CreatedDate',
        rows(({ number, person, at, total }) => [
          `0065g${number}WAA`,
          0,
          `0015g${person.id}AAA`,
          'Deal',
          'Closed Won',
          plain(total),
          plain(total / 2),
          dated(at, 'YYYY-MM-DD'),
          1,
          dated(before(at, 100), 'YYYY-MM-DD HH:mm:ss'),
        ]),
      ),
    },
    ...consenting,
  },
  'addresses in other letters, one postcode each, and lines with a Total of their own': {
    files: {
      'profiles.csv': csv(
        'Email,First Name,Phone,Shipping Zip,Created On,Accepts Marketing',
        people.map(({ id, first, email, agreed: yes, joined }) => [
          email,
          first,
          `+48 600 ${id}`,
          `0${id}`,
          dated(joined, 'YYYY-MM-DD HH:mm:ss'),
          String(yes),
        ]),
      ),
      'orders.csv': csv(
        'Order ID,Email,Financial Status,Created at,Billing Phone,Billing Zip,Lineitem sku,Total',
        lineRows((order, { sku, quantity, price }, place) => [
          order.number,
          order.number % 3 ? order.person.email : order.person.email.toUpperCase(),
          place === 0 ? 'PAID' : '',
          dated(order.at, 'YYYY-MM-DD HH:mm:ss'),
          place === 0 ? `+48 600 ${order.person.id}` : '',
          place === 0 ? `0${order.person.id}` : '',
          sku,
          plain(quantity * price),
        ]),
      ),
    },
    ...consenting,
  },
  'a marketplace: the price of one before what the order is worth, addresses of buyers in other letters': {
    files: {
      'report-2026-06-30T1200.csv': csv(
        'Numer zamówienia;Data zakupu;E-mail kupującego;Tytuł oferty;Liczba sztuk;Cena za sztukę;Wartość zamówienia',
        lineRows((order, { sku, quantity, price }) => [
          order.number,
          dated(order.at, 'DD.MM.YYYY HH:mm'),
          order.number % 3 ? order.person.email : order.person.email.toUpperCase(),
          sku,
          quantity,
          `${amount(price, ' ', ',')} zł`,
          `${amount(order.total, ' ', ',')} zł`,
        ]),
        ';',
      ).replace(/^.*/, (header) => header.replaceAll(',', ';')),
    },
    ...everybody,
    currency: 'PLN',
  },
  'what people saw, put into baskets and bought, each with a price': {
    files: {
      '2026-Jun.csv': csv(
        'event_time,event_type,product_id,price,user_id,user_session',
        rows(({ number, person, at, total }) => [
          dated(at, 'YYYY-MM-DD HH:mm:ss UTC'),
          'purchase',
          `p${number % 7}`,
          plain(total),
          person.id,
          `s${number}`,
        ]).flatMap(([time, , product, price, user, session]): readonly Row[] => [
          [time!, 'view', product!, price!, user!, session!],
          [time!, 'cart', product!, price!, user!, session!],
          [time!, 'purchase', product!, price!, user!, session!],
        ]),
      ),
    },
    quiet: everybody.quiet,
  },
  'events of orders that were done, and of money given back': {
    files: {
      'tracks.ndjson': orders
        .flatMap(({ number, person, at, total }) => {
          const common = { userId: `u${person.id}`, timestamp: at.toISOString() };
          const properties = { order_id: `o${number}`, total };
          const bought = { ...common, event: 'Order Completed', messageId: `m${number}`, properties };
          const given = { ...bought, event: 'Order Refunded', messageId: `r${number}` };
          return number % 4 ? [bought] : [bought, given];
        })
        .map((event) => `${JSON.stringify(event)}\n`)
        .join(''),
    },
    ...everybody,
  },
};
