import type { ColumnType } from '../model/schema.ts';
import type { Look } from './cell-looks.ts';

/** A way in which text may write a value. */
export interface Form {
  readonly name: string;
  readonly type: ColumnType;
  /** What every cell of the form looks like, and some others do: to rule the form out without the engine. */
  readonly shape: RegExp;
  /** For whoever looks at the bytes while the file is loaded; `scale` is the most digits behind a point. */
  quick?(scale: number): Quick;
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

/** How cells of a form are read whose look was proved from their bytes. */
export interface Quick {
  readonly look: Look;
  /** The engine's. */
  readonly type: string;
  /** Of the cell, as SQL. It fails where a cell looks so and is none, as the 30th of February does. */
  readonly read: (cell: string) => string;
}

export interface FormOptions {
  readonly decimal?: ',' | '.';
  readonly dateFormats: readonly string[];
}
