/** What loading gives: the schema, and what `segment sources` and `doctor` tell of each table. */
import type { Column, Schema } from '../model/schema.ts';
import type { Stamp } from './stamp.ts';

export interface LoadedSources {
  /** What stands in files; tables made of the rows of others are bound afterwards (`check/tables.ts`). */
  readonly schema: Schema;
  /** By event table without a key, or of whose rows others are made: its relation's column that counts rows in the order of the files. */
  readonly orders: ReadonlyMap<string, string>;
  /** Customers first, then events and lookups in the project's order. */
  readonly facts: readonly SourceFacts[];
  /** Absolute paths that views still read; what a locked database must be allowed. */
  readonly openFiles: readonly string[];
  /** What decides, beside the content of the files, what the tables are. */
  readonly print: string;
  /** Of the files of each relation, as they were read. */
  readonly stamps: ReadonlyMap<string, readonly Stamp[]>;
}

export interface SourceFacts {
  readonly table: string;
  readonly kind: 'customers' | 'events' | 'lookup';
  /** Names of the files, relative to the project's folder. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** What the source cache holds of it, when its rows are read from there. */
  readonly cachedBytes?: number;
  /** Rows in the files, as a reader of its own counts them: those in use, and all that were left out. */
  readonly read: number;
  /** Rows in use. */
  readonly rows: number;
  readonly leftOut: readonly LeftOut[];
  /** Those of the rows in use that have no customer. */
  readonly ofNobody?: number;
  /** Of the time column, for customers of `created`; on the column's clock. */
  readonly first?: string;
  readonly last?: string;
  readonly columns: readonly Column[];
}

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly rows: number;
}

export const leftOutReasons = [
  'unreadable',
  'wrong value',
  'no key',
  'no customer',
  'no time',
  'repeated',
  'superseded',
] as const;

export type LeftOutReason = (typeof leftOutReasons)[number];

/** Rows that could not be read as the project asks. */
export function unreadableRows({ leftOut }: Pick<SourceFacts, 'leftOut'>): number {
  return leftOut.reduce(
    (sum, { reason, rows }) => sum + (reason === 'unreadable' || reason === 'wrong value' ? rows : 0),
    0,
  );
}
