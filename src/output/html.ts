import type { Cell, Table } from '../model/table.ts';
import { fileText, isNumeric } from './cell.ts';
import type { TextFormat } from './format.ts';
import { heatColour, heatShares, inkOn } from './heat.ts';
import { partialMarks } from './partial.ts';
import { showColumn, showSigned } from './show.ts';

export const html: TextFormat = {
  kind: 'text',
  name: 'html',
  summary: 'a page for people that needs no network; heat maps are coloured',
  extensions: ['html', 'htm'],
  reader: 'person',
  *write(table, { title = 'segment' }) {
    yield `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${escapeHtml(title)}</title>\n`;
    yield `<style>\n${STYLE}</style>\n`;
    yield* htmlTable(table);
    yield '</html>\n';
  },
};

const STYLE = `body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color: #141414; background: #fff; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.6rem; border-bottom: 1px solid #ddd; text-align: left; }
.number { text-align: right; }
`;

/** The table as an HTML element; numbers also carry their full value (`data-value`). */
export function* htmlTable(table: Table): Generator<string> {
  const { columns, rows } = table;
  const shares = heatShares(table);
  const partial = partialMarks(table);
  const texts = columns.map(({ kind, signed }, index) =>
    (signed ? showSigned : showColumn)(
      kind,
      rows.map((row) => row[index] ?? null),
    ),
  );
  const side = columns.map(({ kind }) => (isNumeric(kind) ? ' class="number"' : ''));
  yield '<table>\n<thead>\n<tr>';
  yield columns.map(({ name }, index) => `<th${side[index]}>${escapeHtml(name)}</th>`).join('');
  yield '</tr>\n</thead>\n<tbody>\n';
  for (const [row, cells] of rows.entries()) {
    const line = columns.map(({ kind }, index) => {
      const value = isNumeric(kind) ? valueAttribute(cells[index] ?? null) : '';
      const colour = colourAttribute(shares(row, index));
      return `<td${side[index]}${value}${colour}>${escapeHtml(texts[index]![row]!)}${partial(row, index).trim()}</td>`;
    });
    yield `<tr>${line.join('')}</tr>\n`;
  }
  yield '</tbody>\n</table>\n';
}

/** The text as HTML shows it, in elements and in attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function valueAttribute(cell: Cell): string {
  const text = fileText(cell);
  return text === '' ? '' : ` data-value="${escapeHtml(text)}"`;
}

function colourAttribute(share: number | undefined): string {
  if (share === undefined) return '';
  return ` style="background:rgb(${heatColour(share).join(',')});color:rgb(${inkOn(heatColour(share)).join(',')})"`;
}
