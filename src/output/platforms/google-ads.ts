import { dialled, digestOf } from './digest.ts';
import type { Platform } from './platform.ts';

/** Customer Match: name, country and postcode identify only all together. */
export const googleAds: Platform = {
  name: 'google-ads',
  columns: [
    { name: 'Email', sql: digestOf('email'), identifies: true },
    { name: 'Phone', sql: digestOf(dialled), identifies: true },
    { name: 'First Name', sql: digestOf('first_name'), identifies: false },
    { name: 'Last Name', sql: digestOf('last_name'), identifies: false },
    { name: 'Country', sql: 'country', identifies: false },
    { name: 'Zip', sql: 'postcode', identifies: false },
  ],
  together: ['First Name', 'Last Name', 'Country', 'Zip'],
};
