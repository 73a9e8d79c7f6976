/** What a definition uses: the names of the project that it mentions. */
import { type Mention, mentionsOf } from '../language/names-within.ts';
import type { SegmentSyntax } from '../language/segment.ts';

export interface ChosenNames {
  readonly traits: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
}

/** Event tables, traits and segments, in the order of their first mention. */
export function usesOf(segment: SegmentSyntax, names: ChosenNames): readonly string[] {
  return [...new Set(mentionsOf(segment).flatMap((mention) => usedBy(mention, names)))];
}

/** A trait, a stage set (`lifecycle.stage`) or a split segment (`spring.arm`); columns are no names of the project. */
function usedBy({ kind, text }: Mention, { traits, segments }: ChosenNames): readonly string[] {
  if (kind !== 'field') return [text];
  const [first = ''] = text.split('.');
  if (traits.has(first)) return [first];
  const owner = text.replace(/\.(stage|arm)$/, '');
  return owner !== text && segments.has(owner) ? [owner] : [];
}
