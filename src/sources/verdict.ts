/** The verdict on a column of text, by how many of its values have which form. */
import type { ColumnType } from '../model/schema.ts';
import type { Form } from './form.ts';
import type { MappedColumn } from './roles.ts';

export interface Inferred {
  /** Absent for text, and for columns without any value. */
  readonly form?: Form;
  readonly type: ColumnType;
  /** For decimals: digits after the point, and before it. */
  readonly scale?: number;
  readonly digits?: number;
  /** Values that are there, and those among them that do not have the form. */
  readonly values: number;
  readonly wrong: number;
  /** The form that nearly all values of a text column have. */
  readonly nearly?: { readonly form: Form; readonly wrong: number };
  /** Half of its first values look like numbers to people. */
  readonly numeric?: boolean;
  /** Day first was taken, and month first fits as well. */
  readonly ambiguous: boolean;
  /** The decimal sign may be the point as well as the comma: `1,250`. */
  readonly eitherSign?: boolean;
  /** Signs of currencies, where the cells have several. */
  readonly currencies?: readonly string[];
}

interface Candidate {
  readonly column: MappedColumn;
  readonly forms: readonly Form[];
}

export interface Counts {
  readonly values: number;
  /** For each form of the candidate. */
  readonly matches: readonly number[];
  readonly numeric?: boolean;
}

/** Of the values; from here on a text column is worth a warning. */
export const NEARLY_ALL = 0.9;

/** Whether the project needs the column to be of a type, or its file says so, so that other values are errors. */
export function isDemanded({ type, role, raw: { guess } }: MappedColumn): boolean {
  return type !== undefined || role === 'time' || role === 'amount' || guess === 'numbers';
}

export function judge({ column, forms }: Candidate, { values, matches }: Counts): Inferred {
  if (values === 0 || forms.length === 0) return { ...textVerdict(column), values };
  const best = matches.indexOf(Math.max(...matches));
  const form = forms[best]!;
  const wrong = values - matches[best]!;
  if (wrong > 0 && !isDemanded(column)) {
    const worthSaying = values >= 10 && wrong <= (1 - NEARLY_ALL) * values && column.raw.guess === 'anything';
    return {
      type: 'text',
      values,
      wrong: 0,
      ambiguous: false,
      ...(worthSaying ? { nearly: { form, wrong } } : {}),
    };
  }
  const ambiguous =
    form.order === 'day-month' &&
    forms.some((other, index) => other.order === 'month-day' && matches[index] === matches[best]);
  return { form, type: form.type, values, wrong, ambiguous };
}

/** Of a column that holds no value, or nothing but text. */
export function textVerdict({ type, role }: MappedColumn): Inferred {
  const byRole = role === 'time' ? 'time' : role === 'amount' ? 'decimal' : 'text';
  return { type: (type === 'month_day' ? 'date' : type) ?? byRole, values: 0, wrong: 0, ambiguous: false };
}
