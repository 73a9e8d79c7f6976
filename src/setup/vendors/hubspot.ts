// Columns of knowledge.hubspot.com, "Export your records". Times are in the account's zone.
import type { Vendor } from '../vendor.ts';

const DEALS = `
  file: <deals>
  key: Record ID
  customer: Associated Contact IDs
  time: Close Date
  value: Amount`;

export const hubspot: Vendor = {
  name: 'HubSpot',
  files: [
    { table: 'customers', columns: ['Record ID - Contact', 'Email', 'Lifecycle Stage', 'Create Date'] },
    {
      table: 'deals',
      columns: ['Record ID', 'Deal Name', 'Deal Stage', 'Close Date', 'Amount', 'Associated Contact IDs'],
    },
  ],
  customers: [
    {
      needs: ['customers'],
      text: `
file: <customers>
key: Record ID - Contact
created: Create Date
contact: { email: Email, phone: Phone Number }
consent:
  # true means no; false and nothing mean that they have not unsubscribed.
  email: { where: { Marketing contact status: Marketing contact, Unsubscribed from all email: { ne: true } } }
columns:
  Product interests: { type: list, separator: ";" }`,
    },
    { needs: ['deals'], text: 'from: deals' },
  ],
  events: [
    { needs: ['deals'], text: `deals:${DEALS}\norders:${DEALS}\n  where: { Deal Stage: Closed Won }` },
  ],
};
