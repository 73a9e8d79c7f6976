/** Days that are written in digits alone: `20260630` and `260630`, as SAP and old databases write them. */
import type { ColumnForm } from './column-form.ts';
import { speaksOf, wordsOf } from './role-words.ts';

const OF_DAYS = /^(date|datum|data|fecha|day|tag|dt|dat)$/;
const digits = [
  [/^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/, '%Y%m%d'],
  [/^\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/, '%y%m%d'],
] as const;

/** The form of the column, where it is called after days and all its values are some. */
export function daysInDigits(name: string, values: readonly string[]): ColumnForm | undefined {
  const present = values.filter((value) => value !== '');
  const isCalledSo = wordsOf(name).some((word) => OF_DAYS.test(word)) && !speaksOf(name, 'identifier');
  if (present.length < 2 || !isCalledSo) return undefined;
  const format = digits.find(([pattern]) => present.every((value) => pattern.test(value)))?.[1];
  if (format === undefined) return undefined;
  return { kind: 'moment', forms: [{ type: 'date', format, isZoned: false, isPlain: false }] };
}
