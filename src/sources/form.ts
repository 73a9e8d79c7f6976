import type { ColumnType } from '../model/schema.ts';

/** A way in which text may write a value. */
export interface Form {
  readonly name: string;
  readonly type: ColumnType;
  /** What every cell of the form looks like, and some others do: to rule the form out without the engine. */
  readonly shape: RegExp;
  /** Whether a cell, never NULL, has the form, as SQL. */
  matches(cell: string): string;
  /** The value of a cell that has it, as SQL; decimals are still text, see `decimalText`. */
  read(cell: string): string;
  /** For times: whether cells say their offset and are read as UTC. */
  readonly zoned?: boolean;
  /** Month before day, or day before month, where the text does not show which. */
  readonly order?: 'day-month' | 'month-day';
  /** Of numbers as people write them. */
  readonly decimal?: ',' | '.';
}

export interface FormOptions {
  readonly decimal?: ',' | '.';
  readonly dateFormats: readonly string[];
}
