// Seeds of github.com/dbt-labs/jaffle_shop: its models divide payments by 100.
import type { Vendor } from '../vendor.ts';

export const jaffleShopClassic: Vendor = {
  name: 'the first jaffle shop of dbt',
  files: [
    { table: 'customers', named: 'raw_customers', columns: ['id', 'first_name', 'last_name'] },
    { table: 'orders', named: 'raw_orders', columns: ['id', 'user_id', 'order_date', 'status'] },
    {
      table: 'payments',
      named: 'raw_payments',
      columns: ['id', 'order_id', 'payment_method', 'amount'],
      whole: ['amount'],
    },
  ],
  customers: [{ needs: ['customers', 'orders', 'payments'], text: 'file: <customers>\nkey: id' }],
  events: [
    {
      needs: ['orders', 'payments'],
      text: `
orders:
  file: <orders>
  key: id
  customer: user_id
  time: order_date
  value: paid
  columns:
    paid: { first_of: [payment.paid, 0] }
  lookup: { payment: { table: payments_by_order, by: id } }
  # where: { status: [completed, placed, shipped] }  # all count; take the # away and keep those that should
payments_by_order:
  from: payments  # an order may be paid in several ways
  key: order_id
  columns: { paid: { sum: paid } }
payments:
  file: <payments>
  columns:
    paid: { times: [amount, 0.01] }  # cents`,
    },
  ],
};
