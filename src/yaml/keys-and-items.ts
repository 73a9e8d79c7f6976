/** Lines that are neither a key with its value nor an item of a list. */
import { type At, type Explanation, quote, unquotedText } from './explanation.ts';

export function explainSecondColon(rest: string, at: At): Explanation {
  const value = rest.replace(/\s+#.*$/, '');
  if (value.startsWith('- ')) return explainItemAfterKey(at);
  if (/:(\s|$)/.test(value)) {
    return at(
      'needs-quotes',
      'unquoted text may not contain a `:` followed by a space',
      `put it in quotes if it is text: \`${quote(value)}\`; put a nested key on a line of its own`,
      value.length,
    );
  }
  return at(
    'value-and-keys',
    `\`${value}\` is a value, and lines indented below it follow as if it had keys`,
    'give the key either a value or keys of its own',
    value.length,
  );
}

export function explainMissingColon(rest: string, at: At): Explanation {
  const text = unquotedText(rest);
  if (/^-(\s|$)/.test(rest)) {
    return at(
      'list-in-mapping',
      'a list item stands where a key is expected',
      'indent it under the key that it belongs to',
    );
  }
  if (/^-[^-\s]/.test(rest)) {
    const help = `put a space after the dash: \`- ${text.slice(1)}\``;
    return at('missing-space', `\`${text}\` is no list item and no key`, help, text.length);
  }
  const glued = /^([\w.$-]+):(\S.*)$/.exec(text);
  return at(
    'missing-colon',
    `expected \`key: value\`, found \`${text}\``,
    glued
      ? `put a space after the colon: \`${glued[1]}: ${glued[2]}\``
      : 'write a `:` and a value after it; text over several lines is quoted',
    text.length,
  );
}

export function explainItemAfterKey(at: At): Explanation {
  return at(
    'list-after-key',
    'a list that starts with `-` may not begin on the line of its key',
    'start it on the next line, indented, or write `[A, B]`',
  );
}
