/**
 * Text as every relation holds it: without outer white space and characters of no width, without the apostrophe that
 * guards it in a spreadsheet, NFC, and NULL when nothing is left. The
 * expensive way is taken only by values that may need it: 20 million keys took 15 s with it alone, and no
 * measurable time with the test before it (`length` counts characters and `strlen` bytes). Text with a NUL stays as it
 * is composed: the engine's function ends there.
 */
import { UNCLEAN_KEY } from '../database/engine-failure.ts';
import { quoteText } from '../database/quote.ts';

const ASCII_SPACE = ' \t\n\v\f\r';
const OTHER_SPACE = '\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** Characters of no width that say nothing: of those that join letters, scripts and emoji live. */
const INVISIBLE = '\u00ad\u200b\u2060\ufeff';

const space = ASCII_SPACE + expandRange(OTHER_SPACE) + INVISIBLE;

/** An apostrophe before what a spreadsheet would take for a number or a formula. */
const GUARD = `'''[-+=@0-9]*'`;

/**
 * Statements that define `source_text(value)`, and `source_key(value)`, which stops the query with `uncleanKey`
 * at a value that would have to be cleaned; to be run once for a database.
 */
export const cleaningMacros: readonly string[] = [
  `CREATE OR REPLACE TEMP MACRO source_unguarded(value) AS CASE WHEN value GLOB ${GUARD} THEN value[2:] ELSE value END`,
  `CREATE OR REPLACE TEMP MACRO source_trimmed(value) AS trim(value, ${quoteText(space)})`,
  `CREATE OR REPLACE TEMP MACRO source_cleaned(value) AS nullif(CASE WHEN contains(value, chr(0)) THEN source_trimmed(value)
    ELSE source_trimmed(source_unguarded(source_trimmed(nfc_normalize(translate(value, ${quoteText(INVISIBLE)}, ''))))) END, '')`,
  `CREATE OR REPLACE TEMP MACRO source_text(value) AS CASE
    WHEN value >= '!' AND NOT prefix(value, '''') AND length(value) = strlen(value) AND NOT (${endsInSpace()}) THEN value
    ELSE source_cleaned(value) END`,
  `CREATE OR REPLACE TEMP MACRO source_key(value) AS CASE
    WHEN value IS NOT DISTINCT FROM source_text(value) THEN value ELSE error(${quoteText(UNCLEAN_KEY)}) END`,
];

function endsInSpace(): string {
  return [...ASCII_SPACE].map((character) => `suffix(value, ${quoteText(character)})`).join(' OR ');
}

function expandRange(characters: string): string {
  return characters.replace(/(.)-(.)/u, (_, from: string, to: string) => {
    const first = from.codePointAt(0)!;
    return Array.from({ length: to.codePointAt(0)! - first + 1 }, (_, step) =>
      String.fromCodePoint(first + step),
    ).join('');
  });
}
