/** A syntax error in our words, and what its explanations are made of. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Source } from '../diagnostics/source.ts';

export interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly help?: string;
  /** Whether it may only follow from what is wrong above it. */
  readonly follows?: true;
}

/** Where the yaml package stopped. */
export interface Place {
  readonly text: string;
  readonly start: number;
  /** What is left of the line. */
  readonly rest: string;
  readonly lineStart: number;
}

/** Makes an explanation that begins at the place. */
export type At = (code: string, message: string, help?: string, length?: number) => Explanation;

export function atPlace({ start }: Place): At {
  return (code, message, help, length = 1) => ({
    code,
    message,
    start,
    end: start + Math.max(1, length),
    ...(help === undefined ? {} : { help }),
  });
}

export function toDiagnostic(source: Source, { code, message, start, end, help }: Explanation): Diagnostic {
  const { length } = source.text;
  const span = { source, start: Math.min(start, length), end: Math.min(end, length) };
  return problem(span, code, message, ...(help === undefined ? [] : [help]));
}

/** What is left of a line up to a comment, a comma or a closing bracket. */
export function unquotedText(rest: string): string {
  const text = /^.[^,\]}]*/.exec(rest.replace(/\s+#.*$/, ''))?.[0] ?? rest.charAt(0);
  return text.trimEnd();
}

/** The text in quotes that it needs no escape in, double ones where either will do. */
export function quote(text: string): string {
  return text.includes('"') || text.includes('\\') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
