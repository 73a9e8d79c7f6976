/** The syntax errors of the yaml package in our words: what is there, and how to write what was meant. */
import type { YAMLParseError } from 'yaml';
import type { Report } from '../diagnostics/diagnostic.ts';
import { lineRange, positionAt } from '../diagnostics/position.ts';
import type { Source } from '../diagnostics/source.ts';
import {
  type At,
  atPlace,
  type Explanation,
  type Place,
  quote,
  toDiagnostic,
  unquotedText,
} from './explanation.ts';
import { explainIndent, explainTab } from './indentation.ts';
import { explainItemAfterKey, explainMissingColon, explainSecondColon } from './keys-and-items.ts';
import { explainBlockMark, explainBracketInText, explainFirstCharacter } from './needs-quotes.ts';
import { oddIndentation } from './odd-space.ts';
import { explainUnclosed, explainUnclosedQuote } from './unclosed.ts';

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
    const isNew = !lines.has(line) && !lines.has(errorLine) && !(explanation.follows && lines.size > 0);
    if (isNew) report(toDiagnostic(source, explanation));
    lines.add(line);
    lines.add(errorLine);
  }
  return lines;
}

function explain(error: YAMLParseError, source: Source): Explanation {
  const { text } = source;
  const start = Math.min(error.pos[0], text.length);
  const range = lineRange(source, positionAt(source, start).line);
  const line = text.startsWith('\ufeff', range.start) ? { ...range, start: range.start + 1 } : range;
  const rest = text.slice(start, line.end).trimEnd();
  const odd = oddIndentation(text.slice(line.start, line.end), line.start);
  return odd ?? explainCode(error, { text, start, rest, lineStart: line.start });
}

function explainCode(error: YAMLParseError, place: Place): Explanation {
  const { text, start, rest, lineStart } = place;
  const at = atPlace(place);
  switch (error.code) {
    case 'BAD_SCALAR_START':
      return explainFirstCharacter(rest, at);
    case 'TAB_AS_INDENT':
      return explainTab(at, /^\t+/.exec(rest)?.[0]);
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
  const explanation = at(
    'unexpected-text',
    rest === '' ? 'something is missing here' : `\`${unquotedText(rest)}\` cannot stand here`,
    'quote it if it is text; check the lines above for a missing quote or bracket',
    unquotedText(rest).length,
  );
  return { ...explanation, follows: true };
}
