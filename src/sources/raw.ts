/** A source as the engine first sees it: nothing renamed, nothing left out but unreadable rows. */

import { quoteIdentifier } from '../database/quote.ts';
import type { ColumnType } from '../model/schema.ts';
import type { DataFile } from './files.ts';

/**
 * What the values of a column may turn out to be: in CSV `anything`; in JSON and Parquet the file has types,
 * and text may at most be `times`, or `numbers` where JSON's numbers were kept as they are written.
 */
export type Guess = 'anything' | 'times' | 'numbers' | 'nothing';

export interface RawColumn {
  readonly name: string;
  /** The engine's type: `VARCHAR`, `BIGINT`, `DECIMAL(10,2)`, `VARCHAR[]`. */
  readonly type: string;
  readonly guess: Guess;
  /** Where it is no column of the relation: a place within one, or several together. */
  readonly sql?: string;
  /** The column of text that is read as JSON to find it. */
  readonly within?: string;
  /** Whether its text is known to be as relations hold it, so that nothing has to be cleaned. */
  readonly isClean?: boolean;
  /** What it was found to be while it was read; its values are of that type. */
  readonly known?: KnownType;
  /** Whether its first values are so. */
  readonly looksClean?: boolean;
}

export interface KnownType {
  readonly type: ColumnType;
  readonly scale?: number;
  readonly zoned?: boolean;
}

/** What the footers of Parquet files say of a column; absent where a row group is silent. */
export interface ColumnStatistics {
  readonly nulls?: number;
  readonly min?: string;
  readonly max?: string;
  /** Of the column in the files, before compression; text of under two is numbers into a list of few values. */
  readonly bytesPerValue: number;
}

export interface FileStatistics {
  readonly rows: number;
  /** Whether text is as relations hold it, so that none of it stands for a missing value. */
  readonly isClean?: boolean;
  readonly columns: ReadonlyMap<string, ColumnStatistics>;
}

export interface RawTable {
  /** The relation's name in the database. */
  readonly relation: string;
  readonly kind: 'table' | 'view';
  readonly columns: readonly RawColumn[];
  readonly files: readonly DataFile[];
  /** What the footers of Parquet files say. */
  readonly statistics?: FileStatistics;
  /** Of a table that is none in memory: the Parquet that holds its rows (`straight.ts`). */
  readonly straight?: string;
  /** Of views, which have no rowid: a query of the same rows, counted in `source_order`. */
  readonly counted?: string;
  /** Where a row of the relation stands in the files, by its rowid or as it is counted; absent where nobody can say. */
  readonly placeOf?: (rowids: readonly number[]) => Promise<readonly RowPlace[]>;
  /** Rows of the files, those that could not be read among them: counted by another reader than made the relation. */
  readonly rows: number;
  /** Rows that could not be read and were left out because of `on_error: skip`. */
  readonly unreadable: number;
}

/** The rows as a FROM clause, and what `placeOf` knows each by; NULL where nobody can say. */
export function placedRows({ relation, counted, placeOf }: RawTable): {
  readonly from: string;
  readonly place: string;
} {
  if (counted) return { from: `FROM (${counted})`, place: ORDER_COLUMN };
  return { from: `FROM ${quoteIdentifier(relation)}`, place: placeOf ? 'rowid' : 'NULL' };
}

/** Rows count from 1 with the header as row 1. */
export interface RowPlace {
  readonly file: string;
  readonly row?: number;
}

/** Raw column names that are ours and not the file's. */
export const FILE_COLUMN = 'source_file';

/** In views of Parquet, where a row stands in the files. */
export const ORDER_COLUMN = 'source_order';
