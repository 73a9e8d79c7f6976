// Events as Google Analytics 4 exports them to BigQuery (support.google.com/analytics/answer/7029846), as JSON lines or
// Parquet. A device has a user_pseudo_id always and a user_id once somebody has logged in.
import type { Vendor } from '../vendor.ts';

const EVENTS = `
  file: <events>
  time: event_timestamp
  date_format: epoch_us`;

export const ga4: Vendor = {
  name: 'Google Analytics 4',
  files: [{ table: 'events', columns: ['event_date', 'event_timestamp', 'event_name', 'user_pseudo_id'] }],
  customers: [
    { needs: ['events'], text: 'from: activity  # whoever did something: a login, or a device without one' },
  ],
  events: [
    {
      needs: ['events'],
      text: `
activity:${EVENTS}
  customer: person
  columns:
    [user_id] user_id: text
    user_pseudo_id: text
    [user_id] person: { first_of: [user_id, user_pseudo_id] }
    [-user_id] person: user_pseudo_id
purchases:${EVENTS}
  customer: person
  where: { event_name: purchase }
  columns:
    [user_id] user_id: text
    user_pseudo_id: text
    [user_id] person: { first_of: [user_id, user_pseudo_id] }
    [-user_id] person: user_pseudo_id
    transaction_id: ecommerce.transaction_id
    revenue: { from: ecommerce.purchase_revenue, type: decimal }
orders: { from: purchases, key: transaction_id, value: revenue }  # a page that is read again buys nothing`,
    },
  ],
};
