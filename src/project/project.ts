/** What a project file says, read and checked as far as that is possible without the data. */
import type { Span } from '../diagnostics/source.ts';
import type { ComputedSyntax } from '../language/computed.ts';
import type { ModelSyntaxes } from '../language/models/index.ts';
import type { SampleSyntax } from '../language/picking.ts';
import type { ConditionSyntax, ScalarSyntax, TraitSyntax } from '../language/syntax.ts';
import type { TargetsSyntax } from '../language/targets.ts';
import type { Duration } from '../model/duration.ts';
import type { Normalising } from '../model/recipe.ts';
import type { ColumnType } from '../model/schema.ts';

export interface Project {
  /** The project file as the user named it; absent for `--data`. */
  readonly file?: string;
  /** The absolute folder that relative paths start from. */
  readonly folder: string;
  /** An IANA name; UTC when the file is silent, see `zoneGiven`. */
  readonly zone: string;
  readonly zoneGiven: boolean;
  /** As written: a date, or an instant. */
  readonly asOf?: ScalarSyntax;
  readonly currency?: string;
  /** Patterns of definition files, relative to `folder`; with a place where the project file says them. */
  readonly segments: readonly { readonly name: string; readonly span?: Span }[];
  readonly customers: CustomersEntry;
  readonly events: readonly EventEntry[];
  readonly lookups: readonly LookupTableEntry[];
  /** Segments that no list with a channel may contain. */
  /** The share of a table's rows that may be left out unread before a run raises an alert, as exact decimal text. */
  readonly unreadable: string;
  readonly suppress: readonly ScalarSyntax[];
  /** Absolute path of the history database. */
  readonly history: string;
  /** Whether every run is recorded. */
  readonly record: boolean;
  readonly traits: readonly TraitSyntax[];
  /** A share of people who are in no list. */
  readonly holdout?: SampleSyntax;
  /** What the sections of named models say. */
  readonly models: ModelSyntaxes;
  readonly targets: TargetsSyntax;
  /** Where the tables are, if not in files. */
  readonly engine?: EngineEntry;
}

/** Engines that keep a session, which may have tables of its own. */
export const serverTypes = ['clickhouse', 'postgres'] as const;

export const engineTypes = [...serverTypes, 'bigquery'] as const;

/** Which engine, and where it is. */
export type EngineAddress = ServerAddress | BigqueryAddress;

export interface ServerAddress {
  readonly type: (typeof serverTypes)[number];
  /** With what stood in environment variables, so it is never shown. */
  readonly url: string;
  readonly database?: string;
}

/** Who asks is what the environment says to Google's own libraries. */
export interface BigqueryAddress {
  readonly type: 'bigquery';
  /** Where it is, if not where Google has it. */
  readonly url?: string;
  /** The dataset of tables that name none. */
  readonly database?: string;
  /** Who pays; of tables without a project of their own, also where they are. */
  readonly project?: string;
  readonly location?: string;
}

/** An engine that holds the tables, and evaluates over them. */
export type EngineEntry = EngineAddress & { readonly span: Span };

/** A name that the project file wrote, and where. Tables found by convention have no span. */
export interface Name {
  readonly name: string;
  readonly span?: Span;
}

export interface CustomersEntry {
  /** The event table whose distinct keys are the customers, where there is no file. */
  readonly from?: Name;
  readonly source?: SourceEntry;
  /** The key column; with `from`, of that event table, and its customer where nothing is said. */
  readonly key?: Name;
  readonly normaliseKey?: Normalising;
  readonly computed: readonly ComputedColumn[];
  /** Which rows of the file are customers. */
  readonly where?: ConditionSyntax;
  readonly created?: Name;
  readonly channels: readonly Channel[];
  readonly lookups: readonly LookupEntry[];
}

/** How customers are reached, and the column in which they agreed to it. */
export interface Channel {
  readonly name: string;
  readonly contact?: Name;
  readonly consent?: Consent;
}

export type Consent =
  | {
      readonly kind: 'field';
      readonly field: Name;
      /** Values that mean yes, when the file lists them; otherwise `yes`, `true`, `y` and `1`. */
      readonly yes?: readonly string[];
    }
  /** A condition over the customer, as written. */
  | { readonly kind: 'condition'; readonly where: ConditionSyntax };

