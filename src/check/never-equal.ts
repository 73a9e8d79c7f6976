import type { Operator } from '../language/operator.ts';
import type { OperandSyntax } from '../language/syntax.ts';
import { readNumber } from '../model/number.ts';
import { typeOf, type Value } from '../model/value.ts';
import type { Checking } from './context.ts';
import { writtenField } from './field.ts';
import { valueMessages } from './value-messages.ts';

/** Warns of numbers that the value can never be: `30.5` where it is whole, `9.999` where it has two decimals. */
export function warnOfNeverEqual(
  operator: Operator,
  left: Value,
  node: OperandSyntax,
  context: Checking,
): void {
  const scale = scaleOf(left);
  if (scale === undefined || !['eq', 'in'].includes(operator.negates ?? operator.name)) return;
  for (const item of node.kind === 'list' ? node.items : [node]) {
    if (decimalsOf(item) > scale)
      context.report(valueMessages.neverEqual(item, writtenField(left, context), scale));
  }
}

/** How many decimals the value has at the most, where that is known. */
function scaleOf(value: Value): number | undefined {
  const type = typeOf(value);
  if (type === 'integer') return 0;
  return type === 'decimal' && (value.kind === 'column' || value.kind === 'measure')
    ? value.scale
    : undefined;
}

function decimalsOf(node: OperandSyntax): number {
  const number = node.kind === 'scalar' && !node.quoted ? readNumber(node.text)?.text : undefined;
  return number?.split('.')[1]?.replace(/0+$/, '').length ?? 0;
}
