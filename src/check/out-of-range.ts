/** Tests of values whose least or greatest is known: a share of 50, a count below zero. */
import { findMeasure } from '../language/measures/index.ts';
import type { Operator } from '../language/operator.ts';
import type { OperandSyntax } from '../language/syntax.ts';
import type { Operand, Value } from '../model/value.ts';
import type { Checking } from './context.ts';
import { writtenField } from './field.ts';
import { valueMessages } from './value-messages.ts';

type Range = readonly [least: number, most: number];

/** Less than any digit that is compared. */
const TINY = 1e-15;

/** Warns of a test that nobody can pass, or that everybody passes. */
export function warnOfRange(
  operator: Operator,
  left: Value,
  right: readonly Operand[],
  node: OperandSyntax,
  context: Checking,
): void {
  const range = rangeOf(left, context);
  const asked = range && askedRange(operator, right.map(numberOf));
  if (!range || !asked) return;
  const field = writtenField(left, context);
  const [least, most] = range;
  if (asked[0] > most || asked[1] < least)
    context.report(valueMessages.neverSo(node, field, range, percentOf(node, range)));
  else if (asked[0] <= least && asked[1] === Infinity && isNeverMissing(left))
    context.report(valueMessages.alwaysSo(node, field, least));
}

function rangeOf(value: Value, { models }: Checking): Range | undefined {
  if (value.kind === 'measure') return findMeasure(value.measure)?.range;
  if (value.kind !== 'model') return undefined;
  const fields = models.find(({ name }) => name === value.model)?.fields ?? [];
  return fields.find(({ name }) => name === value.field)?.range;
}

function isNeverMissing(value: Value): boolean {
  return value.kind === 'measure' && findMeasure(value.measure)?.empty === 'zero';
}

/** From where to where a value passes; undefined for other tests, and for comparisons with a field. */
function askedRange({ name }: Operator, numbers: readonly (number | undefined)[]): Range | undefined {
  const [first, second] = numbers;
  if (first === undefined || numbers.includes(undefined)) return undefined;
  switch (name) {
    case 'gt':
      return [first + TINY, Infinity];
    case 'gte':
      return [first, Infinity];
    case 'lt':
      return [-Infinity, first - TINY];
    case 'lte':
      return [-Infinity, first];
    case 'eq':
    case 'in':
      return [Math.min(...(numbers as number[])), Math.max(...(numbers as number[]))];
    case 'between':
      return [first, second!];
  }
  return undefined;
}

function numberOf(operand: Operand): number | undefined {
  return operand.kind === 'literal' && /^(integer|decimal)$/.test(operand.literal.type)
    ? Number(operand.literal.text)
    : undefined;
}

/** `50%` for the 50 that was written of a share. */
function percentOf(node: OperandSyntax, [, most]: Range): string | undefined {
  const isNumber = node.kind === 'scalar' && /^\d+(\.\d+)?$/.test(node.text);
  return isNumber && most === 1 && Number(node.text) <= 100 ? `write \`${node.text}%\`` : undefined;
}
