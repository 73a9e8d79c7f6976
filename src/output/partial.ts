/** The mark behind cells that may still change. */
import type { Table } from '../model/table.ts';

/** The table with nothing in such cells, for formats that cannot mark them. */
export function withoutPartial(table: Table): Table {
  const { partial = [] } = table;
  if (partial.length === 0) return table;
  const cells = new Set(partial.map(([row, column]) => `${row} ${column}`));
  const rows = table.rows.map((row, index) =>
    row.map((cell, column) => (cells.has(`${index} ${column}`) ? null : cell)),
  );
  return { ...table, rows };
}

/** `*` for such a cell, a blank for the others of its column so that digits stay in line, nothing elsewhere. */
export function partialMarks(table: Table): (row: number, column: number) => string {
  const { partial = [] } = table;
  const cells = new Set(partial.map(([row, column]) => `${row} ${column}`));
  const columns = new Set(partial.map(([, column]) => column));
  return (row, column) => (cells.has(`${row} ${column}`) ? '*' : columns.has(column) ? ' ' : '');
}
