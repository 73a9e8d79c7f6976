/** Tests of one value. */
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { parseOperand, parseWindows } from './operand.ts';
import { findOperator } from './operators/index.ts';
import { type Parsing, wrongValue } from './parsing.ts';
import type { ListSyntax, OperandSyntax, TestPart, TestSyntax } from './syntax.ts';
import { isWindowWord } from './windows.ts';

/** What modifies the text tests beside it. */
export const modifierKeys = ['ignore_case', 'ignore_accents'];

/** What picks those who are highest or lowest in something. */
export const ranks = ['top', 'bottom'] as const;

/** Parses a test: a scalar is `eq` (or `during`), a list is `in`, a mapping means all its keys. */
export function parseTest(node: YamlNode, parsing: Parsing): TestSyntax {
  switch (node.kind) {
    case 'scalar':
      return node;
    case 'list':
      return parseList(node);
    case 'map':
      return parseTests(node.entries, node.span, parsing);
  }
}

/** Parses the keys of a test that stand beside other keys. */
export function parseTests(
  entries: readonly YamlEntry[],
  span: YamlNode['span'],
  parsing: Parsing,
): TestSyntax {
  return { kind: 'tests', parts: entries.map((entry) => parsePart(entry, parsing)), span };
}

function parseList(node: Extract<YamlNode, { kind: 'list' }>): ListSyntax {
  const items = node.items.map((item): OperandSyntax => {
    if (item.kind === 'scalar') return item;
    return item.kind === 'list' ? parseList(item) : { kind: 'mapping', span: item.span };
  });
  return { kind: 'list', items, span: node.span };
}

function parsePart(entry: YamlEntry, parsing: Parsing): TestPart {
  const { key, value } = entry;
  switch (key.text) {
    case 'not':
      return { kind: 'not', key, value: parseTest(value, parsing) };
    case 'anniversary':
      return parseAnniversary(entry, parsing);
    case 'top':
    case 'bottom':
      return parseRank(key.text, entry, parsing);
  }
  const known = findOperator(key.text) || isWindowWord(key.text) || modifierKeys.includes(key.text);
  if (!known) return { kind: 'unknown', key };
  const operand = parseOperand(key, value, parsing);
  return operand ? { kind: 'operand', key, value: operand } : { kind: 'reported' };
}

function parseAnniversary({ key, value }: YamlEntry, parsing: Parsing): TestPart {
  if (value.kind === 'scalar') return { kind: 'anniversary', key, value };
  const entries = value.kind === 'map' ? value.entries : [];
  if (entries.length === 0 || !entries.every((entry) => isWindowWord(entry.key.text))) {
    const help = 'write `anniversary: { next: 7d }` or `anniversary: today`';
    parsing.report(wrongValue(value, 'a window or a period', help));
    return { kind: 'reported' };
  }
  return {
    kind: 'anniversary',
    key,
    value: { kind: 'windows', windows: parseWindows(entries, parsing), span: value.span },
  };
}

export function parseRank(side: 'top' | 'bottom', { key, value }: YamlEntry, { report }: Parsing): TestPart {
  if (value.kind === 'scalar') return { kind: 'rank', key, side, value };
  const only = value.kind === 'map' && value.entries.length === 1 ? value.entries[0] : undefined;
  if (only?.key.text !== 'customers' || only.value.kind !== 'scalar') {
    report(wrongValue(value, 'a share such as `10%`, or `{ customers: 500 }`'));
    return { kind: 'reported' };
  }
  return { kind: 'rank', key, side, value: { kind: 'customers', customers: only.value, span: value.span } };
}
