// Headers of WebToffee's order and user exports (woocommerce.com/document/import-and-export-of-woocommerce-orders).
import type { Vendor } from '../vendor.ts';

const ORDERS = `
  file: <orders>
  key: order_id
  customer: { column: customer_email, normalise: email }
  time: order_date
  date_format: M/D/YYYY H:mm:ss`;

export const woocommerce: Vendor = {
  name: 'WooCommerce',
  files: [
    { table: 'customers', columns: ['user_email', 'user_registered', 'roles', 'display_name'] },
    { table: 'orders', columns: ['order_id', 'order_date', 'status', 'order_total', 'customer_email'] },
  ],
  customers: [
    {
      needs: ['customers', 'orders'],
      text: `
# The address is the person: guests are people too.
file: <customers>
key: { column: user_email, normalise: email }
where: { roles: customer }  # not the shop's staff
from: orders
created: user_registered
contact:
  email: user_email
  [billing_phone] phone: billing_phone`,
    },
    {
      needs: ['customers'],
      text: `
file: <customers>
key: { column: user_email, normalise: email }
where: { roles: customer }  # not the shop's staff
created: user_registered
contact:
  email: user_email
  [billing_phone] phone: billing_phone`,
    },
    { needs: ['orders'], text: 'from: every_order  # whoever ordered, by the address' },
  ],
  events: [
    {
      needs: ['orders'],
      text: `
orders:${ORDERS}
  value: order_total
  where: { status: [completed, processing] }
every_order:${ORDERS}`,
    },
  ],
};
