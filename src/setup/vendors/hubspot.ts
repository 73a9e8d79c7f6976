// Columns of knowledge.hubspot.com, "Export your records". Times are in the account's zone.
import type { Vendor } from '../vendor.ts';

const DEALS = `
  file: <deals>
  key: Record ID
  customer: Associated Contact IDs
  time: Close Date
  value: Amount`;

const contacts = (key: string): string => `
file: <customers>
key: ${key}
created: Create Date
contact:
  email: Email
  [Phone Number] phone: Phone Number
# true means no; false and nothing mean that they have not unsubscribed.
[Marketing contact status, Unsubscribed from all email] consent: { email: { where: { Marketing contact status: Marketing contact, Unsubscribed from all email: { ne: true } } } }
[Marketing contact status, -Unsubscribed from all email] consent: { email: { field: Marketing contact status, yes: [Marketing contact] } }
columns:
  [Product interests] Product interests: { type: list, separator: ";" }`;

export const hubspot: Vendor = {
  name: 'HubSpot',
  files: [
    { table: 'customers', columns: ['Record ID - Contact', 'Email', 'Create Date'] },
    { table: 'contacts', columns: ['Record ID', 'First Name', 'Last Name', 'Email', 'Create Date'] },
    {
      table: 'deals',
      columns: ['Record ID', 'Deal Name', 'Deal Stage', 'Close Date', 'Amount', 'Associated Contact IDs'],
    },
  ],
  customers: [
    { needs: ['customers'], text: contacts('Record ID - Contact') },
    { needs: ['contacts'], text: contacts('Record ID').replace('<customers>', '<contacts>') },
    { needs: ['deals'], text: 'from: deals' },
  ],
  events: [
    { needs: ['deals'], text: `deals:${DEALS}\norders:${DEALS}\n  where: { Deal Stage: Closed Won }` },
  ],
};
