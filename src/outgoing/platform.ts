/** Where lists of people are handed to, and the shape that each takes. */
import type { ContactField } from '../evaluation/contacts.ts';

/**
 * Fields of one customer, as SQL names them: text, trimmed, missing where there is none. `email` is an address or
 * a digest of one, and `is_misaddressed` where something else stands there; `phone` is as the data has it, `e164` with its country's code where it can be told.
 */
export type ContactName = ContactField | 'e164';

/** The fields by which people are known and reached. */
export type AddressField = Extract<ContactField, 'email' | 'phone'>;

export interface PlatformColumn {
  /** The header. */
  readonly name: string;
  /** Over the contact's fields. */
  readonly sql: string;
  /** The address or number that it is: what is equal here, is one to the platform. */
  readonly reaches?: AddressField;
  /** Whether it, alone, tells the platform who is meant. */
  readonly identifies: boolean;
}

export interface Platform {
  readonly name: string;
  /** In the order of its header. */
  readonly columns: readonly PlatformColumn[];
  /** Columns that tell who is meant only together. */
  readonly together?: readonly string[];
}
