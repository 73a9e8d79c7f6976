import type { Span } from '../diagnostics/source.ts';

/** A scalar is its characters (NFC); `quoted` ones are text and nothing else. */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly text: string;
  readonly quoted: boolean;
  /** The parameter whose value this is, when it was written as `$name`. */
  readonly parameter?: string;
  readonly span: Span;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly span: Span;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export type YamlNode = YamlScalar | YamlList | YamlMap;

/** The entry of a key. */
export function entryOf(entries: readonly YamlEntry[], key: string): YamlEntry | undefined {
  return entries.find((entry) => entry.key.text === key);
}

/** A value that is not there. */
export function blank(span: Span): YamlScalar {
  return { kind: 'scalar', text: '', quoted: false, span };
}
