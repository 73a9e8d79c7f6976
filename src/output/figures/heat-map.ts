import type { HeatFigure } from '../../model/figure.ts';
import type { Table } from '../../model/table.ts';
import { cellNumber } from '../cell.ts';
import { type HeatShares, heatShares } from '../heat.ts';
import { HEAT_STEPS } from '../palette.ts';
import { partialMarks } from '../partial.ts';
import { showColumn } from '../show.ts';
import { box, cut, type Drawn, label, textWidth } from './drawing.ts';

const ROW = 24;
const MOST_NAME = 190;
const LEAST_CELL = 30;
const MOST_CELL = 110;
/** Beyond the last column, where heads lean. */
const LEANING = 46;

interface Column {
  readonly x: number;
  readonly width: number;
  readonly texts: readonly string[];
}

/** How wide the table wants to be, so that no figure in it has to go. */
export function heatMapWidth({ table }: HeatFigure): number {
  const widths = naturalWidths(table);
  return widths.reduce((sum, width) => sum + width, 0) + LEANING;
}

/** The table with its cells coloured; heads that are wider than their column lean. A figure without room is left out. */
export function drawHeatMap({ table }: HeatFigure, width: number): Drawn {
  const columns = fittedColumns(table, width);
  const heads = table.columns.slice(1).map(({ name }) => name);
  const isLeaning = heads.some((text, index) => textWidth(text) > columns[index + 1]!.width - 4);
  const top = isLeaning ? 24 + Math.min(90, Math.max(...heads.map(textWidth)) * 0.62) : 20;
  const shapes = [
    label(0, top - 6, cut(table.columns[0]?.name ?? '', MOST_NAME), { classes: 'muted' }),
    ...heads.map((text, index) => headOf(text, columns[index + 1]!, top, isLeaning)),
  ];
  const shares = heatShares(table);
  for (const row of table.rows.keys()) {
    const y = top + row * ROW;
    shapes.push(label(0, y + 16, cut(columns[0]!.texts[row]!, columns[0]!.width - 6)));
    for (let place = 1; place < columns.length; place++)
      shapes.push(...cellOf(table, columns, { row, place, y }, shares));
  }
  return { height: top + table.rows.length * ROW + 2, shapes };
}

function cellOf(
  { rows }: Table,
  columns: readonly Column[],
  { row, place, y }: { readonly row: number; readonly place: number; readonly y: number },
  shares: HeatShares,
): readonly string[] {
  const { x, width, texts } = columns[place]!;
  const share = shares(row, place);
  const step = share === undefined ? undefined : Math.round(share * (HEAT_STEPS - 1));
  const isNothing = cellNumber(rows[row]![place] ?? null) === 0;
  const classes = step === undefined ? 'ink' : isNothing ? 'muted' : `i${step}`;
  const text = [texts[row]!, texts[row]!.replace('%', '')].find((each) => textWidth(each) <= width - 2);
  return [
    ...(step === undefined ? [] : [box(x + 1, y + 1, width - 2, ROW - 2, `h${step}`)]),
    ...(text ? [label(x + width / 2, y + 16, text, { anchor: 'middle', classes })] : []),
  ];
}

/** The columns at their places: those of the picture share what the others leave. */
function fittedColumns(table: Table, width: number): readonly Column[] {
  const natural = naturalWidths(table);
  const pictured = picturedPlaces(table);
  const fixed = natural.reduce((sum, each, place) => sum + (pictured.has(place) ? 0 : each), 0);
  const cell = Math.min(MOST_CELL, (width - fixed - LEANING) / Math.max(1, pictured.size));
  let x = 0;
  return shownCells(table).map((texts, place) => {
    const column = { x, width: pictured.has(place) ? cell : natural[place]!, texts };
    x += column.width;
    return column;
  });
}

function naturalWidths(table: Table): readonly number[] {
  const pictured = picturedPlaces(table);
  return shownCells(table).map((texts, place) => {
    const widest = Math.max(0, ...texts.map(textWidth));
    if (place === 0) return 14 + Math.min(MOST_NAME, widest);
    return Math.max(pictured.has(place) ? LEAST_CELL : 0, widest + 12);
  });
}

function picturedPlaces({ columns, picture }: Table): ReadonlySet<number> {
  const names = picture?.kind === 'heat-map' ? picture.columns : [];
  return new Set(columns.flatMap(({ name }, place) => (names.includes(name) ? [place] : [])));
}

/** By column; shares and money of the picture without decimals. */
function shownCells(table: Table): readonly (readonly string[])[] {
  const partial = partialMarks(table);
  const pictured = picturedPlaces(table);
  return table.columns.map(({ kind }, place) => {
    const cells = table.rows.map((row) => row[place] ?? null);
    const isRounded = pictured.has(place) && (kind === 'percent' || kind === 'money');
    const texts = showColumn(kind, cells, isRounded ? 'rounded' : 'full');
    return texts.map((text, row) => text + partial(row, place).trim());
  });
}

function headOf(text: string, { x, width }: Column, bottom: number, isLeaning: boolean): string {
  if (!isLeaning) return label(x + width / 2, bottom - 6, text, { anchor: 'middle', classes: 'muted' });
  return label(x + width / 2 - 4, bottom - 6, cut(text, 140), { classes: 'muted', turned: -38 });
}
