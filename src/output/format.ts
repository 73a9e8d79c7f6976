/** What an output format is: an open list, one file each (`index.ts`). */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Figure } from '../model/figure.ts';
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
  /** What is drawn of the answer, for the formats that draw. */
  readonly figures?: readonly Figure[];
  /** On a terminal that shows no UTF-8. */
  readonly isAscii?: boolean;
}

interface FormatBase {
  readonly name: string;
  /** One line for the reference. */
  readonly summary: string;
  /** Who reads it: a person is shown a picture and rounded figures, a program gets every number. */
  readonly reader: 'person' | 'program';
  /** On a terminal it stops at a screenful, and says how to see the rest. */
  readonly stops?: true;
  /** What is said beside it, on standard error, is objects too. */
  readonly messages?: 'objects';
  /** Of files, without the dot; the first is given to files in folders. */
  readonly extensions: readonly string[];
  /** How the engine writes it, when results of any size can be copied to a file alike. */
  readonly copies?: 'csv' | 'tsv' | 'json' | 'ndjson' | 'parquet';
}

/** Written in JavaScript from a table, as pieces of text. */
export interface TextFormat extends FormatBase {
  readonly kind: 'text';
  /** Its text has colours, and shows what else a terminal would obey. */
  readonly paints?: true;
  readonly write: (table: Table, look: Look) => Iterable<string> | AsyncIterable<string>;
  /** One of the messages of `check`, where that is not best a row of a table. */
  readonly message?: (diagnostic: Diagnostic, look: Look) => string;
}

/** Written by the engine, from a query that holds the table's values. */
export interface EngineFormat extends FormatBase {
  readonly kind: 'engine';
  readonly copies: 'parquet';
  readonly query: (table: Table) => string;
}

export type Format = TextFormat | EngineFormat;
