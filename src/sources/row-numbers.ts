/** The row number, as a spreadsheet shows it, of a row that was read. Only for messages: it reads the file again. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { CsvFile } from './csv-file.ts';

/**
 * The row numbers of the n-th (from 0) rows that were read. Blank lines count for the reader of the file
 * and not for the engine; unreadable rows (`lost`, by row number) likewise. Empty for files packed by zstd.
 */
export async function findRows(
  csv: CsvFile,
  ordinals: readonly number[],
  lost: readonly number[],
): Promise<readonly (number | undefined)[]> {
  if (csv.compression === 'zstd') return ordinals.map(() => undefined);
  const wanted = new Set(ordinals);
  const found = new Map<number, number>();
  const skipped = new Set(lost);
  const singleColumn = csv.dialect.header.length === 1;
  let row = 1 - csv.dialect.skip;
  let ordinal = -1;
  for await (const blank of blankRecords(csv)) {
    const isRow = row > 1 && !skipped.has(row) && (singleColumn || !blank);
    if (isRow && wanted.has(++ordinal)) found.set(ordinal, row);
    row += 1;
    if (found.size === wanted.size) break;
  }
  return ordinals.map((wantedOrdinal) => found.get(wantedOrdinal));
}

/** For each record of the file whether it is an empty line. */
async function* blankRecords(csv: CsvFile): AsyncGenerator<boolean> {
  const bytes = createReadStream(csv.path);
  const text: NodeJS.ReadableStream = csv.compression === 'gzip' ? bytes.pipe(createGunzip()) : bytes;
  text.setEncoding('utf8');
  let quoted = false;
  let blank = true;
  let previous = '';
  for await (const chunk of text) {
    for (const character of chunk as string) {
      const lineEnd = character === '\n' || character === '\r';
      if (character === '"') quoted = !quoted;
      if (!lineEnd || quoted) blank = false;
      else if (!(character === '\n' && previous === '\r')) {
        yield blank;
        blank = true;
      }
      previous = character;
    }
  }
  if (!blank) yield false;
}
