import { plainOf } from './digest.ts';
import type { Platform } from './platform.ts';

/**
 * Import of profiles into a list, which are known by address or number: "How to create and add subscribers to a new
 * list" (Klaviyo Help Center). Nothing is hashed; numbers are E.164 or not imported.
 */
export const klaviyo: Platform = {
  name: 'klaviyo',
  columns: [
    { name: 'Email', sql: plainOf('email'), reaches: 'email', identifies: true },
    { name: 'Phone Number', sql: 'e164', reaches: 'phone', identifies: true },
    { name: 'First Name', sql: plainOf('first_name'), identifies: false },
    { name: 'Last Name', sql: plainOf('last_name'), identifies: false },
    { name: 'City', sql: 'city', identifies: false },
    { name: 'Country', sql: 'country', identifies: false },
    { name: 'Zip Code', sql: 'postcode', identifies: false },
  ],
};
