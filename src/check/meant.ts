/** Text that was probably meant for something else: worth a word, since it silently holds nobody. */
import { testOfWords } from '../language/condition-help.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import { testOfSign } from '../model/signs.ts';
import type { Checking } from './context.ts';
import { textMessages } from './text-messages.ts';

const CURLY = /^[“”„‟«»‘’‚]|[“”‟«»‘’]$/u;

/** Warns of `null`, of curly quotes, and of `Berlin OR Wien`, `PL, HU`, `War%` or `<> PL` where text is compared. */
export function warnOfMeant(node: ScalarSyntax, context: Checking): void {
  const { text, quoted } = node;
  if (quoted || node.parameter !== undefined) return;
  const test = testOfSign(text) ?? testOfWords(text) ?? testOfWildcard(text);
  if (/^(null|NULL|~)$/.test(text)) context.report(textMessages.nullText(node));
  else if (/^(true|false)$/i.test(text)) context.report(textMessages.truthText(node));
  else if (CURLY.test(text)) context.report(textMessages.curlyQuotes(node));
  else if (/\S (OR|AND|\|\||&&) \S/.test(text)) context.report(textMessages.wordsInText(node));
  else if (test !== undefined) context.report(textMessages.testInText(node, test));
  else if (/^\S+(?:\s*[,;|]\s*\S+)+$/.test(text)) context.report(textMessages.listInText(node));
}

/** `War%`, `*@x.pl`, `%war%`; undefined for any other text, and for `50%`. */
function testOfWildcard(text: string): string | undefined {
  const [, before, inner, after] = /^([%*]?)([^%*]*[^%*\d])([%*]?)$/.exec(text) ?? [];
  if (inner === undefined || (!before && !after)) return undefined;
  if (before && after) return `{ contains: ${inner} }`;
  return before ? `{ ends_with: ${inner} }` : `{ starts_with: ${inner} }`;
}
