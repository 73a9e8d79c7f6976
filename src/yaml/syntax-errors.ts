/** The syntax errors of the yaml package in our words: what is there, and how to write what was meant. */
import type { YAMLParseError } from 'yaml';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { lineRange, positionAt } from '../diagnostics/position.ts';
import type { Source } from '../diagnostics/source.ts';
import { testOfSign } from './signs.ts';

/** Spaces that look like spaces and are not, where YAML would have needed one: it takes them for letters. */
export const oddSpace =
  /^(-?)[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]|[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]$|[:\n][ \t]*[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]|[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]#/;

const anyOddSpace = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+/;

interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly help?: string;
}

/** Reports the odd spaces of a token, where YAML would have needed spaces. */
export function reportOddSpace(source: Source, start: number, end: number, report: Report): void {
  report(toDiagnostic(source, explainOddSpace(source.text.slice(start, end), start)));
}

/**
 * Reports the first error of each line that has none yet: those after it on a line are its consequences.
 * Returns the lines that have errors now.
 */
export function reportSyntaxErrors(
  source: Source,
  errors: readonly YAMLParseError[],
  linesWithErrors: ReadonlySet<number>,
  report: Report,
): ReadonlySet<number> {
  const lines = new Set(linesWithErrors);
  const inOrder = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  for (const error of inOrder) {
    const explanation = explain(error, source);
    const line = positionAt(source, explanation.start).line;
    const errorLine = positionAt(source, error.pos[0]).line;
    if (!lines.has(line) && !lines.has(errorLine)) report(toDiagnostic(source, explanation));
    lines.add(line);
    lines.add(errorLine);
  }
  return lines;
}

function toDiagnostic(source: Source, { code, message, start, end, help }: Explanation): Diagnostic {
  const { length } = source.text;
  const span = { source, start: Math.min(start, length), end: Math.min(end, length) };
  return { severity: 'error', code, message, span, ...(help === undefined ? {} : { help: [help] }) };
}

function explain(error: YAMLParseError, source: Source): Explanation {
  const { text } = source;
  const start = Math.min(error.pos[0], text.length);
  const range = lineRange(source, positionAt(source, start).line);
  const line = text.startsWith('\ufeff', range.start) ? { ...range, start: range.start + 1 } : range;
  const rest = text.slice(start, line.end).trimEnd();
  const odd = anyOddSpace.exec(text.slice(line.start, line.end));
  if (odd && /^[ \t]*$/.test(text.slice(line.start, line.start + odd.index))) {
    return explainOddSpace(text.slice(line.start, line.end), line.start);
  }
  return explainCode(error, { text, start, rest, lineStart: line.start });
}

interface Place {
  readonly text: string;
  readonly start: number;
  /** What is left of the line. */
  readonly rest: string;
  readonly lineStart: number;
}

