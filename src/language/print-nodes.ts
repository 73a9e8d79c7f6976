/** What printed syntax is made of. */
import type { WrittenEntry, WrittenNode, WrittenScalar } from '../yaml/write.ts';
import type { ScalarSyntax } from './syntax.ts';

/** A word of the language, or what reads as one. */
export function word(text: string): WrittenScalar {
  return { kind: 'scalar', text, quoted: false };
}

/** A text of the user's own: without quotes where it is plain words. */
export function words(text: string): WrittenScalar {
  return { kind: 'scalar', text, quoted: !/^[\p{L}][\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+)*$/u.test(text) };
}

export function entry(key: string, value: WrittenNode): WrittenEntry {
  return { key: word(key), value };
}

export function keyed(key: ScalarSyntax, value: WrittenNode): WrittenEntry {
  return { key, value };
}

export function mapNode(entries: readonly WrittenEntry[]): WrittenNode {
  return { kind: 'map', entries };
}

export function listNode(items: readonly WrittenNode[]): WrittenNode {
  return { kind: 'list', items };
}

export function oneOrList(items: readonly WrittenNode[]): WrittenNode {
  return items.length === 1 ? items[0]! : listNode(items);
}

/** `0.125` as `12.5%`, to the digit. */
export function percent(share: string): WrittenScalar {
  const [whole = '0', decimals = ''] = share.split('.');
  const digits = `${whole}${decimals.slice(0, 2).padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
  const rest = decimals.slice(2);
  return word(`${digits}${rest === '' ? '' : `.${rest}`}%`);
}
