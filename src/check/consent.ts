/** Who has agreed: exactly the values that are listed, whatever the type of the column. */

import type { ConditionSyntax, ScalarSyntax } from '../language/syntax.ts';
import { yesWords } from '../model/consent-words.ts';
import { all, anyOf, type Logic } from '../model/logic.ts';
import { readNumber } from '../model/number.ts';
import type { Unlisted } from '../model/segment.ts';
import {
  type Folding,
  isMoment,
  isNumber,
  type Leaf,
  type Literal,
  typeOf,
  type Value,
} from '../model/value.ts';
import { checkCondition } from './condition.ts';
import type { Checking } from './context.ts';
import { checkField } from './field.ts';
import { simpleTest } from './leaf.ts';
import { timeMessages } from './time-messages.ts';

/** How customers are reached: where the address stands, and which values of the consent column mean yes. */
export interface ChannelSyntax {
  readonly name: string;
  readonly contact: ScalarSyntax;
  readonly consent:
    | { readonly kind: 'field'; readonly field: ScalarSyntax; readonly yes?: readonly string[] }
    | { readonly kind: 'condition'; readonly where: ConditionSyntax };
}

export const truth: Literal = { type: 'boolean', text: 'true' };

/** The project file names columns of the customers, never traits. */
export function customerColumn(name: ScalarSyntax): ScalarSyntax {
  return { ...name, text: `customer.${name.text}` };
}

/** Who has agreed, and who has said something else. */
export interface CheckedConsent {
  readonly agreed: Logic<Leaf>;
  readonly refused: Logic<Leaf>;
  /** Where the words that are a yes are not listed. */
  readonly unlisted?: Unlisted;
}

export function checkConsent(
  consent: ChannelSyntax['consent'],
  context: Checking,
): CheckedConsent | undefined {
  if (consent.kind === 'condition') {
    const agreed = checkCondition(consent.where, context);
    return agreed && { agreed, refused: { kind: 'not', item: agreed } };
  }
  const field = checkField(customerColumn(consent.field), context);
  if (!field) return undefined;
  if (isMoment(typeOf(field))) {
    context.report(timeMessages.momentOfConsent(consent.field, consent.field.text));
    return undefined;
  }
  const agreed = saysYes(field, consent.yes);
  const refused = all([simpleTest(field, 'set', truth), { kind: 'not', item: agreed }]);
  if (consent.yes || field.kind !== 'column') return { agreed, refused };
  return { agreed, refused, unlisted: { column: field, span: consent.field.span } };
}

function saysYes(field: Value, listed: readonly string[] | undefined): Logic<Leaf> {
  const type = typeOf(field);
  if (type === 'list') return comparison('contains_any', field, (listed ?? yesWords).map(asText));
  if (type === 'boolean') {
    const yes = (listed ?? ['true']).flatMap((word) => ofTruth(word) ?? []);
    return anyOf([...new Set(yes)].map((text) => simpleTest(field, 'eq', { type: 'boolean', text })));
  }
  if (isNumber(type)) return anyOf((listed ?? ['1']).flatMap((word) => ofNumber(field, word) ?? []));
  const folding = listed ? {} : { folding: { case: true } };
  return comparison('in', field, (listed ?? yesWords).map(asText), folding);
}

function asText(text: string): Literal {
  return { type: 'text', text };
}

/** A listed word that no truth is written as is no yes of anybody's. */
function ofTruth(word: string): string | undefined {
  return ['true', 'false'].find((truth) => truth === word.toLowerCase());
}

function ofNumber(field: Value, word: string): Logic<Leaf> | undefined {
  const number = readNumber(word);
  return number && simpleTest(field, 'eq', number);
}

function comparison(
  operator: string,
  left: Value,
  literals: readonly Literal[],
  rest: { readonly folding?: Folding } = {},
): Logic<Leaf> {
  const right = literals.map((literal) => ({ kind: 'literal', literal }) as const);
  return { kind: 'leaf', leaf: { kind: 'comparison', operator, left, right, ...rest } };
}
