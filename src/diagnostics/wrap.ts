/** Text broken into lines between words; what stands in backticks stays on one line where it fits. */
import { displayWidth } from './visible.ts';

const WORDS = /(?:`[^`]*`|[^ `]|`)+/g;

/**
 * Lines of at most `room` columns, the first of at most `first`; a word that is longer stands alone.
 * Blanks at the start of the text stay, those where it is broken go.
 */
export function wrap(text: string, room: number, first = room): readonly string[] {
  const indent = /^ */.exec(text)![0];
  const lines: string[] = [];
  let line = indent;
  let empty = true;
  const limit = (): number => (lines.length === 0 ? first : room);
  for (const word of (text.match(WORDS) ?? []).flatMap((each) => pieces(each, room))) {
    const longer = empty ? line + word : `${line} ${word}`;
    if (empty || displayWidth(longer) <= limit()) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
    empty = false;
  }
  return [...lines, line];
}

function pieces(word: string, room: number): readonly string[] {
  return displayWidth(word) <= room ? [word] : word.split(' ');
}
