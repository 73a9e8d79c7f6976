import { DIALLED, digestOf, ISO_COUNTRY, isDigest } from './digest.ts';
import type { Platform } from './platform.ts';

/** Mail to Gmail reaches one person however the address is dotted and tagged: Google hashes it without. */
const EMAIL = `CASE
    WHEN NOT ${isDigest('email')} AND regexp_full_match(email, '.*@(gmail|googlemail)\\.com', 'i')
    THEN concat(replace(split_part(split_part(email, '@', 1), '+', 1), '.', ''), '@', split_part(email, '@', 2))
    ELSE email
  END`;

/** Names keep one space between their words. */
const spaced = (field: string): string => `regexp_replace(${field}, '\\s+', ' ', 'g')`;

/**
 * Customer Match, after "Format your customer data file" (Google Ads Help), whose headers these are, and "Format user
 * data" (Data Manager API): e-mail, telephone and names are hashed, country and postcode are not. Name, country and
 * postcode identify only all together.
 */
export const googleAds: Platform = {
  name: 'google-ads',
  columns: [
    { name: 'Email', sql: digestOf(EMAIL), reaches: 'email', identifies: true },
    { name: 'Phone', sql: digestOf(DIALLED), reaches: 'phone', identifies: true },
    { name: 'First Name', sql: digestOf(spaced('first_name')), identifies: false },
    { name: 'Last Name', sql: digestOf(spaced('last_name')), identifies: false },
    { name: 'Country', sql: ISO_COUNTRY, identifies: false },
    { name: 'Zip', sql: 'postcode', identifies: false },
  ],
  together: ['First Name', 'Last Name', 'Country', 'Zip'],
};
