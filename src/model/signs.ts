/** What is written with a sign elsewhere, `>= 3`, and with a word here. */
const words: Readonly<Record<string, string>> = {
  '>=': 'gte',
  '=>': 'gte',
  '≥': 'gte',
  '>': 'gt',
  '<=': 'lte',
  '=<': 'lte',
  '≤': 'lte',
  '<': 'lt',
  '!=': 'ne',
  '<>': 'ne',
  '≠': 'ne',
  '==': 'eq',
  '=': 'eq',
};

const SIGNED = /^(>=|=>|<=|=<|!=|<>|==|[≥≤≠<>=])\s*([\p{L}\p{N}.%_-]+)$/u;

/** The word for a sign that stands by itself, `>=`. */
export function wordOfSign(text: string): string | undefined {
  return Object.hasOwn(words, text) ? words[text] : undefined;
}

/** `{ gte: 3 }` for the text `>= 3`; undefined for any other text. */
export function testOfSign(text: string): string | undefined {
  const match = SIGNED.exec(text.trim());
  return match ? `{ ${words[match[1]!]}: ${match[2]} }` : undefined;
}
