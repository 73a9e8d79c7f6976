/** What several engines spell alike, and the standard does not. */
import type { Spelling } from '../dialect.ts';

/** Text with backslashes for quotes and for themselves. */
export const backslashed = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;

/** A name between backticks. */
export const backticked = (name: string): string =>
  `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

export const reserved = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Letters made small one by one: Unicode's full mapping makes two of `İ`, and looks where a `Σ` stands. */
export const foldedLower: Spelling = (item = '') => `LOWER(TRANSLATE(${item}, 'İΣ', 'iσ'))`;
