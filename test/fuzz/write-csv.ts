/** CSV as the world writes it. */
import type { Random } from '../oracle/random.ts';
import { singleBytes, wideBytes } from './encodings.ts';
import type { Piece } from './table-content.ts';
import type { Part, Reread } from './table-file.ts';

export interface CsvStyle {
  readonly delimiter: string;
  /** What the project file says of it. */
  readonly encoding: string | undefined;
  readonly random: Random;
}

interface LineStyle extends CsvStyle {
  readonly quotes: 'needed' | 'all' | 'some';
}

export function csvPart({ header, cells, spoiled }: Piece, style: CsvStyle): Part {
  const { delimiter, random } = style;
  const lineEnd = random.pick(['\n', '\n', '\r\n', '\r']);
  const lineStyle: LineStyle = { ...style, quotes: random.pick(['needed', 'all', 'some']) };
  const records = [header, ...cells];
  const lines = records.map((row) => lineOf(row, lineStyle));
  const damaged = style.encoding === undefined ? damage(lines, cells, style) : new Set<number>();
  const isMixed = lineEnd !== '\r' && random.chance(0.1);
  const ends = lines.map(() => (isMixed ? random.pick(['\n', '\r\n']) : lineEnd));
  if (random.chance(0.3)) ends[ends.length - 1] = '';
  const blank = header.length > 1 && random.chance(0.1) ? lineEnd : '';
  const text = lines.map((line, index) => line + ends[index]).join('') + (ends.at(-1) === '' ? '' : blank);
  const told =
    delimiter !== '\t' && random.chance(0.05) ? `sep=${delimiter}${random.pick(['\n', '\r\n'])}` : '';
  const { bytes, encoding } = encoded(told + text, style, damaged.size > 0);
  const reread: Reread = { encoding, delimiter, records };
  return {
    ending: 'csv',
    bytes,
    damaged: new Set([...damaged, ...spoiled]),
    ...(damaged.size > 0 ? {} : { reread }),
  };
}

function lineOf(row: readonly string[], { delimiter, quotes, random }: LineStyle): string {
  return row
    .map((cell) => {
      const isNeeded = /["\r\n]/.test(cell) || cell.includes(delimiter) || cell.startsWith(' ');
      const isQuoted = isNeeded || quotes === 'all' || (quotes === 'some' && random.chance(0.3));
      return isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell;
    })
    .join(delimiter);
}

/** Some rows are written so that nobody can read them; each costs itself and no other. */
function damage(
  lines: string[],
  rows: readonly (readonly string[])[],
  { delimiter, random }: CsvStyle,
): ReadonlySet<number> {
  if (rows.length === 0 || !random.chance(0.25)) return new Set();
  const chosen = new Set(Array.from({ length: random.int(1, 3) }, () => random.int(0, rows.length - 1)));
  for (const row of chosen) {
    const filled = `1${`${delimiter}x`.repeat(Math.max(0, rows[row]!.length - 2))}`;
    lines[row + 1] = random.pick([
      '1',
      `${lines[row + 1]!.replaceAll(/[\r\n]/g, ' ')}${delimiter}more${delimiter}more`,
      `${filled}${delimiter}"open`,
      `${filled}${delimiter}"a"b`,
      `${filled}${delimiter}n\0l`,
    ]);
  }
  return chosen;
}

function encoded(
  text: string,
  { encoding, random }: CsvStyle,
  isDamaged: boolean,
): { readonly bytes: Buffer; readonly encoding: string } {
  if (encoding !== undefined) return { bytes: singleBytes(text, encoding)!, encoding };
  const chosen = isDamaged
    ? 'utf-8'
    : random.pick(['utf-8', 'utf-8', 'utf-8', 'mark', 'utf-16le', 'utf-16be']);
  if (chosen === 'utf-8') return { bytes: Buffer.from(text), encoding: chosen };
  if (chosen === 'mark') return { bytes: Buffer.from(`\ufeff${text}`), encoding: 'utf-8' };
  return { bytes: wideBytes(text, chosen === 'utf-16be'), encoding: chosen };
}
