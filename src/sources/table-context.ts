/** What loading one table needs to know about it, and where it puts what it finds. */
import type { Database } from '../database/database.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { countOf } from '../model/count.ts';
import type { SourceEntry } from '../project/project.ts';
import type { Problems } from './problems.ts';
import type { Wanted } from './wanted.ts';

/** What reading a table does for the cache by the way. */
export interface ForCache {
  /** Where rows may be written as Parquet, in place of a table in memory. */
  readonly straightTo: string | undefined;
  /** Takes the SHA-256 of a file that was read to its end. */
  readonly digested: (path: string, sha256: string) => void;
}

export interface TableContext {
  readonly name: string;
  readonly kind: 'customers' | 'events' | 'lookup';
  readonly source: SourceEntry;
  /** What its columns are for; absent where all of them stay text. */
  readonly wanted?: readonly Wanted[];
  /** The project's zone, and the zone of the table's times without offset. */
  readonly zone: string;
  readonly sourceZone: string;
  readonly database: Database;
  readonly problems: Problems;
  /** Absent where nothing is kept. */
  readonly forCache?: ForCache | undefined;
  /** Whether somebody may ask which of two rows stands first. */
  readonly isOrdered?: boolean;
  /** Whether the project says which rows are meant. */
  readonly isChosen?: boolean;
  /** For warnings; errors go to `problems`. */
  readonly report: Report;
}

/** `1 row`, `2,000 rows`. */
export function counted(count: number, noun: string): string {
  return countOf(count, noun);
}
