/** A file of a table as the world writes it, from a seed: what it holds, how that is written, what was done to it. */
import { gzipSync } from 'node:zlib';
import { type Random, randomFrom } from '../oracle/random.ts';

export interface TableFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** For the project file, beside the path. */
  readonly options: string;
  readonly columns: readonly string[];
  /** The rows that can be read, as text by column; the first is the key. Absent where the file is to be refused. */
  readonly rows?: readonly (readonly string[])[];
  /** Rows that cannot be read. */
  readonly damaged: number;
}

export function tableFile(seed: number): TableFile {
  const random = randomFrom(seed);
  const content = contentOf(random);
  // Of a JSON file without an object nobody can say what columns it has.
  const isCsv = content.rows.length === 0 || random.chance(0.75);
  return isCsv ? csvFile(content, random) : jsonFile(content, random);
}

interface Content {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function contentOf(random: Random): Content {
  const kinds = Array.from({ length: random.int(1, 4) }, () => random.pick(Object.values(values)));
  const count = random.weighted([
    [8, () => random.int(0, 30)],
    [1, () => random.int(1100, 1400)],
  ]);
  const rows = Array.from({ length: count }, (_, row) => [
    String(row + 1),
    ...kinds.map((make) => make(random)),
  ]);
  if (count > 0 && random.chance(0.3)) surprise(rows, random);
  return { columns: ['id', ...kinds.map((_, index) => `c${index}`)], rows };
}

/** Late, where the head of the file suggests something else. */
function surprise(rows: string[][], random: Random): void {
  const row = rows[random.chance(0.7) ? rows.length - 1 : random.int(0, rows.length - 1)]!;
  row[random.int(1, row.length - 1)] = random.pick([
    'x',
    '007',
    '1.123',
    ' 5 ',
    '-',
    '2026-02-30',
    'NaN?',
    'Łódź',
    '1e5',
  ]);
}

const two = (n: number): string => String(n).padStart(2, '0');
const words = [
  'a',
  'Łódź',
  'x y',
  'it is',
  'e\u0301',
  'ς',
  '日本',
  '𝄞',
  "O'Neil",
  '5" disc',
  'a,b',
  'a;b',
  '"',
  'line\nline',
  'l\r\nl',
  ' padded ',
  '',
  'NULL',
  'tab\there',
  '#',
  '\\',
  '\\"',
];

const values: Readonly<Record<string, (random: Random) => string>> = {
  words: (random) => random.pick(words),
  plain: (random) => `w${random.int(0, 99)}`,
  integers: (random) => String(random.int(-500, 5000)),
  decimals: (random) => `${random.int(0, 500)}.${two(random.int(0, 99))}`,
  dates: (random) => `20${two(random.int(0, 30))}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`,
  flags: (random) => random.pick(['true', 'false']),
  gaps: (random) => random.pick(['', String(random.int(0, 9))]),
};

type Pack = (bytes: Buffer) => Buffer;

function csvFile({ columns, rows }: Content, random: Random): TableFile {
  const delimiter = random.pick([',', ',', ';', '\t', '|']);
  const lineEnd = random.pick(['\n', '\n', '\r\n', '\r']);
  const style: Style = { delimiter, quotes: random.pick(['needed', 'all', 'some']), random };
  const lines = [columns, ...rows].map((row) => lineOf(row, style));
  const { damaged, kept } = damage(lines, rows, style);
  const isMixed = lineEnd !== '\r' && random.chance(0.1);
  const ends = lines.map(() => (isMixed ? random.pick(['\n', '\r\n']) : lineEnd));
  if (random.chance(0.3)) ends[ends.length - 1] = '';
  const blank = columns.length > 1 && random.chance(0.1) ? lineEnd : '';
  const text = lines.map((line, index) => line + ends[index]).join('') + (ends.at(-1) === '' ? '' : blank);
  const told =
    delimiter !== '\t' && random.chance(0.05) ? `sep=${delimiter}${random.pick(['\n', '\r\n'])}` : '';
  const encoding = damaged > 0 ? 'utf8' : random.pick(['utf8', 'utf8', 'utf8', 'mark', 'utf16le'] as const);
  const bytes = encoded(told + text, encoding);
  const file = {
    columns,
    rows: kept,
    damaged,
    options: `delimiter: ${JSON.stringify(delimiter)}, on_error: skip`,
  };
  return packed({ ...file, name: 'csv', bytes }, random);
}

interface Style {
  readonly delimiter: string;
  readonly quotes: 'needed' | 'all' | 'some';
  readonly random: Random;
}

function lineOf(row: readonly string[], { delimiter, quotes, random }: Style): string {
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
  { delimiter, random }: Style,
): { readonly damaged: number; readonly kept: readonly (readonly string[])[] } {
  if (rows.length === 0 || !random.chance(0.25)) return { damaged: 0, kept: rows };
  const chosen = new Set(Array.from({ length: random.int(1, 3) }, () => random.int(0, rows.length - 1)));
  for (const row of chosen) {
    const key = rows[row]![0]!;
    lines[row + 1] = random.pick([
      key,
      `${lines[row + 1]!.replaceAll(/[\r\n]/g, ' ')}${delimiter}more${delimiter}more`,
      `${key}${`${delimiter}x`.repeat(rows[row]!.length - 2)}${delimiter}"open`,
      `${key}${`${delimiter}x`.repeat(rows[row]!.length - 2)}${delimiter}"a"b`,
      `${key}${`${delimiter}x`.repeat(rows[row]!.length - 2)}${delimiter}n\0l`,
    ]);
  }
  return { damaged: chosen.size, kept: rows.filter((_, row) => !chosen.has(row)) };
}

function encoded(text: string, encoding: 'utf8' | 'mark' | 'utf16le'): Buffer {
  if (encoding === 'utf8') return Buffer.from(text);
  return Buffer.from(`\ufeff${text}`, encoding === 'mark' ? 'utf8' : 'utf16le');
}

function jsonFile({ columns, rows }: Content, random: Random): TableFile {
  const isList = random.chance(0.3);
  const indent = random.chance(0.2) ? 2 : undefined;
  const objects = rows.map((row) =>
    JSON.stringify(objectOf(columns, row), undefined, isList ? indent : undefined),
  );
  const end = random.chance(0.3) ? '' : '\n';
  const text = isList ? `[${objects.join(',\n')}]${end}` : objects.join('\n') + end;
  const bytes = Buffer.from((random.chance(0.1) ? '\ufeff' : '') + text);
  const name = isList ? 'json' : 'jsonl';
  return packed({ columns, rows, damaged: 0, options: 'on_error: skip', bytes, name }, random);
}

function objectOf(columns: readonly string[], row: readonly string[]): Readonly<Record<string, unknown>> {
  const jsonValue = (cell: string, index: number): unknown => {
    if (cell === '') return null;
    return index > 0 && /^-?(0|[1-9]\d{0,8})(\.\d+)?$/.test(cell) ? Number(cell) : cell;
  };
  return Object.fromEntries(columns.map((column, index) => [column, jsonValue(row[index]!, index)]));
}

/** Plain, or packed, or packed and not whole: then it is to be refused. */
function packed(file: TableFile, random: Random): TableFile {
  const packs: readonly (readonly [string, Pack])[] = [
    ['.gz', (bytes) => gzipSync(bytes)],
    [
      '.gz',
      (bytes) =>
        Buffer.concat([
          gzipSync(bytes.subarray(0, bytes.length >> 1)),
          gzipSync(bytes.subarray(bytes.length >> 1)),
        ]),
    ],
  ];
  if (random.chance(0.6)) return file;
  const [ending, pack] = random.pick(packs);
  const whole = pack(file.bytes);
  const name = `${file.name}${ending}`;
  if (random.chance(0.5)) return { ...file, name, bytes: whole };
  const { rows: _, ...refused } = file;
  return { ...refused, name, bytes: broken(whole, random) };
}

function broken(bytes: Buffer, random: Random): Buffer {
  return random.weighted([
    // Never at the end of a part, behind which nothing need follow.
    [3, () => bytes.subarray(0, bytes.length - random.int(1, 8))],
    [3, () => bytes.subarray(0, random.int(1, 9))],
    [1, () => flipped(bytes, bytes.length - random.int(1, 8))],
    [1, () => Buffer.concat([bytes, Buffer.from('left over')])],
  ]);
}

function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place]! ^= 1;
  return copy;
}
