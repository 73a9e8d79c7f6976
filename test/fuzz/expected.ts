/** What the program has to find in a generated table, and what another reader finds in its files. */
import { parse } from 'csv-parse/sync';
import { madeOf, nameOf, type Seeded } from './files-project.ts';
import type { Part, Reread } from './table-file.ts';

export interface Expected {
  /** Of the list. */
  readonly column: string;
  /** By key. */
  readonly values: ReadonlyMap<string, string>;
  /** Of everybody else. */
  readonly nobody: string;
}

export function expectedOf(table: Seeded): readonly Expected[] {
  const { rows = [], columns, isGrouped } = table;
  if (isGrouped) return groupedOf(table);
  return columns.slice(1).map((column, index) => ({
    column: `${nameOf(table)}.${column}`,
    values: new Map(rows.map((row) => [row[0]!, row[index + 1]!])),
    nobody: '',
  }));
}

/** A row for each value of the first column, of whoever has the first row with it. */
function groupedOf(table: Seeded): readonly Expected[] {
  const owners = new Map<string, string>();
  const made = new Map<string, number>();
  const lines = new Map<string, number>();
  for (const [key = '', cell = ''] of table.rows ?? []) {
    const group = cell.trim().normalize('NFC');
    if (group === '') continue;
    if (!owners.has(group)) made.set(key, (made.get(key) ?? 0) + 1);
    const owner = owners.get(group) ?? key;
    owners.set(group, owner);
    lines.set(owner, (lines.get(owner) ?? 0) + 1);
  }
  const { count, rows } = madeOf(table);
  return [
    { column: count, values: asText(made), nobody: '0' },
    { column: rows, values: asText(lines), nobody: '0' },
  ];
}

const asText = (numbers: ReadonlyMap<string, number>): ReadonlyMap<string, string> =>
  new Map([...numbers].map(([key, number]) => [key, String(number)]));

/** Where the other reader finds something else than was to be written, nothing can be said of ours. */
export function misreadOf({ seed, parts }: Seeded): readonly string[] {
  return parts.flatMap(({ reread, bytes }) =>
    reread === undefined || JSON.stringify(readAgain(bytes, reread)) === JSON.stringify(reread.records)
      ? []
      : [`table ${seed}: the other reader finds other cells than were written`],
  );
}

function readAgain(bytes: Part['bytes'], { encoding, delimiter }: Reread): readonly (readonly string[])[] {
  const text = new TextDecoder(encoding).decode(bytes, { stream: true }).replace(/^sep=.(\r\n|\n)/, '');
  return parse(text, {
    delimiter,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  }) as string[][];
}
