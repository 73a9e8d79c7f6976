/** An indented outline for a terminal: figures at the left, the text beside them, wrapped under itself. */
import { visible } from '../diagnostics/visible.ts';
import type { Paint } from './paint.ts';
import { width } from './width.ts';

export interface OutlineRow {
  readonly depth: number;
  readonly text: string;
  /** One for each column of figures, as they are shown. */
  readonly figures: readonly string[];
}

const INDENT = 2;
const LEAST_TEXT = 24;

/** Lines without line ends; rows of depth 0 are bold. Nothing limits the width when `columns` is absent. */
export function outline(
  rows: readonly OutlineRow[],
  look: { readonly paint: Paint; readonly columns?: number },
): readonly string[] {
  const widths = figureWidths(rows);
  const margin = widths.reduce((sum, each) => sum + each + 2, 0);
  return rows.flatMap(({ depth, text, figures }) => {
    const left = figures.map((figure, index) => `${padStart(figure, widths[index]!)}  `).join('');
    const indent = ' '.repeat(depth * INDENT);
    const room = Math.max(
      LEAST_TEXT,
      (look.columns ?? Number.POSITIVE_INFINITY) - margin - indent.length - INDENT,
    );
    return wrap(visible(text), room).map((line, index) => {
      const start = index === 0 ? left + indent : ' '.repeat(margin) + indent + ' '.repeat(INDENT);
      return start + (depth === 0 ? look.paint.bold(line) : line);
    });
  });
}

function figureWidths(rows: readonly OutlineRow[]): readonly number[] {
  const columns = rows[0]?.figures.length ?? 0;
  return Array.from({ length: columns }, (_, index) =>
    rows.reduce((most, row) => Math.max(most, width(row.figures[index] ?? '')), 0),
  );
}

function padStart(text: string, to: number): string {
  return ' '.repeat(Math.max(0, to - width(text))) + text;
}

/** Broken between words; a word that is longer than the room stands alone. */
function wrap(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && width(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
