// The audience export (mailchimp.com, "View or export contacts") and the account export's granular activity. Times are UTC.
import type { Vendor } from '../vendor.ts';

const activity = (name: string): string => `
${name}:
  file: <${name}>
  customer: { column: Email, normalise: email }
  time: Timestamp
  source_timezone: UTC
  columns: { campaign: _file }`;

export const mailchimp: Vendor = {
  name: 'Mailchimp',
  files: [
    {
      table: 'members',
      columns: ['Email Address', 'MEMBER_RATING', 'OPTIN_TIME', 'CONFIRM_TIME', 'LEID', 'EUID'],
    },
    { table: 'clicks', columns: ['Timestamp', 'Email', 'Url'] },
    { table: 'opens', columns: ['Timestamp', 'Email'] },
  ],
  customers: [
    {
      needs: ['members'],
      text: `
file: <members>
source_timezone: UTC
key: { column: Email Address, normalise: email }
created: CONFIRM_TIME
contact: { email: Email Address }
# Nothing in a row says who is subscribed: the name of the file does.
consent: { email: { where: { _file: { starts_with: subscribed } } } }
columns:
  [Birthday] Birthday: { type: month_day, date_format: MM/DD }
  [TAGS] TAGS: { type: list, separator: "," }`,
    },
  ],
  events: [
    { needs: ['opens'], text: activity('opens') },
    { needs: ['clicks'], text: activity('clicks') },
  ],
};
