/** Columns that the project file computes: of the row's others, or of the rows that make one. */
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { unknownKey } from '../diagnostics/unknown-key.ts';
import { entryOf, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { type Parsing, wrongValue } from './parsing.ts';
import { measureEntries } from './rows.ts';
import type { ConditionSyntax, RowsSyntax, ScalarSyntax, TraitValueSyntax } from './syntax.ts';
import { parseMeasured, parseRowArithmetic } from './trait.ts';

/** A column, a number or a text in quotes, or arithmetic over them. */
export type SideSyntax = ScalarSyntax | TraitValueSyntax;

export type ComputedSyntax =
  /** A column under another name. */
  | { readonly kind: 'column'; readonly column: ScalarSyntax }
  | { readonly kind: 'first-of'; readonly items: readonly SideSyntax[]; readonly span: Span }
  | {
      readonly kind: 'choice';
      readonly test: ConditionSyntax;
      readonly is: SideSyntax;
      readonly otherwise?: SideSyntax;
      readonly span: Span;
    }
  | { readonly kind: 'arithmetic'; readonly value: TraitValueSyntax }
  /** A measure of the rows that make one. */
  | { readonly kind: 'measure'; readonly rows: RowsSyntax }
  /** What says how a column of the file is read, or was wrong and has been told. */
  | { readonly kind: 'none' };

const none: ComputedSyntax = { kind: 'none' };

export function parseComputed(node: YamlNode, name: string, parsing: Parsing): ComputedSyntax {
  if (node.kind === 'scalar') return { kind: 'column', column: node };
  if (node.kind === 'list') return none;
  const first = entryOf(node.entries, 'first_of');
  if (first && node.entries.length === 1) return parseFirstOf(first.value, parsing);
  if (entryOf(node.entries, 'if')) return parseChoice(node, parsing);
  const value = parseRowArithmetic(node, parsing);
  if (value) return { kind: 'arithmetic', value };
  if (measureEntries(node).length > 0) {
    const rows = parseMeasured(node, name, parsing);
    return rows ? { kind: 'measure', rows } : none;
  }
  const from = node.entries.length === 1 ? entryOf(node.entries, 'from')?.value : undefined;
  return from?.kind === 'scalar' ? { kind: 'column', column: from } : none;
}

function parseFirstOf(node: YamlNode, parsing: Parsing): ComputedSyntax {
  if (node.kind !== 'list' || node.items.length < 2) {
    parsing.report(wrongValue(node, 'a list of at least two columns', 'write `first_of: [From, To]`'));
    return none;
  }
  const items = node.items.map((item) => parseSide(item, parsing));
  const found = items.filter((item) => item !== undefined);
  return found.length === items.length ? { kind: 'first-of', items: found, span: node.span } : none;
}

const choiceKeys = ['if', 'is', 'otherwise'];

/** `{ if: { Type: Refund }, is: To, otherwise: From }`. */
function parseChoice(map: YamlMap, parsing: Parsing): ComputedSyntax {
  const { report } = parsing;
  for (const { key } of map.entries)
    if (!choiceKeys.includes(key.text)) report(unknownKey(key, choiceKeys, 'a column that is computed'));
  const get = (key: string): YamlNode | undefined => entryOf(map.entries, key)?.value;
  const [when, then, other] = [get('if'), get('is'), get('otherwise')];
  if (!when || !then) {
    const help = 'write `{ if: { Type: Refund }, is: To, otherwise: From }`';
    report(wrongValue(map, '`is` beside `if`', help));
    return none;
  }
  const test = parsing.rowTest(when, parsing);
  const is = parseSide(then, parsing);
  const otherwise = other && parseSide(other, parsing);
  if (!is || (other && !otherwise)) return none;
  return { kind: 'choice', test, is, ...(otherwise ? { otherwise } : {}), span: map.span };
}

function parseSide(node: YamlNode, parsing: Parsing): SideSyntax | undefined {
  if (node.kind === 'scalar') return node;
  const value = parseRowArithmetic(node, parsing);
  if (!value) parsing.report(problem(node.span, 'wrong-value', 'expected a column, a number or arithmetic'));
  return value;
}
