/** What a cell is as a number, and how files write it: in full. */
import { plainNumber } from '../model/decimal.ts';
import type { Cell, ColumnKind } from '../model/table.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Kinds whose cells are numbers, even where they travel as text. */
export function isNumeric(kind: ColumnKind): boolean {
  return kind === 'integer' || kind === 'number' || kind === 'money' || kind === 'percent';
}

/** The cell as a number, for scales and comparisons; undefined when it is missing or none. */
export function cellNumber(cell: Cell): number | undefined {
  if (cell === null || typeof cell === 'boolean' || cell === '') return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

/** Whether the cell is missing: null and what is not a number count the same. */
export function isMissing(cell: Cell): boolean {
  return cell === null || (typeof cell === 'number' && !Number.isFinite(cell));
}

/** The text of a cell in a file: exact, without exponent, ISO 8601, `true` or `false`; missing is empty. */
export function fileText(cell: Cell): string {
  if (isMissing(cell)) return '';
  return typeof cell === 'number' ? plainNumber(cell) : String(cell);
}

/** Whether the text is a plain decimal, such as an exact sum of money. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** The numbers of a sparkline's cell, which is their text with blanks between them. */
export function sparklineValues(cell: Cell): readonly number[] {
  return String(cell ?? '')
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(Number)
    .filter((value) => Number.isFinite(value));
}
