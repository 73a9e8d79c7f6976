// Default columns of Dashboard > Payments > Export; customer objects of docs.stripe.com/api/customers/object. Times are UTC.
import type { Vendor } from '../vendor.ts';

const payments = (name: string): string => `
${name}:
  file: <payments>
  source_timezone: UTC
  key: id
  customer: Customer ID
  time: Created date (UTC)
  value: net
  columns:
    Amount: decimal
    Amount Refunded: decimal
    net: { minus: [Amount, Amount Refunded] }`;

export const stripe: Vendor = {
  name: 'Stripe',
  files: [
    { table: 'customers', columns: ['id', 'object', 'created', 'email', 'livemode', 'invoice_prefix'] },
    {
      table: 'payments',
      columns: ['id', 'Created date (UTC)', 'Amount', 'Amount Refunded', 'Status', 'Customer ID'],
    },
  ],
  customers: [
    {
      needs: ['customers'],
      text: `
file: <customers>
key: id
created: created
contact: { email: email, phone: phone }
columns:
  created: { type: time, date_format: epoch_s }
  plan: metadata.plan`,
    },
    { needs: ['payments'], text: 'from: payments' },
  ],
  events: [{ needs: ['payments'], text: `${payments('payments')}\n  where: { Status: [Paid, Refunded] }` }],
};
