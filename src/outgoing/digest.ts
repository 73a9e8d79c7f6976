/** Hashed and plain values of a contact, in SQL. */
import type { ContactName } from './platform.ts';

/** Whether the text is a SHA-256 already. */
export function isDigest(text: string): string {
  return `coalesce(regexp_full_match(${text}, '[0-9a-fA-F]{64}'), false)`;
}

/** SHA-256 in small hex of the text trimmed and in lower case; digests stay what they are, missing stays missing. */
export function digestOf(text: string): string {
  return `CASE WHEN ${isDigest(text)} THEN lower(${text}) ELSE sha256(nullif(lower(trim(${text})), '')) END`;
}

/** The field where it can be read: whoever writes to people needs no digests. */
export function plainOf(field: ContactName): string {
  return `CASE WHEN NOT ${isDigest(field)} THEN ${field} END`;
}

/** The country as its two letters, where that is what the data has. */
export const ISO_COUNTRY = "CASE WHEN regexp_full_match(country, '[A-Z]{2}') THEN country END";

/** The number, or the digest that the data has in its place. */
export const DIALLED = `CASE WHEN ${isDigest('phone')} THEN phone ELSE e164 END`;
