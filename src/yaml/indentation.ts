/** Lines that do not begin in the column in which they should. */
import type { YAMLParseError } from 'yaml';
import { type At, type Explanation, type Place, unquotedText } from './explanation.ts';
import { explainUnclosed } from './unclosed.ts';

export function explainTab(at: At, tabs = ''): Explanation {
  const message = 'a tab is used as indentation';
  return at('tab-indentation', message, 'indent with spaces, two for each level', tabs.length);
}

export function explainIndent(error: YAMLParseError, place: Place, at: At): Explanation {
  if (/^Flow/.test(error.message)) return explainUnclosed(error, place);
  const tabs = /^ *(\t+)/.exec(place.text.slice(place.lineStart))?.[1];
  if (tabs !== undefined) return explainTab(at, tabs);
  if (/Block scalar/.test(error.message)) {
    return at('indentation', 'this line of the text is indented less than its first', 'indent them alike');
  }
  const [all = '', item] = /^ *-([^\s-]\S*)/.exec(place.rest) ?? [];
  if (item !== undefined) {
    const help = `an item of a list has a space after its \`-\`: \`- ${item}\``;
    return at('missing-space', `\`-${item}\` has no space after its \`-\``, help, all.length);
  }
  return at(
    'indentation',
    'this line is not indented like the lines that it belongs to',
    'start the keys of one mapping, and the items of one list, in the same column',
    Math.min(place.rest.length, unquotedText(place.rest).length),
  );
}
