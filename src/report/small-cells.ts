/** Figures that stand for few people are not told, nor can they be had from the others (`stats/suppression.ts`). */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Table } from '../model/table.ts';
import { countSheet, isFew } from '../stats/suppression.ts';

export type CellPlace = readonly [row: number, column: number];

/** Which counts are withheld that are the parts of a whole which is known. */
export function withheld(counts: readonly number[], least: number): readonly boolean[] {
  const sheet = countSheet();
  const whole = sheet.add(
    counts.reduce((sum, count) => sum + count, 0),
    'elsewhere',
  );
  sheet.sum(
    whole,
    counts.map((count) => sheet.add(count)),
  );
  return sheet.withheld(least).slice(1);
}

/** The cell stands as a dot: its value is in the page nowhere. */
export function withholding(table: Table, cells: readonly CellPlace[]): Table {
  if (cells.length === 0) return table;
  const gone = new Set(cells.map(([row, column]) => `${row} ${column}`));
  const rows = table.rows.map((row, index) =>
    row.map((cell, column) => (gone.has(`${index} ${column}`) ? null : cell)),
  );
  return { ...table, rows, withheld: [...(table.withheld ?? []), ...cells] };
}

/** Rows that count a part each of one whole: of those withheld, every cell from `first` on is. */
export function withholdRows(table: Table, counted: number, least: number, first = counted): Table {
  const hidden = withheld(
    table.rows.map((row) => Number(row[counted] ?? 0)),
    least,
  );
  return withholding(
    table,
    table.rows.flatMap((row, index) => (hidden[index] ? cellsFrom(row, index, first) : [])),
  );
}

/** The cells of a row from a column on. */
export function cellsFrom(row: readonly unknown[], index: number, first: number): readonly CellPlace[] {
  return row.slice(first).map((_, at) => [index, first + at] as const);
}

/** A matrix of shares of its rows, whose number of people stands in a column; the shares of a row are a whole. */
export function withholdShares(table: Table, total: number, least: number): Table {
  const cells = table.rows.flatMap((row, index) => {
    const people = Number(row[total] ?? 0);
    const counts = row.slice(total + 1).map((cell) => Math.round(Number(cell ?? 0) * people));
    if (isFew(people, least)) return cellsFrom(row, index, total);
    const hidden = withheld(counts, least);
    return cellsFrom(row, index, total + 1).filter((_, at) => hidden[at] && row[total + 1 + at] !== null);
  });
  return withholding(table, cells);
}

/** Without remarks of few people: those say so in their facts. */
export function tellable(notes: readonly Diagnostic[], least: number): readonly Diagnostic[] {
  return notes.filter(({ facts }) => !countingFacts.some((name) => isFew(Number(facts?.[name] ?? 0), least)));
}

/** Facts that count people, or rows that may be those of one. */
const countingFacts = ['customers', 'returning', 'scored', 'prospects', 'rows', 'gone'];
