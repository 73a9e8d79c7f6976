// A segment's CSV export of user data (braze.com/docs, "Exporting segment data to CSV"). `subscribed` is the state of whoever
// was never asked; only `opted_in` is a yes. Times are UTC.
import type { Vendor } from '../vendor.ts';

export const braze: Vendor = {
  name: 'Braze',
  files: [{ table: 'users', columns: ['user_id', 'braze_id', 'email', 'email_subscribe'] }],
  customers: [
    {
      needs: ['users'],
      text: `
file: <users>
key: braze_id
source_timezone: UTC
[created_at] created: created_at
contact:
  email: email
  [phone] sms: phone
consent: { email: { field: email_subscribe, yes: [opted_in] } }`,
    },
  ],
  events: [],
};
