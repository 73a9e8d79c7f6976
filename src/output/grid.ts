/** A table as texts for a terminal, and the widths at which it fits. */
import { visible } from '../diagnostics/visible.ts';
import type { ColumnKind, Table } from '../model/table.ts';
import { isNumeric } from './cell.ts';
import { partialMarks } from './partial.ts';
import { type Detail, showColumn } from './show.ts';
import { width } from './width.ts';

export interface GridColumn {
  readonly head: string;
  readonly cells: readonly string[];
  readonly side: 'start' | 'end';
  /** Its place in the table. */
  readonly place: number;
  /** Columns of the terminal that it wants, and the fewest it can do with. */
  readonly natural: number;
  readonly least: number;
}

/** What a renderer draws. */
export interface Drawing {
  readonly columns: readonly GridColumn[];
  readonly widths: readonly number[];
  readonly rows: number;
  /** Paints a cell that is padded already. */
  readonly paint: (text: string, row: number, place: number) => string;
  readonly paintHead: (text: string) => string;
}

const NARROW_TEXT = 10;
const NARROW_HEAD = 6;

/** The columns as shown; those in the picture with this detail, and with a mark of their warmth, if any, behind them. */
export function gridOf(
  table: Table,
  detail: Detail,
  mark: (row: number, column: number) => string,
): readonly GridColumn[] {
  const pictured = new Set(table.picture?.kind === 'heat-map' ? table.picture.columns : []);
  const partial = partialMarks(table);
  return table.columns.map(({ name, kind }, place) => {
    const cells = table.rows.map((row) => row[place] ?? null);
    const shown = showColumn(kind, cells, pictured.has(name) ? detail : 'full');
    const texts = shown.map((text, row) => text + partial(row, place) + mark(row, place));
    return gridColumn(visible(name), texts, place, kind);
  });
}

/** Widths of the columns within so many in all; undefined when even the least is too much. */
export function fitWidths(columns: readonly GridColumn[], room: number): readonly number[] | undefined {
  const widths = columns.map((column) => column.natural);
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const widest = widestAbove(widths, columns);
    if (widest === undefined) return undefined;
    widths[widest]!--;
  }
  return widths;
}

function gridColumn(head: string, cells: readonly string[], place: number, kind: ColumnKind): GridColumn {
  const inCells = cells.reduce((most, cell) => Math.max(most, width(cell)), 0);
  const natural = Math.max(width(head), inCells);
  // Only text can be read when its end is missing; a number, key or time would be another one.
  const narrow = kind === 'text' ? NARROW_TEXT : Math.max(inCells, NARROW_HEAD);
  const side = isNumeric(kind) ? 'end' : 'start';
  return { head, cells, side, place, natural, least: Math.min(natural, narrow) };
}

function widestAbove(widths: readonly number[], columns: readonly GridColumn[]): number | undefined {
  let widest: number | undefined;
  for (const [index, { least }] of columns.entries()) {
    const wider = widest === undefined || widths[index]! > widths[widest]!;
    if (widths[index]! > least && wider) widest = index;
  }
  return widest;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
