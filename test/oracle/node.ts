import { parse } from 'yaml';

/** YAML as the failsafe schema reads it: text, lists and mappings, nothing else. */
export type Node = string | readonly Node[] | NodeMap;
export interface NodeMap {
  readonly [key: string]: Node;
}

export function readNode(text: string): Node {
  return parse(text, { schema: 'failsafe', maxAliasCount: -1 }) as Node;
}

export const isText = (node: Node | undefined): node is string => typeof node === 'string';
export const isList = (node: Node | undefined): node is readonly Node[] => Array.isArray(node);

export function isMap(node: Node | undefined): node is NodeMap {
  return typeof node === 'object' && node !== null && !isList(node);
}

export function asText(node: Node | undefined): string {
  if (!isText(node)) throw new Error(`not a scalar: ${JSON.stringify(node)}`);
  return node;
}

export function asMap(node: Node | undefined): NodeMap {
  if (!isMap(node)) throw new Error(`not a mapping: ${JSON.stringify(node)}`);
  return node;
}

export function asList(node: Node | undefined): readonly Node[] {
  if (!isList(node)) throw new Error(`not a list: ${JSON.stringify(node)}`);
  return node;
}

/** A list, or the one thing as a list of one. */
export function asItems(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return isList(node) ? node : [node];
}
