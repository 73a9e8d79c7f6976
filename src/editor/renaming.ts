import { failure } from '../diagnostics/failure.ts';
import type { Span } from '../diagnostics/source.ts';
import { SEGMENT_NAME } from '../language/segment-keys.ts';
import type { Named, Occurrence } from './symbols.ts';

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** The edit that gives what stands there another name. */
export function renamedAt({ span, isDefinition, name: old }: Occurrence, name: string): Edit {
  const written = span.source.text.slice(span.start, span.end);
  // A segment without a name has that of its file.
  const isUnnamed = isDefinition && written !== old;
  const isFlow = span.source.text.slice(0, span.start).trimEnd().endsWith('{');
  return isUnnamed
    ? { span: { ...span, end: span.start }, text: `name: ${name}${isFlow ? ', ' : '\n'}` }
    : { span, text: name };
}

/** Throws a `Failure` (2) for what is no name, or that of something else. */
export function refuseName(
  { kind, name: old }: Named,
  name: string,
  occurrences: readonly Occurrence[],
): void {
  const isName = kind === 'segment' ? SEGMENT_NAME.test(name) : /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
  if (!isName) throw failure(2, 'rename', `\`${name}\` is no name for a ${kind}`);
  const isTaken = occurrences.some((each) => each.isDefinition && each.kind === kind && each.name === name);
  if (isTaken && name !== old) throw failure(2, 'rename', `there is a ${kind} \`${name}\` already`);
}
