/** The measures of a block, each of the rows that the block means. */

import { measureValue } from '../language/measure-value.ts';
import { findMeasure } from '../language/measures/index.ts';
import type { MeasureSyntax } from '../language/syntax.ts';
import type { Logic } from '../model/logic.ts';
import type { EventTable } from '../model/schema.ts';
import { isNumber, type Leaf, type MeasureValue, type Rows, typeOf } from '../model/value.ts';
import { type Checking, inRow } from './context.ts';
import { checkField } from './field.ts';
import { simpleTest } from './leaf.ts';
import { checkTest } from './test.ts';
import { timeMessages } from './time-messages.ts';
import { valueMessages } from './value-messages.ts';

/** Binds a measure and its test. */
export function measureTest(
  syntax: MeasureSyntax,
  rows: Rows,
  table: EventTable,
  context: Checking,
): Logic<Leaf> | undefined {
  const left = checkMeasure(syntax, rows, table, context);
  if (!left) return undefined;
  if (syntax.test) return checkTest(left, syntax.test, context);
  return { ...simpleTest(left, 'eq', { type: 'boolean', text: 'true' }), span: syntax.span };
}

/** The measure as a value: of nothing, of a field, or of the rows that pass a test. */
export function checkMeasure(
  { key, of, rows: test, summary }: MeasureSyntax,
  rows: Rows,
  table: EventTable,
  context: Checking,
): MeasureValue | undefined {
  const measure = findMeasure(key.text)!;
  if (measure.needsTime && table.time === undefined) context.report(timeMessages.needsTime(key, table.name));
  if (test) {
    const passed = context.rowTest(test, table, context);
    return passed && { ...measureValue(measure.name, rows), test: passed };
  }
  if (summary) {
    const why = delayProblem(rows);
    if (why !== undefined) context.report(timeMessages.noDelay(key, why));
    return { ...measureValue(measure.name, rows), summary };
  }
  if (!of) return measureValue(measure.name, rows);
  const value = checkField(of, inRow(context, table));
  if (!value) return undefined;
  const type = typeOf(value);
  if (measure.operand === 'numbers' && !isNumber(type)) {
    context.report(valueMessages.measureType(key, type, 'numbers'));
    return undefined;
  }
  if (measure.operand === 'ordered' && (type === 'list' || type === 'boolean')) {
    context.report(valueMessages.measureType(key, type, 'numbers, dates or texts'));
    return undefined;
  }
  return measureValue(measure.name, rows, value);
}

/** A delay is to the first row that ends the steps, whichever way they were gone. */
function delayProblem({ steps }: Rows): string | undefined {
  if (steps.length === 0) return 'it has no `then`';
  const spanned = steps.findIndex(({ within }) => within !== undefined);
  const isMixed = spanned >= 0 && steps.slice(spanned + 1).some(({ same }) => same.length > 0);
  return isMixed ? 'a step with `same` comes after one with `within`' : undefined;
}
