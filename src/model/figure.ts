/**
 * What people would rather look at than read, as data: it is drawn in `output/figures/` alone, for pages, files and
 * terminals. A heat map is a table that says so (`Table.picture`), since people also want its numbers.
 */
import type { ColumnKind, Table } from './table.ts';

export type Figure = HeatFigure | BarFigure | TrendFigure | SetFigure;

interface Titled {
  readonly title: string;
  /** The table beside it says as much where there is only text: it is not drawn on a terminal. */
  readonly isInTable?: true;
}

export interface HeatFigure extends Titled {
  readonly kind: 'heat-map';
  /** Its first column names the rows. */
  readonly table: Table;
}

/** Bars beside each other: a group a row, a bar of each series in it. */
export interface BarFigure extends Titled {
  readonly kind: 'bars';
  readonly measured: ColumnKind;
  readonly series: readonly string[];
  readonly groups: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

/** A small line for each series, on a scale of its own. */
export interface TrendFigure extends Titled {
  readonly kind: 'trends';
  readonly measured: ColumnKind;
  /** Each with the dates of its values, in order. */
  readonly series: readonly {
    readonly name: string;
    readonly dates: readonly string[];
    readonly values: readonly number[];
  }[];
}

/** Who is in exactly which of the sets, the largest first (an UpSet plot). */
export interface SetFigure extends Titled {
  readonly kind: 'sets';
  readonly sets: readonly { readonly name: string; readonly customers: number }[];
  readonly regions: readonly { readonly sets: readonly number[]; readonly customers: number }[];
}

/** A table with a heat map as a figure; undefined for any other. */
export function heatFigure(title: string, table: Table): HeatFigure | undefined {
  return table.picture?.kind === 'heat-map' ? { kind: 'heat-map', title, table } : undefined;
}
