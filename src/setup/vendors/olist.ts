// Headers of the Brazilian e-commerce data set by Olist: a customer_id for every order, customer_unique_id is the person.
import type { Vendor } from '../vendor.ts';

export const olist: Vendor = {
  name: 'Olist',
  files: [
    { table: 'accounts', columns: ['customer_id', 'customer_unique_id', 'customer_zip_code_prefix'] },
    { table: 'orders', columns: ['order_id', 'customer_id', 'order_status', 'order_purchase_timestamp'] },
    { table: 'payments', columns: ['order_id', 'payment_sequential', 'payment_value'] },
    { table: 'items', columns: ['order_id', 'order_item_id', 'product_id', 'price'] },
    { table: 'products', columns: ['product_id', 'product_category_name', 'product_weight_g'] },
    { table: 'categories', columns: ['product_category_name', 'product_category_name_english'] },
  ],
  customers: [{ needs: ['accounts', 'orders'], text: 'from: orders' }],
  events: [
    {
      needs: ['orders'],
      text: `
orders:
  file: <orders>
  key: order_id
  customer: account.customer_unique_id
  time: order_purchase_timestamp
  lookup: { account: { table: accounts, by: customer_id } }`,
    },
    {
      needs: ['payments'],
      text: `
payments:
  file: <payments>
  customer: order.account.customer_unique_id
  time: order.order_purchase_timestamp
  value: payment_value
  lookup: { order: orders }`,
    },
    {
      needs: ['items', 'products'],
      text: `
items:
  file: <items>
  customer: order.account.customer_unique_id
  time: order.order_purchase_timestamp
  value: price
  lookup: { order: orders, product: products }`,
    },
  ],
  lookups: [
    { needs: ['accounts'], text: 'accounts: { file: <accounts>, key: customer_id }' },
    {
      needs: ['products', 'categories'],
      text: `
products:
  file: <products>
  key: product_id
  lookup: { english: { table: categories, by: product_category_name } }
categories: { file: <categories>, key: product_category_name }`,
    },
  ],
};
