import type { Rational } from './rational.ts';
import { compareRationals, formatRational, fromDouble, rational, roundToFifteen } from './rational.ts';

/** A weekday is a number whose literals may be `mon … sun`. */
export type Type = 'text' | 'number' | 'weekday' | 'boolean' | 'date' | 'time' | 'list';

export interface NumberValue {
  readonly kind: 'number';
  readonly number: Rational;
  /** Made by a division, a double: beside one, both sides are compared by 15 digits. */
  readonly quotient: boolean;
}

/** `null` is missing. */
export type Value =
  | null
  | { readonly kind: 'text'; readonly text: string }
  | NumberValue
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'time'; readonly instant: number }
  | { readonly kind: 'list'; readonly items: readonly string[] };

export const textValue = (text: string): Value => ({ kind: 'text', text });
export const dateValue = (date: string): Value => ({ kind: 'date', date });
export const integerValue = (n: number): Value => numberValue(rational(n));

/** What is computed as a double. */
export function doubleValue(number: number): NumberValue {
  return numberValue(fromDouble(number), true);
}

export function numberValue(number: Rational, quotient = false): NumberValue {
  return { kind: 'number', number, quotient };
}

/** Below, at or above zero; undefined when either is missing. */
export function compareValues(a: Value, b: Value): number | undefined {
  if (a === null || b === null) return undefined;
  if (a.kind === 'number' && b.kind === 'number') {
    const rounded = a.quotient || b.quotient;
    return rounded
      ? compareRationals(roundToFifteen(a.number), roundToFifteen(b.number))
      : compareRationals(a.number, b.number);
  }
  if (a.kind === 'text' && b.kind === 'text') return compareBytes(a.text, b.text);
  if (a.kind === 'boolean' && b.kind === 'boolean') return Number(a.boolean) - Number(b.boolean);
  if (a.kind === 'date' && b.kind === 'date') return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
  if (a.kind === 'time' && b.kind === 'time') return a.instant - b.instant;
  throw new Error(`a ${a.kind} cannot be compared with a ${b.kind}`);
}

/** The order of the UTF-8 bytes. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Text that is equal exactly for equal values of one type. */
export function identity(value: Exclude<Value, null>): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
      return formatRational(value.quotient ? roundToFifteen(value.number) : value.number, 30);
    case 'boolean':
      return String(value.boolean);
    case 'date':
      return value.date;
    case 'time':
      return String(value.instant);
    case 'list':
      return value.items.join('\u0000');
  }
}
