/** Where a word stands in a text that is most likely no YAML yet. */
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';

export interface WordPlace {
  /** Keys and places in lists, from the outside in; of a value with its own key. */
  readonly path: readonly (string | number)[];
  readonly at: 'key' | 'value';
  /** The other keys of the mapping, where the word is a key. */
  readonly beside: readonly string[];
}

/** The first place of the word; undefined where it is part of something else. */
export function placeOfWord(text: string, word: string): WordPlace | undefined {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  let place: WordPlace | undefined;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (String(node.value) !== word) return undefined;
      place = placeOf(key === 'key', [...ancestors, node]);
      return visit.BREAK;
    },
  });
  return place;
}

function placeOf(isKey: boolean, chain: readonly unknown[]): WordPlace {
  const path: (string | number)[] = [];
  let beside: readonly string[] = [];
  for (const [index, item] of chain.entries()) {
    const next = chain[index + 1];
    if (isSeq(item) && next) path.push(item.items.indexOf(next));
    if (isPair(item) && !(isKey && next === item.key)) path.push(keyOf(item.key));
    if (isMap(item)) beside = item.items.filter((pair) => pair !== next).map(({ key }) => keyOf(key));
  }
  return { path, at: isKey ? 'key' : 'value', beside: isKey ? beside : [] };
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}
