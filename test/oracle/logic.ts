import type { Node } from './node.ts';
import { asList, asMap, asText } from './node.ts';

/** One key of a condition mapping that is not logic. */
export type Leaf = (name: string, body: Node) => boolean;

/** Several keys mean all. */
export function meets(condition: Node, leaf: Leaf): boolean {
  const entries = Object.entries(asMap(condition));
  if (entries.length === 0) throw new Error('an empty condition');
  return entries.every(([name, body]) => meetsEntry(name, body, leaf));
}

function meetsEntry(name: string, body: Node, leaf: Leaf): boolean {
  switch (name) {
    case 'all':
      return filled(body).every((item) => meets(item, leaf));
    case 'any':
      return filled(body).some((item) => meets(item, leaf));
    case 'none':
      return !filled(body).some((item) => meets(item, leaf));
    case 'not':
      return !meets(body, leaf);
    case 'at_least': {
      const { n, of } = asMap(body);
      return filled(of).filter((item) => meets(item, leaf)).length >= Number(asText(n));
    }
    default:
      return leaf(name, body);
  }
}

function filled(body: Node | undefined): readonly Node[] {
  const items = asList(body);
  if (items.length === 0) throw new Error('an empty group');
  return items;
}
