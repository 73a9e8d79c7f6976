/** A table as texts for a terminal, and the widths at which it fits. */
import { visible } from '../diagnostics/visible.ts';
import type { ColumnKind, Table } from '../model/table.ts';
import { isNumeric } from './cell.ts';
import { partialMarks } from './partial.ts';
import { type Detail, showColumn, showSigned } from './show.ts';
import { width } from './width.ts';

export interface GridColumn {
  readonly head: string;
  readonly cells: readonly string[];
  readonly side: 'start' | 'end';
  /** Its place in the table. */
  readonly place: number;
  readonly kind: ColumnKind;
  /** Columns of the terminal that it wants, that its cells alone do, and the head in as many lines as it has parts. */
  readonly natural: number;
  readonly cellWidth: number;
  readonly headWidth: number;
}

/** What a renderer draws. */
export interface Drawing {
  readonly columns: readonly GridColumn[];
  readonly widths: readonly number[];
  readonly rows: number;
  /** Rows before which there is room. */
  readonly breaks: ReadonlySet<number>;
  /** Paints a cell that is padded already. */
  readonly paint: (text: string, row: number, place: number) => string;
  readonly paintHead: (text: string) => string;
}

const NARROW_TEXT = 10;

/** The columns as shown; those in the picture with this detail, and with a mark of their warmth, if any, behind them. */
export function gridOf(
  table: Table,
  detail: Detail,
  mark: (row: number, column: number) => string,
): readonly GridColumn[] {
  const pictured = new Set(table.picture?.kind === 'heat-map' ? table.picture.columns : []);
  const partial = partialMarks(table);
  return table.columns.map(({ name, kind, signed }, place) => {
    const cells = table.rows.map((row) => row[place] ?? null);
    const shown = signed
      ? showSigned(kind, cells)
      : showColumn(kind, cells, pictured.has(name) ? detail : 'full');
    const texts = shown.map((text, row) => text + partial(row, place) + mark(row, place));
    const once =
      name === table.groups ? texts.map((text, row) => (text === texts[row - 1] ? '' : text)) : texts;
    return gridColumn(visible(name), once, place, kind);
  });
}

/** Rows before which a group ends. */
export function groupBreaks({ groups, columns, rows }: Table): ReadonlySet<number> {
  const place = columns.findIndex(({ name }) => name === groups);
  if (place < 0) return new Set();
  const starts = [...rows.keys()].filter((row) => row > 0 && rows[row]![place] !== rows[row - 1]![place]);
  return new Set(starts);
}

/** What gives way where there is no room: nothing, or free text and, onto more lines, the heads of figures; names never do. */
export type Yielding = 'nothing' | 'prose';

/** Widths of the columns within so many in all; undefined when even the least is too much. */
export function fitWidths(
  columns: readonly GridColumn[],
  room: number,
  yielding: Yielding,
): readonly number[] | undefined {
  const widths = columns.map((column) => column.natural);
  const least = columns.map((column) => leastOf(column, yielding));
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const widest = widestAbove(widths, least);
    if (widest === undefined) return undefined;
    widths[widest]!--;
  }
  return widths;
}

/** The fewest columns of the terminal that it can do with; a number, key or time that is cut would be another one. */
function leastOf({ kind, natural, cellWidth, headWidth }: GridColumn, yielding: Yielding): number {
  if (yielding === 'nothing') return natural;
  if (kind === 'prose') return Math.min(natural, NARROW_TEXT);
  if (kind === 'text') return natural;
  return Math.max(cellWidth, headWidth);
}

function gridColumn(head: string, cells: readonly string[], place: number, kind: ColumnKind): GridColumn {
  const cellWidth = cells.reduce((most, cell) => Math.max(most, width(cell)), 0);
  const natural = Math.max(width(head), cellWidth);
  const side = isNumeric(kind) ? 'end' : 'start';
  const headWidth = Math.max(...headParts(head).map((part) => width(part)));
  return { head, cells, side, place, kind, natural, cellWidth, headWidth };
}

/** `orders_low` as `orders_` and `low`, `value (EUR)` as `value` and `(EUR)`. */
function headParts(head: string): readonly string[] {
  return head.split(/(?<=_)| /);
}

/** A head in lines of so many columns, at least one. */
export function headLines(head: string, room: number): readonly string[] {
  if (width(head) <= room) return [head];
  const lines: string[] = [];
  for (const part of headParts(head)) {
    const last = lines.at(-1);
    const joined = last === undefined ? part : `${last}${last.endsWith('_') ? '' : ' '}${part}`;
    if (last === undefined || width(joined) > room) lines.push(part);
    else lines[lines.length - 1] = joined;
  }
  return lines;
}

function widestAbove(widths: readonly number[], least: readonly number[]): number | undefined {
  let widest: number | undefined;
  for (const [index, fewest] of least.entries()) {
    const wider = widest === undefined || widths[index]! > widths[widest]!;
    if (widths[index]! > fewest && wider) widest = index;
  }
  return widest;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
