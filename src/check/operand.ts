/** The right side of a test, in the shape that its operator wants. */
import type { Operator } from '../language/operator.ts';
import { family, isMoment, isNumber, type Operand, typeOf, type Value } from '../model/value.ts';
import { unknownKey } from '../yaml/fields.ts';
import { entryOf, type YamlMap, type YamlNode } from '../yaml/node.ts';
import type { Context } from './context.ts';
import { checkField } from './field.ts';
import { checkLiteral, readNumber } from './literal.ts';
import { messages } from './messages.ts';
import { patternProblem } from './pattern.ts';
import { plusOf } from './window.ts';

/** Binds what the value is compared with; undefined, and reported, where the operator does not take it. */
export function checkOperands(
  operator: Operator,
  left: Value,
  node: YamlNode,
  context: Context,
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
      context.report(messages.expected(node, '`true` or `false`'));
      return undefined;
    }
    case 'pattern':
      return pattern(node, context);
  }
}

function pair(left: Value, node: YamlNode, context: Context): readonly Operand[] | undefined {
  if (node.kind !== 'list' || node.items.length !== 2) {
    context.report(messages.expected(node, 'two values such as `[18, 25]`'));
    return undefined;
  }
  const items = node.items.flatMap((item) => operand(left, item, context) ?? []);
  return items.length === 2 ? items : undefined;
}

function list(left: Value, node: YamlNode, context: Context): readonly Operand[] | undefined {
  if (node.kind !== 'list' || node.items.length === 0) {
    context.report(messages.expected(node, 'a list of at least one value'));
    return undefined;
  }
  const items = node.items.flatMap((item) => checkLiteral(item, left, context) ?? []);
  const unique = new Map(items.map((literal) => [literal.text, literal]));
  return items.length === node.items.length
    ? [...unique.values()].map((literal): Operand => ({ kind: 'literal', literal }))
    : undefined;
}

function pattern(node: YamlNode, context: Context): readonly Operand[] | undefined {
  const text = node.kind === 'scalar' ? node.text : '';
  const why = text === '' ? 'it is empty' : patternProblem(text);
  if (why === undefined) return [{ kind: 'literal', literal: { type: 'text', text } }];
  context.report(messages.pattern(node, why));
  return undefined;
}

function operand(left: Value, node: YamlNode, context: Context): Operand | undefined {
  if (node.kind === 'map') return fieldOperand(left, node, context);
  const literal = checkLiteral(node, left, context);
  return literal && { kind: 'literal', literal };
}

const FIELD_KEYS = ['field', 'times', 'plus'];

/** `{ field: F, times: 50% }` or `{ field: F, plus: 14d }`. */
function fieldOperand(left: Value, map: YamlMap, context: Context): Operand | undefined {
  const field = entryOf(map.entries, 'field')?.value;
  const unknown = map.entries.find(({ key }) => !FIELD_KEYS.includes(key.text));
  if (unknown) {
    context.report(unknownKey(unknown.key, FIELD_KEYS, 'a field to compare with'));
    return undefined;
  }
  if (field?.kind !== 'scalar' || field.text === '') {
    context.report(messages.expected(map, 'a value or `{ field: NAME }`, perhaps with `times` or `plus`'));
    return undefined;
  }
  const value = checkField(field, context);
  if (!value) return undefined;
  if (family(typeOf(value)) !== family(typeOf(left))) {
    context.report(messages.incomparable(field.span, typeOf(left), typeOf(value)));
    return undefined;
  }
  const times = timesOf(map, value, context);
  const plus = isMoment(typeOf(value)) ? plusOf(map, context) : undefined;
  const stray = map.entries.find(({ key }) => key.text === 'plus' && !isMoment(typeOf(value)));
  if (stray) context.report(messages.notHere(stray.key.span, '`plus`', 'a comparison of numbers or texts'));
  return { kind: 'value', value, ...(times === undefined ? {} : { times }), ...(plus ? { plus } : {}) };
}

function timesOf(map: YamlMap, value: Value, context: Context): string | undefined {
  const entry = entryOf(map.entries, 'times');
  if (!entry) return undefined;
  const literal =
    entry.value.kind === 'scalar' && !entry.value.quoted && isNumber(typeOf(value))
      ? readNumber(entry.value.text)
      : undefined;
  if (!literal) context.report(messages.expected(entry.value, 'a factor such as `2` or `50%`, for a number'));
  return literal?.text;
}
