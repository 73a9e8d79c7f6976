/** Tests that nothing can ever pass: values that a part of a time never has, and ranges that end before they begin. */
import type { Operator } from '../language/operator.ts';
import type { OperandSyntax } from '../language/syntax.ts';
import { family, type Literal, type Operand, type TimePart, typeOf, type Value } from '../model/value.ts';
import type { Checking } from './context.ts';
import { writtenField } from './field.ts';
import { timeMessages } from './time-messages.ts';
import { valueMessages } from './value-messages.ts';

/** The least and the greatest of the parts that come again and again. */
const ranges: Readonly<Partial<Record<TimePart, readonly [number, number]>>> = {
  hour: [0, 23],
  weekday: [1, 7],
  day: [1, 31],
  month: [1, 12],
  quarter: [1, 4],
};

/** Reports what can never be; true where there was something. */
export function reportImpossible(
  operator: Operator,
  left: Value,
  right: readonly Operand[],
  node: OperandSyntax,
  context: Checking,
): boolean {
  if (operator.operand === 'pair') return isReversed(left, right, node, context);
  if (!['eq', 'in'].includes(operator.negates ?? operator.name)) return false;
  const range = left.kind === 'part' ? ranges[left.part] : undefined;
  const stray = range && right.map(literalOf).find((literal) => literal && isOutside(literal, range));
  if (!range || !stray) return false;
  context.report(valueMessages.neverInRange(node, writtenField(left, context), stray.text, range));
  return true;
}

function isOutside({ text }: Literal, [least, greatest]: readonly [number, number]): boolean {
  return Number(text) < least || Number(text) > greatest;
}

function isReversed(left: Value, right: readonly Operand[], node: OperandSyntax, context: Checking): boolean {
  const [low, high] = right.map(literalOf);
  if (!low || !high || node.kind !== 'list' || !isMore(low, high, left)) return false;
  const [first, second] = node.items;
  if (first?.kind !== 'scalar' || second?.kind !== 'scalar') return false;
  context.report(timeMessages.reversed(node.span, first.text, second.text));
  return true;
}

function isMore(low: Literal, high: Literal, left: Value): boolean {
  const of = family(typeOf(left));
  if (of === 'number') return Number(low.text) > Number(high.text);
  return of === 'moment' && low.text > high.text;
}

function literalOf(operand: Operand): Literal | undefined {
  return operand.kind === 'literal' ? operand.literal : undefined;
}
