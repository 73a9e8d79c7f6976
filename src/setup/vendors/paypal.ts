// Default columns of Activity > Download, all transactions. A moment is in two columns, its zone's letters in a third.
import type { Vendor } from '../vendor.ts';

export const paypal: Vendor = {
  name: 'PayPal',
  files: [
    {
      table: 'activity',
      columns: [
        'Date',
        'Time',
        'TimeZone',
        'Type',
        'Gross',
        'From Email Address',
        'To Email Address',
        'Transaction ID',
      ],
    },
  ],
  customers: [
    { needs: ['activity'], text: 'from: activity\ncolumns: { name: { value_of_last: payer_name } }' },
  ],
  events: [
    {
      needs: ['activity'],
      text: `
activity:
  file: <activity>
  key: Transaction ID
  customer: { column: payer, normalise: email }
  time: at
  value: Gross
  columns:
    at: { from: [Date, Time, TimeZone], type: time, date_format: MM/DD/YYYY HH:mm:ss z }
    paid_by: { if: { Type: [Express Checkout Payment, Website Payment] }, is: From Email Address }
    refunded_to: { if: { Type: Payment Refund }, is: To Email Address }
    payer: { first_of: [paid_by, refunded_to] }
    payer_name: { if: { Type: [Express Checkout Payment, Website Payment] }, is: Name }
orders:
  from: activity
  key: Transaction ID
  value: Gross
  where: { Type: [Express Checkout Payment, Website Payment], Status: Completed }  # pending or denied is no purchase
refunds:
  from: activity
  key: Transaction ID
  value: Gross
  where: { Type: Payment Refund, Status: Completed }  # below zero`,
    },
  ],
  givenBack: { table: 'refunds', isNegative: true },
};
