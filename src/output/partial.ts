/** The mark behind cells that may still change. */
import type { Table } from '../model/table.ts';

/** `*` for such a cell, a blank for the others of its column so that digits stay in line, nothing elsewhere. */
export function partialMarks(table: Table): (row: number, column: number) => string {
  const { partial = [] } = table;
  const cells = new Set(partial.map(([row, column]) => `${row} ${column}`));
  const columns = new Set(partial.map(([, column]) => column));
  return (row, column) => (cells.has(`${row} ${column}`) ? '*' : columns.has(column) ? ' ' : '');
}
