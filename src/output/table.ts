/** Tables for a terminal: framed when short, plain when long or when only that fits. */
import { renderDiagnostic } from '../diagnostics/render.ts';
import type { Table } from '../model/table.ts';
import { diagnosticPaint } from './diagnostic-paint.ts';
import type { Look, TextFormat } from './format.ts';
import { type Drawing, fitWidths, type GridColumn, gridOf } from './grid.ts';
import { type HeatShares, heatShade, heatShares } from './heat.ts';
import { outlineLines } from './outline.ts';
import { plainLines } from './plain-table.ts';
import type { Detail } from './show.ts';

/** Longer tables are drawn by a renderer of our own: the framing one takes seconds for some thousand rows. */
const FRAMED_ROWS = 200;
const DETAILS: readonly Detail[] = ['full', 'rounded', 'bare'];

export const table: TextFormat = {
  kind: 'text',
  name: 'table',
  summary: 'for people: aligned, rounded, as wide as the terminal',
  extensions: ['txt'],
  reader: 'person',
  message: (diagnostic, { paint, columns }) =>
    `${renderDiagnostic(diagnostic, diagnosticPaint(paint), columns)}\n\n`,
  async *write(data, look) {
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
    const left = data.columns.length - layout.columns.length;
    if (left > 0)
      yield `… ${left} more ${left === 1 ? 'column' : 'columns'}: widen the terminal, or take \`--format csv\`\n`;
  },
};

interface Layout {
  readonly framed: boolean;
  readonly columns: readonly GridColumn[];
  readonly widths: readonly number[];
}

/** The richest layout that fits: in frames, without, with less detail in the picture, with fewer columns. */
function layoutOf(data: Table, look: Look, shares: HeatShares): Layout {
  const room = look.columns ?? Number.POSITIVE_INFINITY;
  const mark = look.paint.level >= 2 ? () => '' : shadeMark(shares);
  const grids = (data.picture ? DETAILS : DETAILS.slice(0, 1)).map((detail) => gridOf(data, detail, mark));
  for (const columns of grids) {
    const framed = data.rows.length <= FRAMED_ROWS && fitWidths(columns, room - 3 * columns.length - 1);
    if (framed) return { framed: true, columns, widths: framed };
    const widths = fitWidths(columns, room - plainGaps(columns));
    if (widths) return { framed: false, columns, widths };
  }
  return fewerColumns(grids.at(-1)!, room);
}

function fewerColumns(columns: readonly GridColumn[], room: number): Layout {
  for (let count = columns.length - 1; count > 1; count--) {
    const kept = columns.slice(0, count);
    const widths = fitWidths(kept, room - plainGaps(kept));
    if (widths) return { framed: false, columns: kept, widths };
  }
  const first = columns.slice(0, 1);
  return { framed: false, columns: first, widths: first.map(({ least }) => least) };
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
    paintHead: paint.bold,
    paint: (text, row, place) => {
      const share = shares(row, place);
      return share === undefined ? text : paint.heat(share, text);
    },
  };
}
