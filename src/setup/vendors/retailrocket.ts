// The Retailrocket data set (kaggle.com/retailrocket/ecommerce-dataset): events of visitors; properties of items since a time.
import type { Vendor } from '../vendor.ts';

export const retailrocket: Vendor = {
  name: 'Retailrocket',
  files: [
    { table: 'events', columns: ['timestamp', 'visitorid', 'event', 'itemid', 'transactionid'] },
    { table: 'properties', columns: ['timestamp', 'itemid', 'property', 'value'] },
  ],
  customers: [{ needs: ['events'], text: 'from: events' }],
  events: [
    {
      needs: ['events', 'properties'],
      text: `
events:
  file: <events>
  customer: visitorid
  time: timestamp
  date_format: epoch_ms
  lookup: { item: { table: items, by: itemid } }
orders:
  from: events
  key: transactionid
item_properties:  # of nobody: what is known of items, and since when
  file: <properties>
  time: timestamp
  date_format: epoch_ms
items:
  from: item_properties
  key: itemid
  columns:
    category: { value_of_last: value, where: { property: categoryid } }`,
    },
  ],
};
