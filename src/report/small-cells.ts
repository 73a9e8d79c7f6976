/** Figures that stand for few people are not told, nor can they be had from the others. */
import type { Table } from '../model/table.ts';

/**
 * Which counts of a table whose total is known are withheld: those of fewer people than `least`, but not of nobody,
 * and with them the next smallest, until at least two are withheld that are as many as `least` together.
 */
export function withheld(counts: readonly number[], least: number): readonly boolean[] {
  const hidden = counts.map((count) => count > 0 && count < least);
  if (!hidden.includes(true)) return hidden;
  const rest = counts.map((count, index) => ({ count, index })).filter(({ count }) => count >= least);
  const queue = rest.toSorted((a, b) => a.count - b.count || a.index - b.index);
  const isEnough = (): boolean => {
    const chosen = counts.filter((_, index) => hidden[index]);
    return chosen.length > 1 && chosen.reduce((sum, count) => sum + count, 0) >= least;
  };
  while (!isEnough()) {
    const next = queue.shift();
    if (!next) return hidden;
    hidden[next.index] = true;
  }
  return hidden;
}

/** The cell stands as a dot: its value is in the page nowhere. */
export function withholding(table: Table, cells: readonly (readonly [row: number, column: number])[]): Table {
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
  const cells = table.rows.flatMap((row, index) =>
    hidden[index] ? row.flatMap((_, column) => (column >= first ? [[index, column] as const] : [])) : [],
  );
  return withholding(table, cells);
}

/** A matrix of shares of its rows, whose number of people stands in a column; the shares of a row are a whole, or not. */
export function withholdShares(table: Table, total: number, least: number): Table {
  const cells = table.rows.flatMap((row, index) => {
    const people = Number(row[total] ?? 0);
    const counts = row.map((cell, column) => (column > total ? Math.round(Number(cell ?? 0) * people) : 0));
    const isFew = people > 0 && people < least;
    const hidden = withheld(counts, least);
    return row.flatMap((cell, column) => {
      const isHidden = isFew ? column >= total : hidden[column] === true;
      return isHidden && cell !== null ? [[index, column] as const] : [];
    });
  });
  return withholding(table, cells);
}
