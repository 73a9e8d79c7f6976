/** What an output format is: an open list, one file each (`index.ts`). */
import type { Table } from '../model/table.ts';
import type { Excel } from './excel.ts';
import type { Paint } from './paint.ts';

/** How the reader of the text is equipped. */
export interface Look {
  readonly paint: Paint;
  /** Columns to fit in; absent where nothing limits the width. */
  readonly columns?: number;
  /** For csv and tsv: in the manner of a spreadsheet. */
  readonly excel?: Excel;
  /** A heading, for the formats that have one. */
  readonly title?: string;
}

interface FormatBase {
  readonly name: FormatName;
  /** One line for the reference. */
  readonly summary: string;
  /** Of files, without the dot; the first is given to files in folders. */
  readonly extensions: readonly string[];
  /** The engine's own name for it, when large results can be copied to a file by the engine alike. */
  readonly copies?: 'csv' | 'tsv' | 'ndjson' | 'parquet';
}

/** Written in JavaScript from a table, as pieces of text. */
export interface TextFormat extends FormatBase {
  readonly kind: 'text';
  readonly write: (table: Table, look: Look) => Iterable<string> | AsyncIterable<string>;
}

/** Written by the engine, from a query that holds the table's values. */
export interface EngineFormat extends FormatBase {
  readonly kind: 'engine';
  readonly copies: 'parquet';
  readonly query: (table: Table) => string;
}

export type Format = TextFormat | EngineFormat;

export type FormatName = 'table' | 'csv' | 'tsv' | 'json' | 'ndjson' | 'parquet' | 'md' | 'html';
