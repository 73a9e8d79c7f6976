/** How a CSV file is written: decided once from its beginning, then pinned for the engine. */
import { decodeHead, isUtf8, knownEncoding, markedEncoding } from './encoding.ts';
import { splitRecords } from './records.ts';

export interface Dialect {
  readonly delimiter: string;
  /** Lines before the header: 1 where the first says `sep=;`. */
  readonly skip: number;
  readonly encoding: string;
  /** Names as they stand, trimmed and NFC; a column without a name is `column_3`. */
  readonly header: readonly string[];
}

const delimiters = [',', ';', '\t', '|'];

/** The encoding asked for, marked, or UTF-8; a sentence when that cannot be. */
export function findEncoding(head: Buffer, asked: string | undefined): string | { readonly problem: string } {
  if (asked !== undefined) return knownEncoding(asked) ?? { problem: `\`${asked}\` is no known encoding` };
  const marked = markedEncoding(head);
  if (marked) return marked;
  return isUtf8(head) ? 'utf-8' : { problem: 'it is not UTF-8' };
}

/** Reads delimiter and header from the beginning of a file. */
export function readDialect(head: Buffer, encoding: string, asked: string | undefined): Dialect {
  const text = decodeHead(head, encoding);
  const said = /^sep=(.)\r?\n/i.exec(text);
  const body = said ? text.slice(said[0].length) : text;
  const delimiter = asked ?? said?.[1] ?? guessDelimiter(body);
  const first = splitRecords(body, delimiter).next().value ?? [];
  const header = [...first].map((name, index) => name.trim().normalize('NFC') || `column_${index + 1}`);
  return { delimiter, skip: said ? 1 : 0, encoding, header };
}

/** The delimiter that splits most records into as many fields as the header; the comma for a single column. */
function guessDelimiter(text: string): string {
  const scored = delimiters.map((delimiter) => ({ delimiter, ...scoreDelimiter(text, delimiter) }));
  const split = scored.filter(({ fields }) => fields > 1);
  split.sort((a, b) => b.agreement - a.agreement || b.fields - a.fields);
  return split[0]?.delimiter ?? ',';
}

function scoreDelimiter(
  text: string,
  delimiter: string,
): { readonly fields: number; readonly agreement: number } {
  const counts: number[] = [];
  for (const record of splitRecords(text, delimiter)) {
    if (record.length > 1 || record[0] !== '') counts.push(record.length);
    if (counts.length === 100) break;
  }
  const fields = counts[0] ?? 0;
  return { fields, agreement: counts.filter((count) => count === fields).length / counts.length };
}
