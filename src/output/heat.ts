/** The colour scale and the shades of heat maps. */
import type { Cell, HeatMap, Table } from '../model/table.ts';
import { cellNumber } from './cell.ts';

export type Rgb = readonly [number, number, number];

const COOL: Rgb = [233, 244, 236];
const WARM: Rgb = [0, 109, 68];
const SHADES = [' ', '░', '▒', '▓', '█'] as const;

/** Red, green and blue (0–255) of a share between 0 and 1, from pale to dark green. */
export function heatColour(share: number): Rgb {
  const at = (index: 0 | 1 | 2): number => Math.round(COOL[index] + (WARM[index] - COOL[index]) * share);
  return [at(0), at(1), at(2)];
}

/** The text colour that can be read on that background. */
export function inkOn(share: number): Rgb {
  return share > 0.55 ? [255, 255, 255] : [20, 20, 20];
}

/** The same for a terminal without colour: one block character, darker when warmer. */
export function heatShade(share: number): string {
  return SHADES[Math.min(SHADES.length - 1, Math.floor(share * SHADES.length))]!;
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
    const range = scales(row);
    if (value === undefined || !range) return undefined;
    return range.most === range.least ? 1 : (value - range.least) / (range.most - range.least);
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
): (row: number) => Range | undefined {
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
