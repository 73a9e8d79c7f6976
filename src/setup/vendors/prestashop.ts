// The Customers and Orders lists of PrestaShop's back office (doc.prestashop.com). No column joins them: orders have a name only.
import type { Vendor } from '../vendor.ts';

const CUSTOMERS = `
file: <customers>
key: { column: Email address, normalise: email }
created: Registration
null_values: ["-"]
contact: { email: Email address }
consent: { email: { where: { newsletter: 1, Enabled: 1 } } }
columns:
  newsletter: News.  # a dot in a name would lead into it
  partner_offers: Opt.`;

export const prestashop: Vendor = {
  name: 'PrestaShop',
  files: [
    {
      table: 'customers',
      columns: ['ID', 'Email address', 'Enabled', 'News.', 'Opt.', 'Registration', 'Last visit'],
    },
    { table: 'orders', columns: ['ID', 'Reference', 'Customer', 'Total', 'Payment', 'Status', 'Date'] },
  ],
  customers: [
    {
      needs: ['customers', 'orders'],
      text: `# A name in the orders is a person beside those of the customers' list.${CUSTOMERS}\nfrom: orders`,
    },
    { needs: ['customers'], text: CUSTOMERS },
    { needs: ['orders'], text: 'from: orders' },
  ],
  events: [
    {
      needs: ['orders'],
      text: `
orders:
  file: <orders>
  decimal: ","
  key: ID
  customer: Customer
  time: Date
  value: Total
  where: { Status: { not_in: [Canceled, Payment error, Refunded] } }`,
    },
  ],
};
