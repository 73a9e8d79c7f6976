import type { Span } from './source.ts';

export type Severity = 'error' | 'warning' | 'note';

/** A place in a data file: rows count from 1 with the header as row 1, as a spreadsheet shows them. */
export interface DataPlace {
  readonly file: string;
  readonly row?: number;
  readonly column?: string;
}

/** One thing to say to the user: what is wrong, where, what to do. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable kebab-case name of the kind of problem, for `--format json` and tests. */
  readonly code: string;
  /** Lower case, names in backticks, found and expected, no full stop. */
  readonly message: string;
  readonly span?: Span;
  readonly place?: DataPlace;
  /** What to do about it, one line each. */
  readonly help?: readonly string[];
}

/** Where a stage puts what it finds; it then carries on. */
export type Report = (diagnostic: Diagnostic) => void;
