/** A table as an HTML element that a screen reader can read and a spreadsheet takes as numbers. */
import type { Cell, Table } from '../model/table.ts';
import { fileText, isNumeric } from './cell.ts';
import { escapeHtml } from './escape-html.ts';
import { heatShares } from './heat.ts';
import { heatClass } from './palette.ts';
import { partialMarks } from './partial.ts';
import { showColumn, showSigned } from './show.ts';

/** The table in a box that scrolls by itself where it is wider than the page; numbers also carry their full value (`data-value`). */
export function* htmlTable(table: Table, name = 'table'): Generator<string> {
  yield `<div class="wide" role="region" tabindex="0" aria-label="${escapeHtml(name)}">\n<table>\n<thead>\n<tr>`;
  yield table.columns
    .map((column) => `<th scope="col"${sideOf(column.kind)}>${escapeHtml(column.name)}</th>`)
    .join('');
  yield '</tr>\n</thead>\n<tbody>\n';
  yield* bodyRows(table);
  yield '</tbody>\n</table>\n</div>\n';
}

function sideOf(kind: Table['columns'][number]['kind']): string {
  return isNumeric(kind) ? ' class="number"' : '';
}

function* bodyRows(table: Table): Generator<string> {
  const { columns, rows } = table;
  const shares = heatShares(table);
  const partial = partialMarks(table);
  const texts = columns.map(({ kind, signed }, index) =>
    (signed ? showSigned : showColumn)(
      kind,
      rows.map((row) => row[index] ?? null),
    ),
  );
  for (const [row, cells] of rows.entries()) {
    const line = columns.map(({ kind }, index) => {
      const share = shares(row, index);
      const classes = [
        ...(isNumeric(kind) ? ['number'] : []),
        ...(share === undefined ? [] : [heatClass(share)]),
      ];
      const text = escapeHtml(texts[index]![row]!) + partial(row, index).trim();
      const tag = index === 0 && kind === 'text' ? 'th scope="row"' : 'td';
      const value = isNumeric(kind) ? valueAttribute(cells[index] ?? null) : '';
      const shown = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
      return `<${tag}${shown}${value}>${text}</${tag.slice(0, 2)}>`;
    });
    yield `<tr>${line.join('')}</tr>\n`;
  }
}

function valueAttribute(cell: Cell): string {
  const text = fileText(cell);
  return text === '' ? '' : ` data-value="${escapeHtml(text)}"`;
}
