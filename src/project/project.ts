/** What a project file says, read and checked as far as that is possible without the data. */
import type { Span } from '../diagnostics/source.ts';
import type { Duration } from '../model/duration.ts';
import type { ColumnType } from '../model/schema.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';

export interface Project {
  /** The project file as the user named it; absent for `--data`. */
  readonly file?: string;
  /** The absolute folder that relative paths start from. */
  readonly folder: string;
  /** An IANA name; UTC when the file is silent, see `zoneGiven`. */
  readonly zone: string;
  readonly zoneGiven: boolean;
  /** As written: a date, or an instant. */
  readonly asOf?: YamlScalar;
  readonly currency?: string;
  /** Patterns of definition files, relative to `folder`. */
  readonly segments: readonly string[];
  readonly customers: CustomersEntry;
  readonly events: readonly EventEntry[];
  readonly lookups: readonly LookupTableEntry[];
  /** Segments that no list with a channel may contain. */
  readonly suppress: readonly YamlScalar[];
  /** Absolute path of the history database. */
  readonly history: string;
  /** Whether every run is recorded. */
  readonly record: boolean;
  /** Sections that other rooms read: as they were written. */
  readonly sections: Readonly<Partial<Record<Section, YamlNode>>>;
}

export const sections = ['traits', 'holdout', 'rfm', 'cohorts', 'targets'] as const;

export type Section = (typeof sections)[number];

/** A name that the project file wrote, and where. Tables found by convention have no span. */
export interface Name {
  readonly name: string;
  readonly span?: Span;
}

export interface CustomersEntry {
  /** The event table whose distinct keys are the customers, where there is no file. */
  readonly from?: Name;
  readonly source?: SourceEntry;
  /** The key column; with `from`, the name that the key gets. */
  readonly key: Name;
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

export interface Consent {
  readonly field: Name;
  /** Values that mean yes, when the file lists them; otherwise true, and the text `yes` or `true`. */
  readonly yes?: readonly string[];
}

export interface EventEntry {
  readonly name: Name;
  readonly source: SourceEntry;
  readonly key?: Name;
  readonly customer: Name;
  readonly time?: Name;
  readonly value?: Name;
  /** The rows that are meant: a row test, as written. */
  readonly where?: YamlNode;
  /** How old its newest row may be before a run raises an alert. */
  readonly staleAfter?: Duration;
  readonly lookups: readonly LookupEntry[];
}

export interface LookupTableEntry {
  readonly name: Name;
  readonly source: SourceEntry;
  readonly key: Name;
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
  /** Paths or patterns, relative to the project's folder or absolute. */
  readonly files: readonly Name[];
  readonly columns: readonly ColumnOption[];
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly decimal?: ',' | '.';
  readonly dateFormat?: Name;
  readonly nullValues: readonly string[];
  /** The zone of times without offset; the project's when absent. */
  readonly zone?: string;
  /** What a row that cannot be read does: ends the command, or is left out and counted. */
  readonly onError: 'stop' | 'skip';
  /** The column whose highest value says which of several rows with one key counts. */
  readonly newest?: Name;
}

/** A column as the project wants it: under another name, or of a type. */
export interface ColumnOption {
  readonly name: Name;
  /** The column in the file. */
  readonly from: string;
  readonly type?: ColumnType;
  /** Between the items of a list in text; `|` when absent. */
  readonly separator?: string;
}

/** A source without any option. */
export function plainSource(files: readonly Name[]): SourceEntry {
  return { files, columns: [], nullValues: [], onError: 'stop' };
}
