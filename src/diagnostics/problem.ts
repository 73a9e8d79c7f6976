import type { Diagnostic } from './diagnostic.ts';
import type { Span } from './source.ts';

/** An error at a place in a file. */
export function problem(span: Span, code: string, message: string, ...help: readonly string[]): Diagnostic {
  return { severity: 'error', code, message, span, ...(help.length > 0 ? { help } : {}) };
}

/** A warning at a place in a file. */
export function caution(span: Span, code: string, message: string, ...help: readonly string[]): Diagnostic {
  return { ...problem(span, code, message, ...help), severity: 'warning' };
}
