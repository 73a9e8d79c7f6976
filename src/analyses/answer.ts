/** What an analysis gives: rows for programs, a picture for people, what there is to say of them, and the SQL. */
import type { Database } from '../database/database.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Figure } from '../model/figure.ts';
import type { Table } from '../model/table.ts';

export interface Answer {
  /** Of its file in a folder, and its title; the command's own name when absent. */
  readonly name?: string;
  readonly rows: Table | EngineRows;
  /** What people are shown in place of the rows. */
  readonly picture?: Table;
  /** What is drawn in pages and files of pictures, and on a terminal below the table; a heat map is the picture itself. */
  readonly figures?: readonly Figure[];
  /** What was found on the way: told whoever reads. */
  readonly notes?: readonly Diagnostic[];
  /** What the figures mean: told to whoever reads the picture, and to programs that read messages. */
  readonly legend?: readonly Diagnostic[];
  readonly sql?: string;
}

/** Rows that are still in the engine, whatever their number: they never become values here. */
export interface EngineRows {
  readonly database: Database;
  /** The column that is the customer key. */
  readonly key: string;
  readonly names: readonly string[];
  readonly query: string;
  /** How many the query gives. */
  readonly count: number;
}

export function inEngine(rows: Answer['rows']): rows is EngineRows {
  return 'query' in rows;
}
