// Default columns of Dashboard > Payments > Export; customer objects of docs.stripe.com/api/customers/object. Times are UTC.
import type { Vendor } from '../vendor.ts';

const payments = (customer: string, columns = ''): string => `
payments:
  file: <payments>
  source_timezone: UTC
  key: id
  customer: ${customer}
  time: Created date (UTC)
  value: net
  where: { Status: [Paid, Refunded] }
  columns:${columns}
    Amount: decimal
    Amount Refunded: decimal
    net: { minus: [Amount, Amount Refunded] }`;

/** Whoever pays without an account is known by the address, where the export has it. */
const ofPayers = payments(
  'payer',
  `
    [Customer Email] payer: { first_of: [Customer ID, Customer Email] }
    [-Customer Email] payer: Customer ID`,
);

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
    {
      needs: ['payments'],
      text: `
from: payments  # whoever paid
[Customer Email] columns:
  [Customer Email] Customer Email: { value_of_last: Customer Email, where: { Customer Email: { set: true } } }
[Customer Email] contact: { email: Customer Email }`,
    },
  ],
  events: [
    { needs: ['customers', 'payments'], text: payments('Customer ID') },
    { needs: ['payments'], without: ['customers'], text: ofPayers },
  ],
};
