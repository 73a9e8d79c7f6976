import type { TraitOperandSyntax, TraitSyntax, TraitValueSyntax } from '../language/syntax.ts';
import { readNumber } from '../model/number.ts';
import { isNumber, typeOf, type Value } from '../model/value.ts';
import { checkBlockTrait } from './block.ts';
import { type Checking, findEvents } from './context.ts';
import { checkField } from './field.ts';
import { valueMessages } from './value-messages.ts';

/** Binds a trait: a block with exactly one measure, or arithmetic over numbers, fields and traits written out. */
export function checkTrait({ value }: TraitSyntax, context: Checking): Value | undefined {
  return checkTraitValue(value, context);
}

/** The same of a trait that is written out, and of arithmetic over the columns of a row. */
export function checkTraitValue(syntax: TraitValueSyntax, context: Checking): Value | undefined {
  switch (syntax.kind) {
    case 'reported':
      return undefined;
    case 'block':
      return checkBlockTrait(findEvents(context, syntax.table.text)!, syntax.rows, context);
    case 'arithmetic': {
      const { operator, operands: items } = syntax;
      const operands = items.flatMap((item) => operand(item, context) ?? []);
      return operands.length === items.length ? { kind: 'arithmetic', operator, operands } : undefined;
    }
  }
}

function operand(syntax: TraitOperandSyntax, context: Checking): Value | undefined {
  const value = operandValue(syntax, context);
  if (!value) return undefined;
  const type = typeOf(value);
  if (isNumber(type)) return value;
  context.report(valueMessages.notNumber(syntax.span, type));
  return undefined;
}

function operandValue(syntax: TraitOperandSyntax, context: Checking): Value | undefined {
  if (syntax.kind !== 'scalar') return checkTraitValue(syntax, context);
  const number = syntax.quoted ? undefined : readNumber(syntax.text);
  if (number) return { kind: 'constant', literal: number };
  if (syntax.text !== '') return checkField(syntax, context);
  context.report(valueMessages.blank(syntax.span, 'the operand'));
  return undefined;
}
