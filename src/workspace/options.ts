import type { Busy, Database } from '../database/database.ts';
import type { Asked } from '../definitions/asked.ts';
import type { LockWait } from '../history/attach.ts';
import type { Former } from './former.ts';

export interface WorkspaceOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: string;
  readonly project: string | undefined;
  readonly data: string | undefined;
  readonly asOf: string | undefined;
  /** `name=value`, as given. */
  readonly parameters: readonly string[];
  /** A file with one set of parameters a row, or `-` for JSON lines on standard input. */
  readonly parameterFile?: string | undefined;
  readonly readStdin?: (() => Promise<string>) | undefined;
  readonly memoryLimit: string | undefined;
  readonly threads: number | undefined;
  /** Definition files, and names of segments, of the command line. */
  readonly files: readonly string[];
  /** What else is asked for, and what is known besides. */
  readonly asked?: Omit<Asked, 'words'>;
  /** The project and its definitions as they stand elsewhere, over the same data. */
  readonly former?: Former;
  /** Whether tables are kept between runs, beside the project file. */
  readonly cache?: boolean;
  /** Says what only `--verbose` is for. */
  readonly detail?: (line: string) => void;
  /** How long to wait for the history where conditions look back; a minute when absent. */
  readonly lockWait?: LockWait;
  /** Called before each table is read: the n-th of so many. */
  readonly reading?: (table: string, place: number, tables: number) => void;
  /** Files that the engine opens later, beside those of the data. */
  readonly opens?: readonly string[];
  /** Called with the database before anything is read, so that reading can be watched and interrupted. */
  readonly opened?: (database: Database) => void;
  /** Called when the engine begins to work, wherever it is; gives what to call when it has done so. */
  readonly busy?: Busy;
}
