// Reads the lists that both sides of the benchmark write, and says where they differ.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Difference {
  readonly segment: string;
  readonly byHand: number;
  readonly bySegment: number;
  /** A customer key that only one side has. */
  readonly example: string;
}

/** Customer keys in order: the first column of `<segment>.csv`. */
export function readMembers(folder: string, segment: string): readonly string[] {
  const lines = readFileSync(join(folder, `${segment}.csv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  return lines.map((line) => line.split(',')[0]!).sort();
}

/** The segments whose members are not exactly the same in both folders. */
export function findDifferences(
  segments: readonly string[],
  handFolder: string,
  segmentFolder: string,
): readonly Difference[] {
  return segments.flatMap((segment) => {
    const hand = readMembers(handFolder, segment);
    const ours = readMembers(segmentFolder, segment);
    const example = firstOnlyIn(hand, ours) ?? firstOnlyIn(ours, hand);
    if (example === undefined && hand.length === ours.length) return [];
    return [{ segment, byHand: hand.length, bySegment: ours.length, example: example ?? 'listed twice' }];
  });
}

function firstOnlyIn(keys: readonly string[], others: readonly string[]): string | undefined {
  const known = new Set(others);
  return keys.find((key) => !known.has(key));
}
