import { plainOf } from './digest.ts';
import type { Platform } from './platform.ts';

/** Import of profiles into a list, which are known by address or number. */
export const klaviyo: Platform = {
  name: 'klaviyo',
  columns: [
    { name: 'Email', sql: plainOf('email'), identifies: true },
    { name: 'Phone Number', sql: 'e164', identifies: true },
    { name: 'First Name', sql: plainOf('first_name'), identifies: false },
    { name: 'Last Name', sql: plainOf('last_name'), identifies: false },
    { name: 'City', sql: 'city', identifies: false },
    { name: 'Country', sql: 'country', identifies: false },
    { name: 'Zip Code', sql: 'postcode', identifies: false },
  ],
};
