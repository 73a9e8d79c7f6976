/** The colour scale and the shades of heat maps. */
import type { Cell, HeatMap, Table } from '../model/table.ts';
import { cellNumber } from './cell.ts';

export type Rgb = readonly [number, number, number];

/** On a terminal, whose ground may be dark or light: from a grey between both to a colour that neither has. */
const terminal: readonly [Rgb, Rgb] = [
  [112, 118, 122],
  [224, 112, 16],
];
const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
const shades = [' ', '░', '▒', '▓', '█'] as const;

/** Red, green and blue (0–255) of a share between 0 and 1, for a terminal of any ground, where a cell of nothing has no colour at all. */
export function terminalHeat(share: number): Rgb {
  return heatBetween(terminal, share);
}

/** Black or white, whichever can be read better on that background: the contrast is at least 4.5. */
export function inkOn(background: Rgb): Rgb {
  return contrast(black, background) >= contrast(white, background) ? black : white;
}

/** The contrast of two colours, 1 to 21 (Web Content Accessibility Guidelines 2.1, contrast ratio). */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour of 256 that is nearest: its number, and what terminals show for it. */
export function ansi256([red, green, blue]: Rgb): { readonly code: number; readonly rgb: Rgb } {
  const steps = [red, green, blue].map((part) => nearestStep(part)) as [number, number, number];
  const [r, g, b] = steps;
  return { code: 16 + 36 * r + 6 * g + b, rgb: [cube[r]!, cube[g]!, cube[b]!] };
}

const cube = [0, 95, 135, 175, 215, 255];

function nearestStep(part: number): number {
  return cube.reduce(
    (best, value, step) => (Math.abs(value - part) < Math.abs(cube[best]! - part) ? step : best),
    0,
  );
}

/** Red, green and blue (0–255) of a share between 0 and 1, on a scale from one colour to another. */
export function heatBetween([cool, warm]: readonly [Rgb, Rgb], share: number): Rgb {
  const at = (index: 0 | 1 | 2): number => Math.round(cool[index] + (warm[index] - cool[index]) * share);
  return [at(0), at(1), at(2)];
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The same for a terminal without colour: one block character, darker when warmer. */
export function heatShade(share: number): string {
  return shades[Math.min(shades.length - 1, Math.floor(share * shades.length))]!;
}

/** For each row and column of the picture, where its value lies between the least and the greatest (0 to 1). */
export type HeatShares = (row: number, column: number) => number | undefined;

/** Places the cells of a picture on its scale; cells outside it and missing ones have no share. */
export function heatShares(table: Table): HeatShares {
  const { picture } = table;
  if (picture?.kind !== 'heat-map') return () => undefined;
  const places = table.columns.flatMap((column, index) =>
    picture.columns.includes(column.name) ? [index] : [],
  );
  const inPicture = new Set(places);
  const scales = rangesOf(table, places, picture.scale);
  return (row, column) => {
    const value = inPicture.has(column) ? cellNumber(table.rows[row]?.[column] ?? null) : undefined;
    const range = scales(row, column);
    if (value === undefined || !range) return undefined;
    if (range.most === range.least) return value === 0 ? 0 : 1;
    return (value - range.least) / (range.most - range.least);
  };
}

interface Range {
  readonly least: number;
  readonly most: number;
}

function rangesOf(
  table: Table,
  places: readonly number[],
  scale: HeatMap['scale'],
): (row: number, column: number) => Range | undefined {
  if (scale === 'column') {
    const columns = new Map(
      places.map((place) => [place, rangeOf(table.rows.map((row) => row[place] ?? null))]),
    );
    return (_, column) => columns.get(column);
  }
  const rows = table.rows.map((row) => rangeOf(places.map((place) => row[place] ?? null)));
  if (scale === 'row') return (row) => rows[row];
  const known = rows.filter((range) => range !== undefined);
  const whole = known.reduce<Range | undefined>(
    (sofar, range) =>
      sofar ? { least: Math.min(sofar.least, range.least), most: Math.max(sofar.most, range.most) } : range,
    undefined,
  );
  return () => whole;
}

function rangeOf(cells: readonly Cell[]): Range | undefined {
  const values = cells.map(cellNumber).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : { least: Math.min(...values), most: Math.max(...values) };
}
