import { findMeasure } from '../language/measures/index.ts';
import type { YamlNode } from '../yaml/node.ts';

/** What a column may be computed by; a table made of rows has measures as well. */
const computingWords = ['times', 'plus', 'minus', 'ratio', 'first_of', 'if'] as const;

/** Whether a column is computed, and not read from the file under another name or as a type. */
export function isComputed(node: YamlNode): boolean {
  if (node.kind !== 'map') return false;
  const words: readonly string[] = computingWords;
  return node.entries.some(({ key }) => words.includes(key.text) || findMeasure(key.text) !== undefined);
}
