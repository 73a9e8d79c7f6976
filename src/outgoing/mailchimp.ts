import { plainOf } from './digest.ts';
import type { Platform } from './platform.ts';

/**
 * Import of contacts into an audience, under the names of its standard fields: "Format Guidelines for Your Import File"
 * (Mailchimp Help). Nothing is hashed, and a telephone number may be in any form.
 */
export const mailchimp: Platform = {
  name: 'mailchimp',
  columns: [
    { name: 'Email Address', sql: plainOf('email'), reaches: 'email', identifies: true },
    { name: 'First Name', sql: plainOf('first_name'), identifies: false },
    { name: 'Last Name', sql: plainOf('last_name'), identifies: false },
    { name: 'Phone Number', sql: `coalesce(e164, ${plainOf('phone')})`, reaches: 'phone', identifies: false },
  ],
};