/** A column that is computed of others: an expression, or a measure of the rows that make one; as written. */
export interface ComputedColumn {
  readonly name: Name;
  readonly body: ComputedSyntax;
}

/** Whose a row is: the column with the customer's key, or with an address that stands in a column of customers. */
export interface Owner {
  readonly column: Name;
  /** The customers' column that holds the same address. */
  readonly of?: Name;
  readonly normalise?: Normalising;
  /** The customers' column whose highest value says whose an address of several is. */
  readonly prefer?: Name;
}

export interface EventEntry {
  readonly name: Name;
  /** The event table whose rows make those of this one, one for each key. */
  readonly from?: Name;
  readonly source?: SourceEntry;
  readonly key?: Name;
  readonly normaliseKey?: Normalising;
  /** Of a table with `from`: the column whose highest value says which rows of a key count. */
  readonly newest?: Name;
  readonly computed: readonly ComputedColumn[];
  /** Absent with `from`: the customer of its rows. Without either, rows are of nobody: to look up, or to make others of. */
  readonly customer?: Owner;
  readonly time?: Name;
  readonly value?: Name;
  /** The rows that are meant. */
  readonly where?: ConditionSyntax;
  /** How old its newest row may be before a run raises an alert. */
  readonly staleAfter?: Duration;
  readonly lookups: readonly LookupEntry[];
}

export interface LookupTableEntry {
  readonly name: Name;
  readonly source: SourceEntry;
  readonly key: Name;
  readonly normaliseKey?: Normalising;
  readonly computed: readonly ComputedColumn[];
  readonly lookups: readonly LookupEntry[];
}

/** `product: products`, or `brand: { table: brands, by: brand_code }`. */
export interface LookupEntry {
  readonly name: Name;
  readonly table: Name;
  /** The joining column; named like the table's key when absent. */
  readonly by?: Name;
}

export interface SourceEntry {
  /** Rows in place of files. */
  readonly given?: GivenRows;
  /** A table of the engine in place of files: `orders`, `shop.orders`. */
  readonly table?: Name;
  /** Paths or patterns, relative to the project's folder or absolute. */
  readonly files: readonly Name[];
  readonly columns: readonly ColumnOption[];
  /** The column with an array, of which every item is a row. */
  readonly each?: Name;
  /** Records before the header, and after the data. */
  readonly skipRows?: number;
  readonly skipLast?: number;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly decimal?: ',' | '.';
  /** The forms of dates and times, any of them. */
  readonly dateFormats: readonly Name[];
  readonly nullValues: readonly string[];
  /** The zone of times without offset; the project's when absent. */
  readonly zone?: string;
  /** What a row that cannot be read does: ends the command, or is left out and counted. */
  readonly onError: 'stop' | 'skip';
  /** The column whose highest value says which of several rows with one key counts. */
  readonly newest?: Name;
  /** Where rows of several files are parts of one thing: the column of which only the newest rows count. */
  readonly newestPer?: Name;
}

/** A column as the project wants it: under another name, of a type, or read otherwise than the table's others. */
export interface ColumnOption {
  readonly name: Name;
  /** The column in the file, or the path into a column of JSON; several together are one moment. */
  readonly from: readonly string[];
  readonly type?: ColumnType | 'month_day';
  /** Between the items of a list in text; `|` when absent. */
  readonly separator?: string;
  readonly decimal?: ',' | '.';
  readonly dateFormats: readonly Name[];
  readonly nullValues: readonly string[];
}

/** Rows that somebody has written out, a text a cell as a file would hold it. */
export interface GivenRows {
  /** What messages call it, in place of a file. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A source without any option. */
export function plainSource(files: readonly Name[]): SourceEntry {
  return { files, columns: [], dateFormats: [], nullValues: [], onError: 'stop' };
}

/** The name under which lists have the customers' key; with `from` it may be that of an inner table's customer. */
export function customerKeyName({ customers, events }: Pick<Project, 'customers' | 'events'>): string {
  if (customers.key) return customers.key.name;
  for (let from = customers.from; from; ) {
    const name: string = from.name;
    const table = events.find((event) => event.name.name === name);
    if (table?.customer) return ownerColumnName(table.customer);
    from = table?.from;
  }
  return 'customer';
}

/** The column that holds the key of the row's customer: one of the file's, or one that is computed beside them. */
export function ownerColumnName({ column, of }: Owner): string {
  return of ? 'customer' : column.name;
}
