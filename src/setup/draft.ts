/** A project on its way to being written: what each file of a folder is taken for. */
import type { Corrected } from './corrections.ts';
import type { TableFacts } from './table-facts.ts';

export interface DraftColumn {
  /** As the file has it. */
  readonly name: string;
  /** What the project file says of it, in its words: `type: decimal`. */
  readonly options: Readonly<Record<string, string>>;
}

/** Whose row it is: a column with the key of customers, with a value of theirs, or through a lookup. */
export type DraftCustomer =
  | { readonly kind: 'key'; readonly column: string; readonly normalise?: 'email' }
  | {
      readonly kind: 'of';
      readonly column: string;
      readonly of: string;
      readonly normalise?: 'email' | 'phone';
      /** The column of customers by which the newest of several is meant. */
      readonly prefer?: string;
    }
  | { readonly kind: 'through'; readonly path: string }
  /** Somebody known where a login is, else a device. */
  | { readonly kind: 'first'; readonly columns: readonly string[] }
  /** The address of an account that a lookup finds, else the one that was said. */
  | { readonly kind: 'account'; readonly lookup: string; readonly address: string; readonly said: string }
  /** An address that a lookup leads to. */
  | { readonly kind: 'address'; readonly path: string }
  /** Nobody's: rows that others are made of. */
  | { readonly kind: 'none' };

export interface DraftLookup {
  readonly name: string;
  readonly table: string;
  readonly by: string;
}

export interface DraftTable {
  readonly name: string;
  readonly facts: TableFacts;
  readonly key?: string;
  readonly lookups: readonly DraftLookup[];
}

export interface DraftCustomers extends Omit<DraftTable, 'key'> {
  readonly key: string;
  /** Whether the key is the address as it is typed, in any letter case. */
  readonly isAddress?: boolean;
  /** A table of events whose other people are customers too. */
  readonly from?: string;
  readonly created?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly consent?: DraftConsent;
  readonly smsConsent?: DraftConsent;
}

export interface DraftConsent {
  readonly field: string;
  /** The values that are a yes where they are not plainly so. */
  readonly yes?: readonly string[];
  /** The table of addresses whose column it is, where that is not the one of customers. */
  readonly table?: string;
  /** Whether it marks those who refuse, and is blank for all others. */
  readonly isMark?: boolean;
  /** A column beside it that says who no longer wants any: the values of those. */
  readonly refused?: { readonly field: string; readonly words: readonly string[] };
}

/** A table between people and what they own: whose each thing is, by its key. */
export interface Bridge {
  /** Of the table that is made of it. */
  readonly name: string;
  readonly key: string;
  /** The rows of owners. */
  readonly owners?: { readonly column: string; readonly values: readonly string[] };
}

export interface Refunded {
  readonly column: string;
  readonly isNegative: boolean;
  /** Whether nothing was given back so far, so that nothing tells what the column holds. */
  readonly isEmpty: boolean;
}

export interface Returned {
  readonly table: string;
  /** Its column with the number of the order. */
  readonly by: string;
  /** Its money, as YAML. */
  readonly value: string;
  readonly isNegative: boolean;
}

/** Columns to multiply. */
export interface Product {
  readonly quantity: string;
  readonly price: string;
  /** What a line was reduced by. */
  readonly discount?: { readonly column: string; readonly kind: 'share' | 'percent' | 'amount' };
}

export interface DraftEvents extends DraftTable {
  readonly customer: DraftCustomer;
  readonly time?: string;
  /** Where its own columns say none: through a lookup, when what it is part of happened. */
  readonly timePath?: string;
  /** Where a moment is in two columns: the one with its time of day. */
  readonly clock?: string;
  readonly value?: string;
  /** Where it is the price of one thing: what to multiply. */
  readonly product?: Product;
  /** Where rows of what was given back have the money without a minus: which they are. */
  readonly credited?: { readonly column: string; readonly words: readonly string[] };
  /** Where a lookup has the price of one thing: what to multiply. */
  readonly priced?: { readonly quantity: string; readonly lookup: string; readonly price: string };
  /** Whether it is counted in hundredths. */
  readonly isInCents?: boolean;
  /** What was given back of the row's money: a column, and whether it has a minus. */
  readonly refunded?: Refunded;
  /** The table of what was given back, whose rows name the order. */
  readonly returned?: Returned;
  /** Where invoices and what corrects them are one order: how they are known. */
  readonly corrected?: Corrected;
  /** Where its rows say who may use what others happened to. */
  readonly bridge?: Bridge;
  /** Whether each line of an order says what the whole order is worth. */
  readonly isRepeated?: boolean;
  /** Where its rows are the lines of something that people count: the column by which they belong together. */
  readonly linesOf?: string;
}

export interface Draft {
  /** Absent where customers are those of an event table. */
  readonly customers?: DraftCustomers;
  readonly events: readonly DraftEvents[];
  readonly lookups: readonly DraftTable[];
  /** Tables that are not used, and why. */
  readonly unused: readonly { readonly facts: TableFacts; readonly reason: string }[];
}
