/** An engine that the suite starts, fills and asks. */
import type { Dialect } from '../../src/sql/dialect.ts';
import { dialects } from '../../src/sql/dialects/index.ts';
import type { Place } from './drivers.ts';
import type { ExportedColumn } from './exported.ts';
import type { PlanNode } from './moving-rows.ts';

/** What a relation of the product holds, as files that an engine loads. */
export interface SourceTable {
  readonly name: string;
  readonly columns: readonly ExportedColumn[];
  /** Values as text, `\N` for what is missing; lists as `{"a","b"}`. */
  readonly csv: string;
  readonly parquet: string;
  /** Whether it is one of the project's, and not made here of others. */
  readonly isGiven: boolean;
  /** Of its columns and values. */
  readonly digest: string;
}

/** Whether columns may be missing and types are the longest; or they are as short as values, and never missing where none is. */
export type SchemaShape = 'nullable' | 'idiomatic';

export interface Engine {
  readonly name: string;
  readonly dialect: string;
  /** What it says of itself. */
  readonly version: string;
  /** Whether it is handed all rows with each query, of which there may be a few MB. */
  readonly isSmall?: boolean;
  /** Makes the table, in place of one of that name. */
  load(table: SourceTable): Promise<void>;
  /** The first two columns of the rows, as text. */
  keys(sql: string): Promise<readonly (readonly [string, string])[]>;
  /** How it would work a query out, where its tables are spread. */
  explain?(sql: string): Promise<PlanNode>;
  /** Where the program finds it, with the tables of the shop as people would have them. */
  place?(): Promise<Place>;
  close(): Promise<void>;
}

export function dialectOf({ dialect }: Engine): Dialect {
  return dialects.find(({ name }) => name === dialect)!;
}
