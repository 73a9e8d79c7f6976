import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { describeNode } from '../yaml/fields.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ConditionSyntax, OperandSyntax, TestSyntax } from './syntax.ts';

/** What parsing needs beside the text. */
export interface Parsing {
  /** The names of event tables, behind which a block stands; none inside a row test. */
  readonly tables: readonly string[];
  readonly report: Report;
  /** Parses a condition over one row. Blocks hold row tests and conditions hold blocks: the knot is tied here. */
  readonly rowTest: (node: YamlNode, parsing: Parsing) => ConditionSyntax;
}

type Described = Exclude<TestSyntax | OperandSyntax, { kind: 'scalar' | 'list' }> | YamlNode | ListLike;

interface ListLike {
  readonly kind: 'list';
  readonly items: readonly unknown[];
  readonly span: Span;
}

/** A value in a few words: `` `90 dayz` ``, the text `"90"`, a list, a mapping. */
export function describeSyntax(value: Described | { readonly kind: string; readonly span: Span }): string {
  switch (value.kind) {
    case 'scalar':
      return describeNode(value as Extract<YamlNode, { kind: 'scalar' }>);
    case 'list':
      return (value as ListLike).items.length === 0 ? 'an empty list' : 'a list';
    default:
      return isEmpty(value) ? 'an empty mapping' : 'a mapping';
  }
}

function isEmpty(value: object): boolean {
  if ('entries' in value) return (value.entries as readonly unknown[]).length === 0;
  return 'parts' in value && (value.parts as readonly unknown[]).length === 0;
}

/** A value of the wrong kind: expected, found, and what to do. */
export function wrongValue(
  value: { readonly kind: string; readonly span: Span },
  what: string,
  ...help: readonly string[]
): Diagnostic {
  const parameter = quotedParameter(value);
  const message = `expected ${what}, found ${describeSyntax(value)}`;
  return problem(value.span, 'wrong-value', message, ...(parameter ? [parameter] : help));
}

/** What to do about `"$days"`, which is a text and no parameter. */
export function quotedParameter(value: { readonly kind: string }): string | undefined {
  if (value.kind !== 'scalar') return undefined;
  const { text, quoted } = value as Extract<YamlNode, { kind: 'scalar' }>;
  return quoted && /^\$\w+$/.test(text)
    ? `a quoted value is text: take the quotes off the parameter, \`${text}\``
    : undefined;
}
