// Headers as in help.shopify.com, "Exporting orders" and "Exporting customers". Times have their offset.
import type { Vendor } from '../vendor.ts';

export const shopify: Vendor = {
  name: 'Shopify',
  files: [
    {
      table: 'customers',
      columns: ['Customer ID', 'Email', 'Accepts Email Marketing', 'Total Spent', 'Total Orders'],
    },
    { table: 'people', columns: ['First Name', 'Email', 'Total Spent', 'Total Orders', 'Tax Exempt'] },
    {
      table: 'orders',
      columns: ['Name', 'Email', 'Financial Status', 'Created at', 'Lineitem quantity', 'Lineitem price'],
    },
  ],
  customers: [
    {
      needs: ['customers'],
      text: `
file: <customers>
key: Customer ID
contact:
  email: Email
  [Accepts SMS Marketing] sms: Phone
consent:
  email: Accepts Email Marketing
  [Accepts SMS Marketing] sms: Accepts SMS Marketing
columns:
  [Tags] Tags: { type: list, separator: "," }`,
    },
    {
      needs: ['people'],
      text: `
# Older exports have no numbers of customers: the address is the person.
file: <people>
key: { column: Email, normalise: email }
contact:
  email: Email
  [Accepts SMS Marketing] sms: Phone
consent:
  [Accepts Email Marketing] email: Accepts Email Marketing
  [Accepts Marketing, -Accepts Email Marketing] email: Accepts Marketing
  [Accepts SMS Marketing] sms: Accepts SMS Marketing
columns:
  [Tags] Tags: { type: list, separator: "," }`,
    },
    { needs: ['orders'], text: 'from: lines  # whoever ordered, by the address' },
  ],
  events: [
    {
      needs: ['orders'],
      text: `
# A row a line item: the order's own cells stand on its first row only, and the link to customers is the address.
lines:
  file: <orders>
  customer: { column: Email, of: Email, normalise: email }
  time: Created at
  newest: { column: _file, per: Name }  # an order that stands in two files is as the later one has it
  lookup: { order: { table: orders, by: Name } }  # lines of paid orders: { where: { order.Financial Status: paid } }
  columns:
    Total: decimal
    Refunded Amount: decimal
    Lineitem price: decimal
    net: { minus: [Total, Refunded Amount] }
    line_total: { times: [Lineitem quantity, Lineitem price] }
orders:
  from: lines
  key: Name
  value: net
  where: { Financial Status: [paid, partially_refunded] }  # voided, pending or given back in full is no purchase
  columns:
    items: { sum: Lineitem quantity }`,
    },
  ],
};
