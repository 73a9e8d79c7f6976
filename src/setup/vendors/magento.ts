// Grid headers of Magento 2's admin, Customers and Sales > Orders, Export > CSV, in its en_US locale.
import type { Vendor } from '../vendor.ts';

const ORDERS = `
  file: <orders>
  key: ID
  customer: { column: Customer Email, normalise: email }
  time: Purchase Date
  date_format: "MMM D, YYYY, h:mm:ss A"`;

const CUSTOMERS = `
file: <customers>
key: { column: Email, normalise: email }
contact:
  email: Email
  [Phone] phone: Phone
columns:
  Customer Since: { type: time, date_format: "MMM D, YYYY, h:mm:ss A" }
  [Date of Birth] Date of Birth: { type: date, date_format: "MMM D, YYYY" }`;

export const magento: Vendor = {
  name: 'Magento',
  files: [
    { table: 'customers', columns: ['ID', 'Name', 'Email', 'Group', 'Customer Since', 'Web Site'] },
    {
      table: 'orders',
      columns: ['ID', 'Purchase Point', 'Purchase Date', 'Grand Total (Base)', 'Status', 'Customer Email'],
    },
  ],
  customers: [
    {
      needs: ['customers', 'orders'],
      text: `# Orders know an address; guests are people too.${CUSTOMERS}\nfrom: every_order`,
    },
    { needs: ['customers'], text: CUSTOMERS },
    { needs: ['orders'], text: 'from: every_order  # whoever ordered, by the address' },
  ],
  events: [
    {
      needs: ['orders'],
      text: `
orders:${ORDERS}
  value: net
  where: { Status: [Complete, Processing] }
  columns:
    Grand Total (Base): decimal
    Total Refunded: decimal
    refunded: { first_of: [Total Refunded, 0] }
    net: { minus: [Grand Total (Base), refunded] }
every_order:${ORDERS}`,
    },
  ],
};
