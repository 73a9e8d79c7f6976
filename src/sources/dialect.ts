/** How a CSV file is written: decided once from its beginning, then pinned for the engine. */
import { decodeHead, isUtf8, knownEncoding, looksWide, markedEncoding } from './encoding.ts';
import { firstRecords } from './heads.ts';

export interface Dialect {
  readonly delimiter: string;
  /** Whether there is a line before the header, which says `sep=;`. */
  readonly isTold: boolean;
  /** Rows above the header, and below the data, that are none of the table's. */
  readonly skipRows: number;
  readonly skipLast: number;
  /** Names as they stand, trimmed and NFC; a column without a name is `column_3`. */
  readonly header: readonly string[];
}

const delimiters = [',', ';', '\t', '|'];

/** The encoding asked for, marked, or UTF-8; a sentence when that cannot be. */
export function findEncoding(head: Buffer, asked: string | undefined): string | { readonly problem: string } {
  if (asked !== undefined) return knownEncoding(asked) ?? { problem: `\`${asked}\` is no known encoding` };
  const wide = looksWide(head);
  if (wide !== undefined) return { problem: wide };
  const marked = markedEncoding(head);
  if (marked) return marked;
  return isUtf8(head) ? 'utf-8' : { problem: 'it is not UTF-8' };
}

/** Reads delimiter and header from the beginning of a file. */
export function readDialect(
  head: Buffer,
  encoding: string,
  asked: string | undefined,
  { skipRows = 0, skipLast = 0 }: { readonly skipRows?: number; readonly skipLast?: number } = {},
): Dialect {
  const text = decodeHead(head, encoding);
  const said = TOLD_DELIMITER.exec(text);
  const body = said ? text.slice(said[0].length) : text;
  const delimiter = asked ?? said?.[1] ?? guessDelimiter(body, skipRows);
  const first = recordsOf(body, delimiter, skipRows)[0] ?? [];
  const header = first.map((name, index) => name.trim().normalize('NFC') || `column_${index + 1}`);
  return { delimiter, isTold: said !== null, skipRows, skipLast, header };
}

/** Records of the head behind the header; the last of them may be cut. */
export function sampleRecords(
  head: Buffer,
  encoding: string,
  { isTold, delimiter, skipRows }: Dialect,
): readonly (readonly string[])[] {
  const text = decodeHead(head, encoding).replace(isTold ? TOLD_DELIMITER : /^/, '');
  return recordsOf(text, delimiter, skipRows, SAMPLED).slice(1, -1);
}

const SAMPLED = 1000;

/** A first line by which spreadsheets are told the delimiter. */
const TOLD_DELIMITER = /^sep=(.)(\r\n|\n|\r)/i;

const LOOKED = 101;

/** Empty lines do not count. */
function recordsOf(
  text: string,
  delimiter: string,
  skip: number,
  most = LOOKED,
): readonly (readonly string[])[] {
  return firstRecords(text, delimiter, most + skip)
    .slice(skip)
    .filter((record) => record.length > 1 || record[0] !== '');
}

/** The delimiter that splits most records into as many fields as the header; the comma for a single column. */
function guessDelimiter(text: string, skip: number): string {
  const scored = delimiters.map((delimiter) => ({ delimiter, ...scoreDelimiter(text, delimiter, skip) }));
  const split = scored.filter(({ fields }) => fields > 1);
  split.sort((a, b) => b.agreement - a.agreement || b.fields - a.fields);
  return split[0]?.delimiter ?? ',';
}

function scoreDelimiter(
  text: string,
  delimiter: string,
  skip: number,
): { readonly fields: number; readonly agreement: number } {
  const counts = recordsOf(text, delimiter, skip).map((record) => record.length);
  const fields = counts[0] ?? 0;
  return { fields, agreement: counts.filter((count) => count === fields).length / counts.length };
}