function explainCode(error: YAMLParseError, place: Place): Explanation {
  const { text, start, rest, lineStart } = place;
  const at = (code: string, message: string, help?: string, length = 1): Explanation => ({
    code,
    message,
    start,
    end: start + Math.max(1, length),
    ...(help === undefined ? {} : { help }),
  });
  switch (error.code) {
    case 'BAD_SCALAR_START':
      return at(
        'needs-quotes',
        rest.startsWith('`')
          ? 'unquoted text may not start with a backtick'
          : `unquoted text may not start with \`${rest.charAt(0)}\``,
        signHelp(unquotedText(rest)) ?? `put it in quotes: \`${quote(unquotedText(rest))}\``,
        unquotedText(rest).length,
      );
    case 'TAB_AS_INDENT':
      return at('tab-indentation', tabUsed, tabHelp, /^\t+/.exec(rest)?.[0].length);
    case 'BAD_INDENT':
      return explainIndent(error, place, at);
    case 'BLOCK_AS_IMPLICIT_KEY':
      return explainSecondColon(rest, at);
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS':
      return explainMissingColon(rest, at);
    case 'MISSING_CHAR':
      return explainMissing(error, place, at);
    case 'BAD_DQ_ESCAPE':
      return at(
        'unknown-escape',
        `\`${/^\\./.exec(rest)?.[0] ?? rest.slice(0, 2)}\` is no escape that double quotes know`,
        'use single quotes, in which a backslash is a backslash, or write it twice',
        2,
      );
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
    case 'BAD_PROP_ORDER':
    case 'TAG_RESOLVE_FAILED':
      return at(
        'needs-quotes',
        `\`${rest.charAt(0)}\` has a meaning of its own in YAML, and what follows does not fit it`,
        `put it in quotes if it is text: \`${quote(unquotedText(rest))}\``,
        unquotedText(rest).length,
      );
    case 'BAD_DIRECTIVE':
      return at('needs-quotes', 'a line may not start with `%`', undefined, rest.length);
    case 'BLOCK_IN_FLOW':
      if (text.slice(lineStart, start).trim() !== '' && /^\s*[^\s#]/.test(rest)) {
        return at(
          'missing-comma',
          'a second `:` stands in one item',
          'write a `,` before its key, or quote the value that the `:` belongs to',
          rest.replace(/:.*$/, ':').length,
        );
      }
      return at(
        'block-in-braces',
        'lists and mappings over several lines may not stand inside `[ ]` or `{ }`',
        'use brackets and braces here too, or no brackets around it',
      );
    case 'MULTIPLE_DOCS':
      return at('several-documents', 'a file is one document', undefined, 3);
    case 'RESOURCE_EXHAUSTION':
      return at('too-deep', 'lists and mappings are nested too deep');
    case 'UNEXPECTED_TOKEN':
    case 'IMPOSSIBLE':
    case 'DUPLICATE_KEY':
    case 'NON_STRING_KEY':
    case 'BAD_COLLECTION_TYPE':
      return explainUnexpected(error, place, at);
  }
}

const tabUsed = 'a tab is used as indentation';
const tabHelp = 'indent with spaces, two for each level';

type At = (code: string, message: string, help?: string, length?: number) => Explanation;

function explainIndent(error: YAMLParseError, place: Place, at: At): Explanation {
  if (/^Flow/.test(error.message)) return explainUnclosed(error, place);
  const tabs = /^ *(\t+)/.exec(place.text.slice(place.lineStart))?.[1];
  if (tabs !== undefined) return at('tab-indentation', tabUsed, tabHelp, tabs.length);
  if (/Block scalar/.test(error.message)) {
    return at('indentation', 'this line of the text is indented less than its first', 'indent them alike');
  }
  return at(
    'indentation',
    'this line is not indented like the lines that it belongs to',
    'start the keys of one mapping, and the items of one list, in the same column',
    Math.min(place.rest.length, unquotedText(place.rest).length),
  );
}

/** The bracket that is still open at the place, which is the one to show. */
function explainUnclosed(error: YAMLParseError, { text, start }: Place): Explanation {
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

function explainSecondColon(rest: string, at: At): Explanation {
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

function explainMissingColon(rest: string, at: At): Explanation {
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

function explainMissing(error: YAMLParseError, place: Place, at: At): Explanation {
  const { message } = error;
  const { text, start, rest } = place;
  if (/Missing closing ["']quote/.test(message))
    return explainUnclosedQuote(text, start, message.includes('"'));
  if (/Comments must be separated/.test(message)) {
    return at('missing-space', 'a comment begins right after the value', 'write a space before the `#`');
  }
  if (/^Flow/.test(message)) return explainUnclosed(error, place);
  if (/Missing , /.test(message)) {
    const before = text.slice(0, start).trimEnd().at(-1);
    return before === '$' && rest.startsWith('{')
      ? explainBracketInText(place, at)
      : at(
          'missing-comma',
          'a `,` is missing before this',
          'separate items by commas',
          unquotedText(rest).length,
        );
  }
  if (/Missing space after :/.test(message)) {
    return at('missing-space', 'there is no space after the `:`', 'write `key: value`');
  }
  if (/Sequence item without/.test(message)) {
    return at(
      'missing-dash',
      'an item of this list does not start with `- `',
      'start every item with `- `, all in the same column',
      unquotedText(rest).length,
    );
  }
  if (/directives-end/.test(message)) return at('needs-quotes', 'a line may not start with `%`');
  return explainMissingColon(rest, at);
}

function explainUnclosedQuote(text: string, end: number, double: boolean): Explanation {
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

function explainUnexpected(error: YAMLParseError, place: Place, at: At): Explanation {
  const { message } = error;
  const { text, start, rest, lineStart } = place;
  const before = text.slice(lineStart, start);
  const character = rest.charAt(0);
  if (/block-seq-ind on same line/.test(message)) {
    return /^\s*-?\s*$/.test(before) ? explainMissingColon(rest, at) : explainItemAfterKey(at);
  }
  if (/at node end/.test(message)) {
    if (character === '[' || character === '{') return explainBracketInText(place, at);
    const quoteMark = before.trimEnd().at(-1);
    if (quoteMark === '"' || quoteMark === "'") {
      return at(
        'text-after-quote',
        `\`${rest}\` follows the closing quote`,
        quoteMark === "'"
          ? "quote the whole value; a `'` inside single quotes is written twice: `''`"
          : 'quote the whole value; a `"` inside double quotes is written `\\"`',
        rest.length,
      );
    }
    if (before.trim() === '') {
      return at(
        'indentation',
        'this line does not continue what stands above it',
        'a file is one list or one mapping: indent the line under the key that it belongs to',
        unquotedText(rest).length,
      );
    }
    return at(
      'unexpected-text',
      `\`${unquotedText(rest)}\` does not belong after what stands before it`,
      'quote the whole value if it is text; separate items by commas',
      unquotedText(rest).length,
    );
  }
  if (character === '}' || character === ']') {
    const open = character === '}' ? '{' : '[';
    return at(
      'unopened-bracket',
      `this \`${character}\` closes no \`${open}\``,
      'quote the value if it is text',
    );
  }
  if (/Block scalar header|Not a YAML token/.test(message)) {
    return explainBlockMark(place);
  }
  if (character === ',') {
    return at('missing-item', 'there is nothing before this `,`', 'write one comma between two items');
  }
  return at(
    'unexpected-text',
    rest === '' ? 'something is missing here' : `\`${unquotedText(rest)}\` cannot stand here`,
    'quote it if it is text; check the lines above for a missing quote or bracket',
    unquotedText(rest).length,
  );
}

function signHelp(value: string): string | undefined {
  const test = testOfSign(value);
  return test && `write \`${test}\` to compare, or \`${quote(value)}\` if it is text`;
}

/** `gte: > 5`: the mark of a text over several lines at the start of a value. */
function explainBlockMark({ start, rest, text, lineStart }: Place): Explanation {
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

function explainItemAfterKey(at: At): Explanation {
  return at(
    'list-after-key',
    'a list that starts with `-` may not begin on the line of its key',
    'start it on the next line, indented, or write `[A, B]`',
  );
}

/** `{ file: ${DIR}/x }` and `{ title: Hello [you] }`: brackets end unquoted text inside braces. */
function explainBracketInText({ text, start, rest, lineStart }: Place, at: At): Explanation {
  const before = /[^\s,:[{][^,:[{]*$/.exec(text.slice(lineStart, start))?.[0] ?? '';
  const bracketed = /^(\{[^}\n]*\}|\[[^\]\n]*\])[^\s,}\]]*/.exec(rest)?.[0] ?? rest.charAt(0);
  return at(
    'needs-quotes',
    `unquoted text inside braces may not contain \`${rest.charAt(0)}\``,
    `put it in quotes: \`${quote(before + bracketed)}\``,
    bracketed.length,
  );
}

function explainOddSpace(text: string, offset: number): Explanation {
  const match = anyOddSpace.exec(text);
  const start = offset + (match?.index ?? 0);
  const found = match?.[0] ?? ' ';
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const name = code === '00A0' ? 'a non-breaking space' : 'a special space';
  return {
    code: 'odd-space',
    message: `${name} (U+${code}) stands where only a plain space will do`,
    start,
    end: start + found.length,
    help: 'replace it by a plain space; such characters come with text copied from web pages and documents',
  };
}

/** What is left of a line up to a comment, a comma or a closing bracket. */
function unquotedText(rest: string): string {
  const text = /^.[^,\]}]*/.exec(rest.replace(/\s+#.*$/, ''))?.[0] ?? rest.charAt(0);
  return text.trimEnd();
}

function quote(text: string): string {
  return text.includes('"') || text.includes('\\') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
