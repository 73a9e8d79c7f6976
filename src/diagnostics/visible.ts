/** Text of the user's as a terminal may show it: nothing in it moves the cursor or turns the line around. */
import stringWidth from 'fast-string-width';

const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Control, bidirectional and zero-width characters as `\x1b` or `\u202e`; everything else as it is. */
export function visible(text: string): string {
  return text.replace(UNPRINTABLE, escapeCharacter);
}

/** The same of a text of many lines, whose cells tabs may set apart. */
export function visibleLines(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    /[\t\n]/.test(character) ? character : escapeCharacter(character),
  );
}

/** Columns that a text takes on a terminal: wide characters count 2, combining marks 0. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
