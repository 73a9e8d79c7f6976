import type { Source, Span } from './source.ts';

/** Lines and columns count from 1; a column is a character (a code point), whatever its width. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStartsOf = new WeakMap<Source, readonly number[]>();

/** Where an offset of the source's text is. */
export function positionAt(source: Source, offset: number): Position {
  const starts = lineStarts(source);
  const line = lineIndex(starts, offset);
  return { line: line + 1, column: [...source.text.slice(starts[line], offset)].length + 1 };
}

/** Where a span starts. */
export function startOf(span: Span): Position {
  return positionAt(span.source, span.start);
}

/** Where a span ends (the character after its last). */
export function endOf(span: Span): Position {
  return positionAt(span.source, span.end);
}

/** The offsets of a line, without its line break. */
export function lineRange(source: Source, line: number): { readonly start: number; readonly end: number } {
  const starts = lineStarts(source);
  const start = starts[line - 1] ?? source.text.length;
  const next = starts[line] ?? source.text.length;
  return { start, end: start + source.text.slice(start, next).replace(/[\r\n]+$/, '').length };
}

function lineStarts(source: Source): readonly number[] {
  const known = lineStartsOf.get(source);
  if (known) return known;
  const starts = [
    0,
    ...[...source.text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length),
  ];
  lineStartsOf.set(source, starts);
  return starts;
}

function lineIndex(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
