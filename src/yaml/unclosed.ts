/** Brackets and quotes that are opened and not closed. */
import type { YAMLParseError } from 'yaml';
import type { Explanation, Place } from './explanation.ts';

/** The bracket that is still open at the place, which is the one to show. */
export function explainUnclosed(error: YAMLParseError, { text, start }: Place): Explanation {
  const close = /\bmap(ping)?\b/i.test(error.message) ? '}' : ']';
  const open = close === '}' ? '{' : '[';
  const from = lastOpen(text.slice(0, start), open, close);
  const upTo = text.slice(from, start);
  return {
    code: 'unclosed-bracket',
    message: `this \`${open}\` is not closed by a \`${close}\``,
    start: from,
    end: from + 1,
    help: /\s#/.test(upTo)
      ? `the \`#\` after a space begins a comment: quote the value if it belongs to it`
      : `write the \`${close}\`; lines inside are indented more than the key`,
  };
}

function lastOpen(text: string, open: string, close: string): number {
  let depth = 0;
  for (let index = text.length - 1; index >= 0; index--) {
    if (text[index] === close) depth++;
    else if (text[index] === open && depth-- === 0) return index;
  }
  return Math.max(0, text.lastIndexOf(open));
}

export function explainUnclosedQuote(text: string, end: number, double: boolean): Explanation {
  const mark = double ? '"' : "'";
  const pattern = double ? /"(?:[^"\\]|\\.)*/gsy : /'(?:[^']|'')*/gsy;
  const from = openingQuote(text, end, mark, pattern);
  return {
    code: 'unclosed-quote',
    message: `the quote that opens here is not closed`,
    start: from,
    end: Math.max(from + 1, Math.min(end, lineEnd(text, from))),
    help: `write a \`${mark}\` at the end of the text`,
  };
}

/** The first quote that starts a value and has no end before the place. */
function openingQuote(text: string, end: number, mark: string, pattern: RegExp): number {
  const openings = [...text.slice(0, end).matchAll(new RegExp(`(?:^|[\\s,[{])(${mark})`, 'g'))];
  for (const opening of openings) {
    const index = opening.index + opening[0].length - 1;
    pattern.lastIndex = index;
    const matched = pattern.exec(text)?.[0].length ?? 0;
    if (index + matched >= text.length) return index;
  }
  return Math.max(0, text.lastIndexOf(mark, end));
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
