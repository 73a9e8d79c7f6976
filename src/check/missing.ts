import type { Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Logic } from '../model/logic.ts';
import type { Definitions } from '../model/segment.ts';
import type { Leaf, Value } from '../model/value.ts';
import { isNullable } from '../model/value-facts.ts';
import { rowTestsWithin } from '../model/walk.ts';
import { fieldText } from './field.ts';
import { valueMessages } from './value-messages.ts';

/** A test that a missing value passes, and the field that may be missing. */
export interface SwayedTest {
  readonly leaf: Leaf;
  readonly field: Value;
  readonly span: Span;
}

/** Warns where a missing value passes a test: of whom a segment holds, leaves out, or puts in a stage, and of rows. */
export function warnOfMissing(definitions: Definitions, report: Report): void {
  const { segments, stageSets, filters } = definitions;
  for (const { where, exclude } of segments) {
    warnIn(where, 'whoever has none passes this test', 'to leave them out', report);
    for (const condition of exclude)
      warnIn(condition, 'whoever has none is excluded by this test', 'to keep them', report);
  }
  for (const { where } of stageSets.flatMap(({ stages }) => stages)) {
    warnIn(where, 'whoever has none passes this test', 'to leave them to the stages below', report);
  }
  for (const test of [...filters.values(), ...rowTestsWithin(definitions)]) {
    warnIn(test, 'a row that has none passes this test', 'to leave such rows out', report);
  }
}

function warnIn(logic: Logic<Leaf> | undefined, effect: string, purpose: string, report: Report): void {
  for (const { field, span } of logic ? swayedTests(logic) : []) {
    report(valueMessages.missingSways(span, fieldText(field), effect, purpose));
  }
}

/**
 * The tests that a missing value passes: those under a negation, unless the same group also asks for the
 * value to be set. Tests that a missing value fails need no warning: they are what they look like.
 */
export function swayedTests(logic: Logic<Leaf>): readonly SwayedTest[] {
  return walk(logic, false, new Set());
}

function walk(logic: Logic<Leaf>, negated: boolean, set: ReadonlySet<string>): readonly SwayedTest[] {
  switch (logic.kind) {
    case 'leaf':
      return negated ? swayed(logic.leaf, logic.span, set) : [];
    case 'not':
      return walk(logic.item, !negated, set);
    case 'all':
    case 'any':
    case 'at-least': {
      const known =
        logic.kind === 'all' && !negated ? new Set([...set, ...logic.items.flatMap(setFields)]) : set;
      return logic.items.flatMap((item) => walk(item, negated, known));
    }
  }
}

function setFields(logic: Logic<Leaf>): readonly string[] {
  if (logic.kind !== 'leaf' || logic.leaf.kind !== 'comparison' || logic.leaf.operator !== 'set') return [];
  const [operand] = logic.leaf.right;
  return operand?.kind === 'literal' && operand.literal.text === 'true' ? [fieldText(logic.leaf.left)] : [];
}

function swayed(leaf: Leaf, span: Span | undefined, set: ReadonlySet<string>): readonly SwayedTest[] {
  const field = testedField(leaf);
  return span && field && isNullable(field) && !set.has(fieldText(field)) ? [{ leaf, field, span }] : [];
}

/** The attribute that the leaf tests for a value; measures say themselves what no rows mean. */
function testedField(leaf: Leaf): Value | undefined {
  if (leaf.kind !== 'comparison' && leaf.kind !== 'window' && leaf.kind !== 'anniversary') return undefined;
  if (leaf.kind === 'comparison' && leaf.operator === 'set') return undefined;
  const inner = leaf.left.kind === 'part' ? leaf.left.of : leaf.left;
  return inner.kind === 'column' ? leaf.left : undefined;
}
