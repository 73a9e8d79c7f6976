/** Tables for a terminal: framed when short, plain when long or when only that fits. */

import { renderDiagnostic } from '../diagnostics/render.ts';
import { wrap } from '../diagnostics/wrap.ts';
import type { Table } from '../model/table.ts';
import { inAscii } from './ascii.ts';
import { cellNumber, fileText } from './cell.ts';
import { diagnosticPaint } from './diagnostic-paint.ts';
import { figureLines } from './figures/terminal.ts';
import type { Look, TextFormat } from './format.ts';
import { type Drawing, fitWidths, type GridColumn, gridOf, groupBreaks, type Yielding } from './grid.ts';
import { type HeatShares, heatShade, heatShares } from './heat.ts';
import { outlineLines } from './outline.ts';
import { plainLines } from './plain-table.ts';
import type { Detail } from './show.ts';

/** Longer tables are drawn by a renderer of our own: the framing one takes seconds for some thousand rows. */
const FRAMED_ROWS = 200;
const detailLevels: readonly Detail[] = ['full', 'rounded', 'bare'];

export const table: TextFormat = {
  kind: 'text',
  name: 'table',
  summary: 'for people: aligned, rounded, as wide as the terminal',
  extensions: ['txt'],
  reader: 'person',
  stops: true,
  paints: true,
  message: (diagnostic, { paint, columns }) =>
    `${renderDiagnostic(diagnostic, diagnosticPaint(paint), columns)}\n\n`,
  async *write(data, look) {
    for await (const text of drawn(data, look)) yield look.isAscii ? inAscii(text) : text;
    for (const line of (look.figures ?? []).flatMap((figure) => figureLines(figure, look)))
      yield `${look.isAscii ? inAscii(line) : line}\n`;
  },
};

async function* drawn(data: Table, look: Look): AsyncGenerator<string> {
  if (data.columns.length === 0) return;
  if (data.picture?.kind === 'outline') {
    for (const line of outlineLines(data, data.picture, look)) yield `${line}\n`;
    return;
  }
  const shares = heatShares(data);
  const layout = layoutOf(data, look, shares);
  const drawing = drawingOf(data, look, shares, layout);
  if (layout.framed) yield (await import('./framed-table.ts')).framedTable(drawing);
  else for (const line of plainLines(drawing)) yield `${line}\n`;
  const left = hiddenColumns(data, layout);
  if (left === 0) return;
  const note = `… ${left} more ${left === 1 ? 'column' : 'columns'}: widen the terminal, or take \`--format csv\``;
  for (const line of wrap(note, look.columns ?? note.length)) yield `${line}\n`;
}

interface Layout {
  readonly framed: boolean;
  readonly columns: readonly GridColumn[];
  readonly widths: readonly number[];
}

/**
 * The richest layout that fits: all in frames, without frames, without columns in which nothing stands, with less detail
 * in the picture; then free text is cut, then columns at the right go, and last of all names are cut.
 */
function layoutOf(data: Table, look: Look, shares: HeatShares): Layout {
  const room = look.columns ?? Number.POSITIVE_INFINITY;
  const mark = look.paint.level >= 2 ? () => '' : shadeMark(shares);
  const details = data.picture ? detailLevels : detailLevels.slice(0, 1);
  const grids = details.map((detail) => gridOf(data, detail, mark));
  const lean = grids.map((columns) => withoutEmpty(columns));
  const frames = data.rows.length <= FRAMED_ROWS;
  for (const columns of [grids[0]!, ...lean]) {
    const whole = fitted(columns, room, 'nothing', frames);
    if (whole) return whole;
  }
  const least = lean.at(-1)!;
  for (let count = least.length; count > 0; count--) {
    const found = fitted(least.slice(0, count), room, 'prose', false);
    if (found) return found;
  }
  const first = least.slice(0, 1);
  return { framed: false, columns: first, widths: first.map(({ natural }) => Math.min(natural, room)) };
}

function fitted(
  columns: readonly GridColumn[],
  room: number,
  yielding: Yielding,
  frames: boolean,
): Layout | undefined {
  const framed = frames ? fitWidths(columns, room - 3 * columns.length - 1, yielding) : undefined;
  if (framed) return { framed: true, columns, widths: framed };
  const widths = fitWidths(columns, room - plainGaps(columns), yielding);
  return widths && { framed: false, columns, widths };
}

/** Without columns whose cells are all blank, where others are left. */
function withoutEmpty(columns: readonly GridColumn[]): readonly GridColumn[] {
  const filled = columns.filter(({ cellWidth }) => cellWidth > 0);
  return filled.length === 0 ? columns : filled;
}

/** How many columns with something in them are not shown. */
function hiddenColumns({ columns, rows }: Table, layout: Layout): number {
  const shown = new Set(layout.columns.map(({ place }) => place));
  const isFilled = (place: number): boolean => rows.some((row) => fileText(row[place] ?? null) !== '');
  return columns.filter((_, place) => !shown.has(place) && isFilled(place)).length;
}

function plainGaps(columns: readonly GridColumn[]): number {
  return columns.length - 1;
}

function shadeMark(shares: HeatShares): (row: number, column: number) => string {
  return (row, column) => {
    const share = shares(row, column);
    return share === undefined ? '' : heatShade(share);
  };
}

function drawingOf(data: Table, { paint }: Look, shares: HeatShares, layout: Layout): Drawing {
  return {
    ...layout,
    rows: data.rows.length,
    breaks: groupBreaks(data),
    paintHead: paint.bold,
    paint: (text, row, place) => {
      const share = shares(row, place);
      if (share === undefined) return text;
      // What is nothing has no colour: the quietest cell on a dark ground as on a light one.
      return cellNumber(data.rows[row]?.[place] ?? null) === 0 ? paint.dim(text) : paint.heat(share, text);
    },
  };
}
