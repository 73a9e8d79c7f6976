// Shop Manager > Settings > Options > Download data: "Orders" and "Order items" (help.etsy.com). Days are of the shop's zone.
import type { Vendor } from '../vendor.ts';

export const etsy: Vendor = {
  name: 'Etsy',
  files: [
    {
      table: 'orders',
      columns: ['Sale Date', 'Order ID', 'Buyer User ID', 'Full Name', 'Number of Items', 'Order Total'],
    },
    {
      table: 'items',
      columns: ['Sale Date', 'Item Name', 'Buyer', 'Quantity', 'Item Total', 'Transaction ID', 'Order ID'],
    },
  ],
  customers: [
    {
      needs: ['orders'],
      text: `
from: orders  # whoever bought; Etsy gives no addresses
columns: { name: { value_of_last: Full Name } }`,
    },
  ],
  events: [
    {
      needs: ['orders'],
      text: `
orders:
  file: <orders>
  key: Order ID
  newest: _file  # an order that stands in two files is as the later one has it
  customer: Buyer User ID
  time: Sale Date
  value: Order Total`,
    },
    {
      needs: ['orders', 'items'],
      text: `
items:
  file: <items>
  key: Transaction ID
  newest: _file
  customer: order.Buyer User ID  # an item has a buyer's name only
  time: Sale Date
  value: Item Total
  lookup: { order: { table: orders, by: Order ID } }`,
    },
  ],
};
