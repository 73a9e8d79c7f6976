import { digestOf, isDigest } from './digest.ts';
import type { Platform } from './platform.ts';

/** Digits only, with the country's code and without the plus; as they stand where the country is not known. */
const digits = `CASE WHEN ${isDigest('phone')} THEN phone
  ELSE nullif(ltrim(regexp_replace(coalesce(e164, phone), '[^0-9]', '', 'g'), '0'), '') END`;

/** Letters and digits of any script: Meta takes names and places without spaces and punctuation. */
const bare = (field: string): string => `regexp_replace(${field}, '[^\\pL\\pM\\pN]', '', 'g')`;

/** Custom audience from a customer list. */
export const meta: Platform = {
  name: 'meta',
  columns: [
    { name: 'email', sql: digestOf('email'), identifies: true },
    { name: 'phone', sql: digestOf(digits), identifies: true },
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
    { name: 'country', sql: digestOf('country'), identifies: false },
  ],
};
