/**
 * Text as every relation holds it: without outer white space, NFC, and NULL when nothing is left. The
 * expensive way is taken only by values that may need it: 20 million keys took 15 s with it alone, and no
 * measurable time with the test before it (`length` counts characters and `strlen` bytes). Text with a NUL stays as it
 * is composed: the engine's function ends there.
 */
import { uncleanKey } from '../database/engine-failure.ts';
import { quoteText } from '../database/quote.ts';

const asciiSpace = ' \t\n\v\f\r';
const otherSpace = '\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

const space = asciiSpace + expandRange(otherSpace);

/**
 * Statements that define `source_text(value)`, and `source_key(value)`, which stops the query with `uncleanKey`
 * at a value that would have to be cleaned; to be run once for a database.
 */
export const cleaningMacros: readonly string[] = [
  `CREATE OR REPLACE TEMP MACRO source_cleaned(value) AS nullif(trim(CASE WHEN contains(value, chr(0)) THEN value
    ELSE nfc_normalize(value) END, ${quoteText(space)}), '')`,
  `CREATE OR REPLACE TEMP MACRO source_text(value) AS CASE
    WHEN value >= '!' AND length(value) = strlen(value) AND NOT (${endsInSpace()}) THEN value
    ELSE source_cleaned(value) END`,
  `CREATE OR REPLACE TEMP MACRO source_key(value) AS CASE
    WHEN value IS NOT DISTINCT FROM source_text(value) THEN value ELSE error(${quoteText(uncleanKey)}) END`,
];

function endsInSpace(): string {
  return [...asciiSpace].map((character) => `suffix(value, ${quoteText(character)})`).join(' OR ');
}

function expandRange(characters: string): string {
  return characters.replace(/(.)-(.)/u, (_, from: string, to: string) => {
    const first = from.codePointAt(0)!;
    return Array.from({ length: to.codePointAt(0)! - first + 1 }, (_, step) =>
      String.fromCodePoint(first + step),
    ).join('');
  });
}
