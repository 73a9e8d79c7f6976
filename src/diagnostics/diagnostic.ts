import type { Span } from './source.ts';

/** `info` is part of an answer: what it is of, and how it came about. */
export type Severity = 'error' | 'warning' | 'note' | 'info';

/** What a message says, as values: a program reads them where a person reads the sentence. */
export type Facts = Readonly<Record<string, unknown>>;

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
  /** The cell that it is about, for a terminal and `--verbose` alone: the message tells its shape. */
  readonly cell?: string;
  /** What to do about it, one line each. */
  readonly help?: readonly string[];
  readonly facts?: Facts;
}

/** A sentence that belongs to an answer, with the facts that it tells. */
export function info(code: string, message: string, facts?: Facts): Diagnostic {
  return { severity: 'info', code, message, ...(facts ? { facts } : {}) };
}

/** Something that whoever reads the answer should know before leaning on it. */
export function warning(code: string, message: string, help?: readonly string[], facts?: Facts): Diagnostic {
  return { severity: 'warning', code, message, ...(help ? { help } : {}), ...(facts ? { facts } : {}) };
}

/** Where a stage puts what it finds; it then carries on. */
export type Report = (diagnostic: Diagnostic) => void;
