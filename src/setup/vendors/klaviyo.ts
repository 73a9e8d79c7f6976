// Columns of help.klaviyo.com, "Export a list or segment"; events as the API gives them, properties as JSON text.
import type { Vendor } from '../vendor.ts';

const EVENTS = `
  file: <events>
  key: event_id
  customer: profile_id
  time: datetime`;

export const klaviyo: Vendor = {
  name: 'Klaviyo',
  files: [
    { table: 'customers', columns: ['Email', 'Klaviyo ID', 'Email Marketing Consent', 'Profile Created On'] },
    { table: 'events', columns: ['event_id', 'metric', 'profile_id', 'datetime', 'event_properties'] },
  ],
  customers: [
    {
      needs: ['customers'],
      text: `
file: <customers>
key: Klaviyo ID
created: Profile Created On
contact:
  email: Email
  [SMS Marketing Consent] sms: Phone Number
consent:
  email: { field: Email Marketing Consent, yes: [SUBSCRIBED] }
  [SMS Marketing Consent] sms: { field: SMS Marketing Consent, yes: [SUBSCRIBED] }`,
    },
    { needs: ['events'], text: 'from: activity' },
  ],
  events: [
    {
      needs: ['events'],
      text: `
activity:${EVENTS}
placed:${EVENTS}
  where: { metric: Placed Order }
  columns:
    order_id: event_properties.OrderId
    total: { from: event_properties.$value, type: decimal }
    categories: { from: event_properties.Categories, type: list }
    items: { from: event_properties.Items, type: list }
orders: { from: placed, key: order_id, value: total }  # the shop may send an order twice
refunds:${EVENTS}
  where: { metric: Refunded Order }
  value: amount
  columns:
    amount: { from: event_properties.$value, type: decimal }
emails:${EVENTS}
  where: { metric: [Opened Email, Clicked Email] }`,
    },
  ],
  givenBack: { table: 'refunds', isNegative: false },
  traits: [
    {
      needs: ['events'],
      text: 'revenue: { minus: [{ orders: { sum: total } }, { refunds: { sum: amount } }] }',
    },
  ],
};
