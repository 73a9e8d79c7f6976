/** Text that was probably meant for something else: worth a word, since it silently holds nobody. */
import type { ScalarSyntax } from '../language/syntax.ts';
import type { Checking } from './context.ts';
import { messages } from './messages.ts';

const CURLY = /^[“”„‟«»‘’‚]|[“”‟«»‘’]$/u;

/** Warns of `null`, of curly quotes and of `Berlin OR Wien` where text is compared. */
export function warnOfMeant(node: ScalarSyntax, context: Checking): void {
  const { text, quoted } = node;
  if (quoted || node.parameter !== undefined) return;
  if (/^(null|NULL|~)$/.test(text)) context.report(messages.nullText(node));
  else if (CURLY.test(text)) context.report(messages.curlyQuotes(node));
  else if (/\S (OR|AND|\|\||&&) \S/.test(text)) context.report(messages.wordsInText(node));
}
