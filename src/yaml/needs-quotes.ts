/** Text that YAML reads as something else unless it is quoted. */

import { testOfSign } from '../model/signs.ts';
import { type At, type Explanation, type Place, quote, unquotedText } from './explanation.ts';

/** `@home`, `> 5`: a character that may not begin unquoted text. */
export function explainFirstCharacter(rest: string, at: At): Explanation {
  const text = unquotedText(rest);
  return at(
    'needs-quotes',
    rest.startsWith('`')
      ? 'unquoted text may not start with a backtick'
      : `unquoted text may not start with \`${rest.charAt(0)}\``,
    signHelp(text) ?? `put it in quotes: \`${quote(text)}\``,
    text.length,
  );
}

function signHelp(value: string): string | undefined {
  const test = testOfSign(value);
  return test && `write \`${test}\` to compare, or \`${quote(value)}\` if it is text`;
}

/** `gte: > 5`: the mark of a text over several lines at the start of a value. */
export function explainBlockMark({ start, rest, text, lineStart }: Place): Explanation {
  const before = text.slice(lineStart, start);
  const from = lineStart + Math.max(before.lastIndexOf('|'), before.lastIndexOf('>'), 0);
  const value = text.slice(from, start + rest.length);
  return {
    code: 'needs-quotes',
    message: `\`${value.charAt(0)}\` at the start of a value begins a text on the lines below it`,
    start: from,
    end: from + value.length,
    help: signHelp(value) ?? `put it in quotes if it is the value's text: \`${quote(value)}\``,
  };
}

/** `{ file: ${DIR}/x }` and `{ title: Hello [you] }`: brackets end unquoted text inside braces. */
export function explainBracketInText({ text, start, rest, lineStart }: Place, at: At): Explanation {
  const before = /[^\s,:[{][^,:[{]*$/.exec(text.slice(lineStart, start))?.[0] ?? '';
  const bracketed = /^(\{[^}\n]*\}|\[[^\]\n]*\])[^\s,}\]]*/.exec(rest)?.[0] ?? rest.charAt(0);
  return at(
    'needs-quotes',
    `unquoted text inside braces may not contain \`${rest.charAt(0)}\``,
    `put it in quotes: \`${quote(before + bracketed)}\``,
    bracketed.length,
  );
}
