/** An indented outline for a terminal: figures at the left, the text beside them, wrapped under itself. */
import { visible } from '../diagnostics/visible.ts';
import { wrap } from '../diagnostics/wrap.ts';
import type { Outline, Table } from '../model/table.ts';
import type { Look } from './format.ts';
import { showColumn } from './show.ts';
import { pad, width } from './width.ts';

interface OutlineRow {
  readonly depth: number;
  readonly text: string;
  /** One for each column of figures, as they are shown. */
  readonly figures: readonly string[];
}

const INDENT = 2;
const LEAST_TEXT = 24;

/** The table as its picture says, in lines without their ends; rows of depth 0 are bold. */
export function outlineLines(table: Table, picture: Outline, look: Look): readonly string[] {
  const { columns = Number.POSITIVE_INFINITY } = look;
  const head = picture.head.flatMap((line) => wrap(visible(line), columns));
  const rows = outlineRows(table, picture);
  const widths = figureWidths(rows);
  const lines = rows.flatMap((row) => rowLines(row, widths, look));
  return [...head, ...(head.length > 0 ? [''] : []), ...lines];
}

function outlineRows({ columns, rows }: Table, { depth, text, figures }: Outline): readonly OutlineRow[] {
  const placeOf = (wanted: string): number => columns.findIndex(({ name }) => name === wanted);
  const shown = figures.map((name) => {
    const place = placeOf(name);
    return showColumn(
      columns[place]!.kind,
      rows.map((row) => row[place] ?? null),
    );
  });
  const [depths, texts] = [placeOf(depth), placeOf(text)];
  return rows.map((row, index) => ({
    depth: Number(row[depths]),
    text: String(row[texts] ?? ''),
    figures: shown.map((column) => column[index]!),
  }));
}

function rowLines(
  { depth, text, figures }: OutlineRow,
  widths: readonly number[],
  { paint, columns = Number.POSITIVE_INFINITY }: Look,
): readonly string[] {
  const margin = widths.reduce((sum, each) => sum + each + 2, 0);
  const left = figures.map((figure, index) => `${pad(figure, widths[index]!, 'end')}  `).join('');
  const indent = ' '.repeat(depth * INDENT);
  const room = Math.max(LEAST_TEXT, columns - margin - indent.length - INDENT);
  return wrap(visible(text), room).map((line, index) => {
    const start = index === 0 ? left + indent : ' '.repeat(margin) + indent + ' '.repeat(INDENT);
    return start + (depth === 0 ? paint.bold(line) : line);
  });
}

function figureWidths(rows: readonly OutlineRow[]): readonly number[] {
  const columns = rows[0]?.figures.length ?? 0;
  return Array.from({ length: columns }, (_, index) =>
    rows.reduce((most, row) => Math.max(most, width(row.figures[index] ?? '')), 0),
  );
}
