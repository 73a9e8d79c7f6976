import type { Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Logic } from '../model/logic.ts';
import { isNullable, type Leaf, type Value } from '../model/value.ts';
import { nameOf } from './field.ts';
import { messages } from './messages.ts';

/**
 * Warns where a missing value passes a test: under a negation, unless the same group also asks for the value
 * to be set. Tests that a missing value fails need no warning: they are what they look like.
 */
export function warnOfMissing(logic: Logic<Leaf>, report: Report): void {
  walk(logic, false, new Set(), report);
}

function walk(logic: Logic<Leaf>, negated: boolean, set: ReadonlySet<string>, report: Report): void {
  switch (logic.kind) {
    case 'leaf':
      if (negated) warn(logic.leaf, logic.span, set, report);
      return;
    case 'not':
      walk(logic.item, !negated, set, report);
      return;
    case 'all':
    case 'any':
    case 'at-least': {
      const known =
        logic.kind === 'all' && !negated ? new Set([...set, ...logic.items.flatMap(setFields)]) : set;
      for (const item of logic.items) walk(item, negated, known, report);
    }
  }
}

function setFields(logic: Logic<Leaf>): readonly string[] {
  if (logic.kind !== 'leaf' || logic.leaf.kind !== 'comparison' || logic.leaf.operator !== 'set') return [];
  const [operand] = logic.leaf.right;
  return operand?.kind === 'literal' && operand.literal.text === 'true' ? [nameOf(logic.leaf.left)] : [];
}

function warn(leaf: Leaf, span: Span | undefined, set: ReadonlySet<string>, report: Report): void {
  const left = testedField(leaf);
  if (span && left && isNullable(left) && !set.has(nameOf(left)))
    report(messages.missingSways(span, nameOf(left)));
}

/** The attribute that the leaf tests for a value; measures say themselves what no rows mean. */
function testedField(leaf: Leaf): Value | undefined {
  if (leaf.kind !== 'comparison' && leaf.kind !== 'window' && leaf.kind !== 'anniversary') return undefined;
  if (leaf.kind === 'comparison' && leaf.operator === 'set') return undefined;
  const inner = leaf.left.kind === 'part' ? leaf.left.of : leaf.left;
  return inner.kind === 'column' ? leaf.left : undefined;
}
