// Seller Hub > Reports > Orders (ebay.com/help, "Seller Hub Reports"): of an order of several items a row with its total, then
// a row an item without one. Dates and dollars as the site writes them.
import type { Vendor } from '../vendor.ts';

export const ebay: Vendor = {
  name: 'eBay',
  files: [
    {
      table: 'orders',
      columns: [
        'Sales Record Number',
        'Order Number',
        'Buyer Username',
        'Item Number',
        'Total Price',
        'Sale Date',
      ],
    },
  ],
  customers: [
    {
      needs: ['orders'],
      text: `
from: lines  # whoever bought; an address is eBay's own and not the buyer's
columns: { name: { value_of_last: Buyer Name, where: { Buyer Name: { set: true } } } }`,
    },
  ],
  events: [
    {
      needs: ['orders'],
      text: `
lines:
  file: <orders>
  customer: Buyer Username
  time: Sale Date
  lookup: { order: { table: orders, by: Order Number } }
orders:
  from: lines
  key: Order Number
  value: Total Price
  where: { Total Price: { set: true } }`,
    },
  ],
};
