import type { TraitSyntax } from '../language/syntax.ts';
import { type ArithmeticOperator, isNumber, typeOf, type Value } from '../model/value.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { checkBlockTrait } from './block.ts';
import { type Context, findEvents } from './context.ts';
import { checkField } from './field.ts';
import { readNumber } from './literal.ts';
import { messages } from './messages.ts';

export const ARITHMETIC: readonly ArithmeticOperator[] = ['ratio', 'plus', 'minus', 'times'];

/** Binds a trait: a block with exactly one measure, or arithmetic over numbers, fields and traits written out. */
export function checkTrait(syntax: TraitSyntax, context: Context): Value | undefined {
  return traitValue(syntax.body, syntax.name.text, context);
}

function traitValue(node: YamlNode, name: string, context: Context): Value | undefined {
  const [entry, ...more] = node.kind === 'map' ? node.entries : [];
  if (!entry || more.length > 0) {
    context.report(messages.traitShape(node, name));
    return undefined;
  }
  const operator = ARITHMETIC.find((candidate) => candidate === entry.key.text);
  if (operator) return arithmetic(operator, entry.value, name, context);
  const table = context.row ? undefined : findEvents(context, entry.key.text);
  if (table) return checkBlockTrait(table, entry.value, name, context);
  if (context.row) {
    context.report(messages.expected(node, `arithmetic such as \`{ times: [A, B] }\``));
    return undefined;
  }
  const known = [...context.schema.events.map((events) => events.name), ...ARITHMETIC];
  context.report(messages.unknownTable(entry.key, known));
  return undefined;
}

/** Binds `{ times: [Quantity, UnitPrice] }` over the columns of a row; undefined, and nothing reported, for anything else. */
export function rowArithmetic(node: YamlNode, name: string, context: Context): Value | undefined {
  const [entry] = node.kind === 'map' ? node.entries : [];
  const operator = entry && ARITHMETIC.find((candidate) => candidate === entry.key.text);
  return operator && arithmetic(operator, entry.value, name, context);
}

function arithmetic(
  operator: ArithmeticOperator,
  node: YamlNode,
  name: string,
  context: Context,
): Value | undefined {
  const wanted = operator === 'ratio' ? 'a list of two operands' : 'a list of at least two operands';
  const items = node.kind === 'list' ? node.items : [];
  if (items.length < 2 || (operator === 'ratio' && items.length > 2)) {
    context.report(messages.expected(node, wanted, `write \`${operator}: [ …, … ]\``));
    return undefined;
  }
  const operands = items.flatMap((item) => operand(item, name, context) ?? []);
  return operands.length === items.length ? { kind: 'arithmetic', operator, operands } : undefined;
}

function operand(node: YamlNode, name: string, context: Context): Value | undefined {
  const value = node.kind === 'scalar' ? scalarOperand(node, context) : traitValue(node, name, context);
  if (!value) return undefined;
  const type = typeOf(value);
  if (isNumber(type)) return value;
  context.report(messages.notNumber(node.span, type));
  return undefined;
}

function scalarOperand(node: YamlScalar, context: Context): Value | undefined {
  const number = node.quoted ? undefined : readNumber(node.text);
  if (number) return { kind: 'constant', literal: number };
  if (node.text !== '') return checkField(node, context);
  context.report(messages.blank(node.span, 'the operand'));
  return undefined;
}
