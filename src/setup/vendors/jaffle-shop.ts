// Seeds of github.com/dbt-labs/jaffle-shop: its models divide money by 100.
import type { Vendor } from '../vendor.ts';

export const jaffleShop: Vendor = {
  name: 'the jaffle shop of dbt',
  files: [
    { table: 'customers', named: 'raw_customers', columns: ['id', 'name'] },
    {
      table: 'orders',
      named: 'raw_orders',
      columns: ['id', 'customer', 'ordered_at', 'store_id', 'subtotal', 'tax_paid', 'order_total'],
      whole: ['order_total'],
    },
    { table: 'items', named: 'raw_items', columns: ['id', 'order_id', 'sku'] },
    { table: 'products', named: 'raw_products', columns: ['sku', 'name', 'type', 'price'], whole: ['price'] },
  ],
  customers: [{ needs: ['customers', 'orders'], text: 'file: <customers>\nkey: id' }],
  events: [
    {
      needs: ['orders'],
      text: `
orders:
  file: <orders>
  key: id
  customer: customer
  time: ordered_at
  value: total
  columns:
    total: { times: [order_total, 0.01] }  # cents`,
    },
    {
      needs: ['orders', 'items', 'products'],
      text: `
items:
  file: <items>
  customer: order.customer
  time: order.ordered_at
  value: price
  columns:
    price: { times: [product.price, 0.01] }  # cents
  lookup: { order: { table: orders, by: order_id }, product: { table: products, by: sku } }`,
    },
  ],
  lookups: [
    {
      needs: ['items', 'products'],
      text: `
products:
  file: <products>
  key: sku`,
    },
  ],
};
