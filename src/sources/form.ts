import type { ColumnType } from '../model/schema.ts';

/** A way in which text may write a value. */
export interface Form {
  readonly name: string;
  readonly type: ColumnType;
  /** What every cell of the form looks like, and some others do: to rule the form out without the engine. */
  readonly shape: RegExp;
  /** A cheap way of reading it, for whoever does so while the file is loaded; `scale` is the most digits behind a point. */
  quick?(cell: string, scale: number): Quick;
  /** Whether a cell, never NULL, has the form, as SQL. */
  matches(cell: string): string;
  /** The value of a cell that has it, as SQL; decimals are still text, see `decimalText`. */
  read(cell: string): string;
  /** Of floats: the number as text that any type of numbers is cast from. */
  text?(cell: string): string;
  /** For times: whether cells say their offset and are read as UTC. */
  readonly zoned?: boolean;
  /** Month before day, or day before month, where the text does not show which. */
  readonly order?: 'day-month' | 'month-day';
  /** Of numbers as people write them. */
  readonly decimal?: ',' | '.';
}

export interface Quick {
  /** The engine's. */
  readonly type: string;
  /** NULL where the cell is not as `fits` says. */
  readonly value: string;
  /** Whether it is written as the engine would write it: most cells are, and they have the form. */
  readonly fits: string;
}

/** A cell that comes back from a type as it was written, which can be tested in a fraction of the time of its look. */
export function castAndBack(cell: string, type: string, written: string = cell): Quick {
  const value = `TRY_CAST(${cell} AS ${type})`;
  return { type, value, fits: `CAST(${value} AS VARCHAR) = ${written}` };
}

export interface FormOptions {
  readonly decimal?: ',' | '.';
  readonly dateFormats: readonly string[];
}
