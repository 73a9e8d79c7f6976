// The flat file order reports of Seller Central (developer-docs.amazon.com, "Order reports"): a row an item, `item-price` is of
// all its units together. Reports without `buyer-email` name nobody.
import type { Vendor } from '../vendor.ts';

export const amazon: Vendor = {
  name: 'Amazon',
  files: [
    {
      table: 'items',
      columns: [
        'order-id',
        'order-item-id',
        'purchase-date',
        'buyer-email',
        'quantity-purchased',
        'item-price',
      ],
    },
  ],
  customers: [
    { needs: ['items'], text: 'from: items  # whoever ordered, by the address that Amazon gives them' },
  ],
  events: [
    {
      needs: ['items'],
      text: `
items:
  file: <items>
  key: order-item-id
  newest: _file  # an item that stands in two reports is as the later one has it
  customer: { column: buyer-email, normalise: email }
  time: purchase-date
  value: item-price
orders:
  from: items
  key: order-id
  columns: { total: { sum: item-price } }
  value: total`,
    },
  ],
};
