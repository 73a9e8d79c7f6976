/** A table as an HTML element that a screen reader can read and a spreadsheet takes as numbers. */
import { visible } from '../diagnostics/visible.ts';
import type { Cell, ColumnKind, Table } from '../model/table.ts';
import { cellNumber, fileText, isNumeric } from './cell.ts';
import { datesWhole, escapeHtml } from './escape-html.ts';
import { heatShares } from './heat.ts';
import { heatClass } from './palette.ts';
import { partialMarks } from './partial.ts';
import { showColumn, showSigned } from './show.ts';

export interface TableLook {
  /** Money and shares of a picture without decimals: whoever reads wants the size of them. */
  readonly isRounded?: boolean;
}

/** More columns of a picture than so many have narrow cells and heads on their side. */
const MOST_WIDE = 8;

/** The table in a box that scrolls by itself where it is wider than the page; numbers also carry their full value (`data-value`). */
export function* htmlTable(table: Table, name = 'table', look: TableLook = {}): Generator<string> {
  const dense = table.picture?.kind === 'heat-map' && table.picture.columns.length > MOST_WIDE;
  yield `<div class="wide" role="region" tabindex="0" aria-label="table: ${escapeHtml(visible(name))}">\n`;
  const isPicture = table.picture?.kind === 'heat-map';
  yield `<table${dense ? ' class="heat dense"' : isPicture ? ' class="heat"' : ''}>\n<thead>\n<tr>`;
  yield table.columns.map((column) => headOf(column)).join('');
  yield '</tr>\n</thead>\n<tbody>\n';
  yield* bodyRows(table, look);
  yield '</tbody>\n</table>\n</div>\n';
}

function headOf({ kind, name }: Table['columns'][number]): string {
  const side = isNumeric(kind) ? ' class="number"' : kind === 'prose' ? ' class="prose"' : '';
  return `<th scope="col"${side}><span>${escapeHtml(visible(name))}</span></th>`;
}

function* bodyRows(table: Table, look: TableLook): Generator<string> {
  const shares = heatShares(table);
  const partial = partialMarks(table);
  const withheld = new Set((table.withheld ?? []).map(([row, column]) => `${row} ${column}`));
  const texts = shownTexts(table, look);
  for (const [row, cells] of table.rows.entries()) {
    const line = table.columns.map(({ kind }, index) => {
      if (withheld.has(`${row} ${index}`)) return withheldCell(kind);
      const classes = classesOf(kind, cells[index] ?? null, shares(row, index));
      const shown = escapeHtml(texts[index]![row]!);
      const text =
        (kind === 'prose' || kind === 'time' ? datesWhole(shown) : shown) + partial(row, index).trim();
      const tag = index === 0 && kind === 'text' ? 'th scope="row"' : 'td';
      const value = isNumeric(kind) ? valueAttribute(cells[index] ?? null) : '';
      return `<${tag}${classes}${value}>${text}</${tag.slice(0, 2)}>`;
    });
    yield `<tr>${line.join('')}</tr>\n`;
  }
}

function shownTexts(table: Table, { isRounded = false }: TableLook): readonly (readonly string[])[] {
  const pictured = new Set(table.picture?.kind === 'heat-map' ? table.picture.columns : []);
  return table.columns.map(({ kind, name, signed }, index) => {
    const cells = table.rows.map((row) => row[index] ?? null);
    if (signed) return showSigned(kind, cells);
    const isWhole = isRounded && (kind === 'money' || (kind === 'percent' && pictured.has(name)));
    return showColumn(kind, cells, isWhole ? 'rounded' : 'full');
  });
}

function classesOf(kind: ColumnKind, cell: Cell, share: number | undefined): string {
  const names = [
    ...(isNumeric(kind) ? ['number'] : kind === 'prose' ? ['prose'] : []),
    ...(share === undefined ? [] : [heatClass(share)]),
    ...(share !== undefined && cellNumber(cell) === 0 ? ['nothing'] : []),
  ];
  return names.length === 0 ? '' : ` class="${names.join(' ')}"`;
}

/** Too few people stand behind it. */
function withheldCell(kind: ColumnKind): string {
  return `<td class="${isNumeric(kind) ? 'number ' : ''}withheld" title="withheld: too few people">·</td>`;
}

function valueAttribute(cell: Cell): string {
  const text = fileText(cell);
  return text === '' ? '' : ` data-value="${escapeHtml(text)}"`;
}
