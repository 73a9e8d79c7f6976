/** Something odd that a check found: what it is, what it does to the lists, and what to write. */
import type { DataPlace } from '../../diagnostics/diagnostic.ts';
import type { Workspace } from '../../workspace/workspace.ts';

export type Severity = 'error' | 'warning' | 'note';

export interface Finding {
  readonly severity: Severity;
  readonly table: string;
  /** The name of the check: `shared-addresses`. */
  readonly check: string;
  /** How many rows it is about. */
  readonly rows: number;
  /** What it looks like, without a value of a person. */
  readonly example: string;
  readonly says: string;
  readonly help: readonly string[];
  /** Where it stands, if in one place. */
  readonly place?: DataPlace;
}

export interface Check {
  readonly name: string;
  /** For the reference: what it looks for. */
  readonly summary: string;
  readonly find: (workspace: Workspace) => Promise<readonly Finding[]>;
}
