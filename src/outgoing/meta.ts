import { DIALLED, digestOf, ISO_COUNTRY } from './digest.ts';
import type { Platform } from './platform.ts';

/** With the country's code and without the plus; nobody is found by a number without the code. */
const DIGITS = `ltrim(${DIALLED}, '+')`;

/** Letters and digits of any script: Meta takes names and places without spaces and punctuation. */
const bare = (field: string): string => `regexp_replace(${field}, '[^\\pL\\pM\\pN]', '', 'g')`;

/**
 * Custom audience from a customer list: the headers of "How to format a customer list when creating a custom audience"
 * (Meta Business Help Centre), the values normalised as "Customer Information Parameters" (Conversions API) says, all of
 * them hashed.
 */
export const meta: Platform = {
  name: 'meta',
  columns: [
    { name: 'email', sql: digestOf('email'), reaches: 'email', identifies: true },
    { name: 'phone', sql: digestOf(DIGITS), reaches: 'phone', identifies: true },
    { name: 'fn', sql: digestOf(bare('first_name')), identifies: false },
    { name: 'ln', sql: digestOf(bare('last_name')), identifies: false },
    { name: 'ct', sql: digestOf(bare('city')), identifies: false },
    {
      name: 'zip',
      sql: digestOf(
        `CASE WHEN country = 'US' THEN left(${bare('postcode')}, 5) ELSE ${bare('postcode')} END`,
      ),
      identifies: false,
    },
    { name: 'country', sql: digestOf(ISO_COUNTRY), identifies: false },
  ],
};
