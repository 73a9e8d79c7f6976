/** How people are shown the cells of a column, by its kind: rounded, with thousands apart and a percent sign. */
import { visible } from '../diagnostics/visible.ts';
import { thousandsApart } from '../model/count.ts';
import { plainNumber } from '../model/decimal.ts';
import type { Cell, ColumnKind } from '../model/table.ts';
import { cellNumber, fileText, isDecimal, isMissing, sparklineValues } from './cell.ts';

/** How much of a number is shown: all that its kind has, whole numbers only, or what fits in three or four columns. */
export type Detail = 'full' | 'rounded' | 'bare';

const BARS = '▁▂▃▄▅▆▇█';
let compact: Intl.NumberFormat | undefined;

/** The texts of a column's cells with a plus where a change is one. */
export function showSigned(kind: ColumnKind, cells: readonly Cell[]): readonly string[] {
  return showColumn(kind, cells).map((text, row) => ((cellNumber(cells[row]!) ?? 0) > 0 ? `+${text}` : text));
}

/** The texts of a column's cells; control characters are escaped, missing cells are blank. */
export function showColumn(
  kind: ColumnKind,
  cells: readonly Cell[],
  detail: Detail = 'full',
): readonly string[] {
  const show = showing(kind, cells, detail);
  return cells.map((cell) => (isMissing(cell) ? '' : show(cell)));
}

function showing(kind: ColumnKind, cells: readonly Cell[], detail: Detail): (cell: Cell) => string {
  switch (kind) {
    case 'text':
    case 'prose':
    case 'key':
    case 'date':
    case 'boolean':
      return (cell) => visible(fileText(cell));
    case 'time':
      return (cell) => visible(fileText(cell).replace('T', ' '));
    case 'integer':
      return detail === 'bare' ? showCompact : (cell) => thousandsApart(fileText(cell));
    case 'money':
      return detail === 'bare' ? showCompact : (cell) => showRounded(cell, detail === 'full' ? 2 : 0);
    case 'percent':
      return (cell) => showPercent(cell, detail);
    case 'number':
      return detail === 'bare' ? showCompact : numberShowing(cells);
    case 'sparkline':
      return (cell) => sparkline(sparklineValues(cell));
  }
}

/** Bars between the least and the greatest of the values. */
export function sparkline(values: readonly number[]): string {
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  return values
    .map((value) => BARS[span === 0 ? 0 : Math.round(((value - least) / span) * (BARS.length - 1))])
    .join('');
}

/** A plain decimal to so many digits, half away from zero, exact whatever its length. */
export function roundDecimal(text: string, digits: number): string {
  const [whole = '0', decimals = ''] = text.replace('-', '').split('.');
  const kept = BigInt(whole + decimals.slice(0, digits).padEnd(digits, '0'));
  const scaled = kept + ((decimals[digits] ?? '0') >= '5' ? 1n : 0n);
  const shown = String(scaled).padStart(digits + 1, '0');
  const sign = text.startsWith('-') && scaled !== 0n ? '-' : '';
  const point = shown.length - digits;
  return sign + (digits === 0 ? shown : `${shown.slice(0, point)}.${shown.slice(point)}`);
}

function showRounded(cell: Cell, digits: number): string {
  const text = fileText(cell);
  if (!isDecimal(text)) return visible(text);
  return thousandsApart(roundDecimal(text, digits));
}

function showPercent(cell: Cell, detail: Detail): string {
  const share = cellNumber(cell);
  if (share === undefined) return visible(fileText(cell));
  const digits = detail === 'full' ? 1 : 0;
  const shown = (share * 100).toFixed(digits);
  if (share > 0 && Number(shown) === 0 && digits === 1) return '<0.1%';
  return `${thousandsApart(Number(shown) === 0 ? shown.replace('-', '') : shown)}%`;
}

/** One number of digits for the column: none for whole numbers, fewer the larger the numbers are. */
function numberShowing(cells: readonly Cell[]): (cell: Cell) => string {
  const values = cells.map(cellNumber).filter((value) => value !== undefined);
  const most = values.reduce((sofar, value) => Math.max(sofar, Math.abs(value)), 0);
  const digits = values.every(Number.isInteger) ? 0 : most >= 100 ? 2 : most >= 1 ? 3 : 4;
  return (cell) => {
    const value = cellNumber(cell);
    if (value === undefined) return visible(fileText(cell));
    const shown = value.toFixed(digits);
    return value !== 0 && Number(shown) === 0
      ? plainNumber(Number(value.toPrecision(2)))
      : thousandsApart(shown);
  };
}

function showCompact(cell: Cell): string {
  const value = cellNumber(cell);
  if (value === undefined) return visible(fileText(cell));
  compact ??= new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
  return compact.format(value);
}
