import type { LeafSyntax, ScalarSyntax } from '../language/syntax.ts';
import type { Logic } from '../model/logic.ts';
import { isMoment, isNumber, type Leaf, type NamedValue, typeOf, type Value } from '../model/value.ts';
import type { Checking } from './context.ts';
import { checkField } from './field.ts';
import { checkRank } from './rank.ts';
import { checkReference } from './reference.ts';
import { valueMessages } from './value-messages.ts';

type LookalikeSyntax = Extract<LeafSyntax, { kind: 'lookalike' }>;

/** The best of those outside a list, by how near they are to those in it: a rank like any other. */
export function checkLookalike(
  { of, from, top }: LookalikeSyntax,
  context: Checking,
): Logic<Leaf> | undefined {
  const segments = checkReference(of, context);
  if (segments.length > 1) {
    context.report(valueMessages.expected(of, 'one stage', `write \`${segments[0]}\``));
  }
  const signs = from.map((name) => checkSign(name, context));
  const known = signs.filter((sign) => sign !== undefined);
  const [segment] = segments;
  if (segments.length !== 1 || segment === undefined || known.length < signs.length) return undefined;
  return checkRank({ kind: 'likeness', segment, from: known }, 'top', top, context);
}

/** A field that customers may be told apart by: a number, a date, or true or false. */
export function checkSign(name: ScalarSyntax, context: Checking): NamedValue | undefined {
  const value = checkField(name, context);
  if (!value) return undefined;
  if (isSign(value)) return { name: name.text, value };
  context.report(valueMessages.notASign(name));
  return undefined;
}

function isSign(value: Value): boolean {
  const type = typeOf(value);
  return isNumber(type) || isMoment(type) || type === 'boolean';
}
