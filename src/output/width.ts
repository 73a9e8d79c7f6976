/** How many columns of a terminal a text takes, and texts made to fit them. */
import { displayWidth } from '../diagnostics/visible.ts';

/** Columns of the text; colours take none, wide characters two. */
export function width(text: string): number {
  return isAscii(text) ? text.length : displayWidth(text);
}

/** The text cut to so many columns, with `…` where something is gone. */
export function truncate(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  if (columns <= 0) return '';
  if (isAscii(text)) return `${text.slice(0, columns - 1)}…`;
  let taken = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    const next = width(segment);
    if (used + next > columns - 1) break;
    taken += segment;
    used += next;
  }
  return `${taken}…`;
}

/** The text with blanks after it (before it, when `end`) up to so many columns. */
export function pad(text: string, columns: number, side: 'start' | 'end'): string {
  const blanks = ' '.repeat(Math.max(0, columns - width(text)));
  return side === 'end' ? blanks + text : text + blanks;
}

let segmenter: Intl.Segmenter | undefined;

function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
