/** Definitions with one number or one word of comparison changed, as a slip of the hand would change them. */
import { isPair, isScalar, parseDocument, visit } from 'yaml';

export interface Mutant {
  /** `gte → gt`, `500 → 499`. */
  readonly change: string;
  readonly text: string;
}

/** A slip, and what is meant for what. */
const WORDS: Readonly<Record<string, string>> = {
  gte: 'gt',
  gt: 'gte',
  lte: 'lt',
  lt: 'lte',
  last: 'before_last',
  before_last: 'last',
  any: 'all',
  all: 'any',
  in: 'not_in',
  contains_any: 'contains_all',
  contains_all: 'contains_any',
};

const PARTS = new Set(['where', 'exclude', 'stages', 'traits', 'limit']);

/** Every change of one place of the text. */
export function mutantsOf(text: string): readonly Mutant[] {
  const mutants: Mutant[] = [];
  visit(parseDocument(text), {
    Scalar(key, node, path) {
      const inside = path.some(
        (step) => isPair(step) && isScalar(step.key) && PARTS.has(String(step.key.value)),
      );
      if (!inside || !node.range || node.type !== 'PLAIN') return;
      const [start, end] = node.range;
      const written = text.slice(start, end);
      for (const other of key === 'key' ? wordsFor(written) : numbersFor(written))
        mutants.push({
          change: `${written} → ${other}`,
          text: text.slice(0, start) + other + text.slice(end),
        });
    },
  });
  return mutants;
}

function wordsFor(word: string): readonly string[] {
  const other = WORDS[word];
  return other === undefined ? [] : [other];
}

/** One more and one less of the last digit that is written: `90d`, `10%`, `500`. */
function numbersFor(text: string): readonly string[] {
  const [, digits, unit] = /^(\d+)(|%|min|h|d|w|mo|y)$/.exec(text) ?? [];
  if (digits === undefined) return [];
  return [Number(digits) - 1, Number(digits) + 1].filter((n) => n >= 0).map((n) => `${n}${unit}`);
}
