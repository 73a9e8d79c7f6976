/** The right side of a test, in the shape that its operator wants. */

import type { Operator } from '../language/operator.ts';
import type { FieldSyntax, OperandSyntax } from '../language/syntax.ts';
import { readNumber } from '../model/number.ts';
import { family, isMoment, isNumber, type Operand, typeOf, type Value } from '../model/value.ts';
import type { Checking } from './context.ts';
import { checkField } from './field.ts';
import { checkLiteral } from './literal.ts';
import { patternProblem } from './pattern.ts';
import { textMessages } from './text-messages.ts';
import { valueMessages } from './value-messages.ts';
import { plusOf } from './window.ts';

/** Binds what the value is compared with; undefined, and reported, where the operator does not take it. */
export function checkOperands(
  operator: Operator,
  left: Value,
  node: OperandSyntax,
  context: Checking,
): readonly Operand[] | undefined {
  switch (operator.operand) {
    case 'one': {
      const one = operand(left, node, context);
      return one && [one];
    }
    case 'pair':
      return pair(left, node, context);
    case 'list':
      return list(left, node, context);
    case 'boolean': {
      const text = node.kind === 'scalar' && !node.quoted ? node.text : '';
      if (text === 'true' || text === 'false')
        return [{ kind: 'literal', literal: { type: 'boolean', text } }];
      context.report(valueMessages.expected(node, '`true` or `false`'));
      return undefined;
    }
    case 'pattern':
      return pattern(node, context);
  }
}

function pair(left: Value, node: OperandSyntax, context: Checking): readonly Operand[] | undefined {
  if (node.kind !== 'list' || node.items.length !== 2) {
    context.report(valueMessages.expected(node, 'two values such as `[18, 25]`'));
    return undefined;
  }
  const items = node.items.flatMap((item) => operand(left, item, context) ?? []);
  return items.length === 2 ? items : undefined;
}

function list(left: Value, node: OperandSyntax, context: Checking): readonly Operand[] | undefined {
  if (node.kind !== 'list' || node.items.length === 0) {
    const help = node.kind === 'scalar' && node.text !== '' ? [`write \`[${node.text}]\``] : [];
    context.report(valueMessages.expected(node, 'a list of at least one value', ...help));
    return undefined;
  }
  const items = node.items.flatMap((item) => checkLiteral(item, left, context) ?? []);
  const unique = new Map(items.map((literal) => [literal.text, literal]));
  return items.length === node.items.length
    ? [...unique.values()].map((literal): Operand => ({ kind: 'literal', literal }))
    : undefined;
}

function pattern(node: OperandSyntax, context: Checking): readonly Operand[] | undefined {
  const text = node.kind === 'scalar' ? node.text : '';
  const why = text === '' ? 'it is empty' : patternProblem(text);
  const [, inner] = /^\/(.+)\/[gimsuy]+$/.exec(text) ?? [];
  if (inner !== undefined) context.report(textMessages.flagsOfPattern(node, inner));
  if (why === undefined) return [{ kind: 'literal', literal: { type: 'text', text } }];
  context.report(textMessages.pattern(node, why));
  return undefined;
}

function operand(left: Value, node: OperandSyntax, context: Checking): Operand | undefined {
  if (node.kind === 'field') return fieldOperand(left, node, context);
  const literal = checkLiteral(node, left, context);
  return literal && { kind: 'literal', literal };
}

/** `{ field: F, times: 50% }` or `{ field: F, plus: 14d }`. */
function fieldOperand(left: Value, node: FieldSyntax, context: Checking): Operand | undefined {
  const value = checkField(node.field, context);
  if (!value) return undefined;
  const type = typeOf(value);
  if (family(type) !== family(typeOf(left))) {
    context.report(valueMessages.incomparable(node.field.span, typeOf(left), type));
    return undefined;
  }
  const times = timesOf(node, value, context);
  const plus = isMoment(type) ? plusOf(node, context) : undefined;
  if (node.plus && !isMoment(type)) {
    context.report(valueMessages.notHere(node.plus.key.span, '`plus`', 'a comparison of numbers or texts'));
  }
  return { kind: 'value', value, ...(times === undefined ? {} : { times }), ...(plus ? { plus } : {}) };
}

function timesOf({ times }: FieldSyntax, value: Value, context: Checking): string | undefined {
  if (!times) return undefined;
  const { text, quoted } = times.value;
  const literal = !quoted && isNumber(typeOf(value)) ? readNumber(text) : undefined;
  if (!literal)
    context.report(valueMessages.expected(times.value, 'a factor such as `2` or `50%`, for a number'));
  return literal?.text;
}
