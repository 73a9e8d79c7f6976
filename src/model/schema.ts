/**
 * What the loaded data looks like. `sources/` guarantees of every relation: text is trimmed and NFC,
 * blank text, NaN and empty lists are NULL, keys are text, dates are DATE, times are TIMESTAMP on the
 * column's clock, and event rows that share a key are one row.
 */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'float' | 'boolean' | 'date' | 'time' | 'list';

/**
 * What a TIMESTAMP means: an instant in UTC (`utc`), or the wall time of the project's zone (`local`) for
 * sources without offsets in that zone; there a time that never existed was moved forward, and one that
 * existed twice is the first.
 */
export type Clock = 'utc' | 'local';

/** A cell that makes text of a column of numbers: where it stands, and the shape of what stands there. */
export interface NotNumber {
  readonly file: string;
  readonly row?: number;
  readonly shape: string;
}

/** What all such cells of a column are. */
export interface RefusedNumbers {
  /** Words that everybody writes for a missing value, as they stand there. */
  readonly missing: readonly string[];
  /** Whether there are numbers as people write them, and among them some with a decimal comma. */
  readonly isWritten: boolean;
  readonly hasComma: boolean;
  readonly hasOthers: boolean;
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Digits after the point, for decimals. */
  readonly scale?: number;
  /** For times only. */
  readonly clock?: Clock;
  /** A day and a month of no year, as a date of the year 4; only its return every year can be asked for. */
  readonly isYearless?: boolean;
  /** For text that holds numbers for the most part: the first cells that are none. */
  readonly notNumbers?: readonly NotNumber[];
  readonly refusedNumbers?: RefusedNumbers;
  /** Whether any value is missing (true where nobody has counted). */
  readonly nullable: boolean;
  /** For dates and times: the first and last value as ISO text on the column's clock, when there is one. */
  readonly range?: { readonly first: string; readonly last: string };
  /** For a key that is a whole number in its file: the relation's column with that number, which nothing else names. */
  readonly number?: string;
  /** For an event's text key that not every row was looked at for: the relation's column with it as the file has it. */
  readonly written?: string;
}

/** `product.category`: lookup `product` joins table `products` on the column `by`. */
export interface Lookup {
  readonly name: string;
  readonly table: string;
  readonly by: string;
  /** To rows that are made of the table's own, so that nothing of which they are made reads it. */
  readonly toMade?: true;
}

interface Relation {
  readonly name: string;
  /** The relation's name in the database. */
  readonly relation: string;
  readonly columns: readonly Column[];
  readonly lookups: readonly Lookup[];
}

export interface CustomerTable extends Relation {
  readonly key: string;
  readonly created?: string;
}

export interface EventTable extends Relation {
  readonly key?: string;
  readonly customer: string;
  readonly time?: string;
  readonly value?: string;
  /**
   * The relation's column that counts rows in the order of the files, which nothing else names: where there is no key
   * to tell rows of one time apart, or other rows are made of these.
   */
  readonly order?: string;
}

export interface LookupTable extends Relation {
  readonly key: string;
}

export type Table = CustomerTable | EventTable | LookupTable;

export interface Schema {
  readonly customers: CustomerTable;
  readonly events: readonly EventTable[];
  readonly lookups: readonly LookupTable[];
  /** Event tables of nobody: others are made of their rows, and no condition is asked of them. */
  readonly unowned?: readonly EventTable[];
}

/** Customers first, then the event tables that customers own and the lookups, in the order of the project. */
export function tablesOf({ customers, events, lookups }: Schema): readonly Table[] {
  return [customers, ...events, ...lookups];
}

/** The table that lookups lead to, one after the other, from the table of that name. */
export function tableBehind(schema: Schema, name: string, lookups: readonly string[]): Table | undefined {
  const tables = tablesOf(schema);
  const find = (wanted: string | undefined) => tables.find((table) => table.name === wanted);
  return lookups.reduce<Table | undefined>(
    (from, step) => find(from?.lookups.find((lookup) => lookup.name === step)?.table),
    find(name),
  );
}

/** The column of that name. */
export function findColumn(
  relation: { readonly columns: readonly Column[] },
  name: string,
): Column | undefined {
  return relation.columns.find((column) => column.name === name);
}
