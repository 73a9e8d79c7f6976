/** The measures of a block, each of the rows that the block means. */
import type { Measure } from '../language/measure.ts';
import { measureValue } from '../language/measure-value.ts';
import { findMeasure } from '../language/measures/index.ts';
import type { Logic } from '../model/logic.ts';
import type { EventTable } from '../model/schema.ts';
import { isNumber, type Leaf, type MeasureValue, type Rows, typeOf } from '../model/value.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { type Context, inRow } from './context.ts';
import { checkField } from './field.ts';
import { simpleTest } from './leaf.ts';
import { messages } from './messages.ts';
import { checkTest } from './test.ts';

export function measureEntries(map: YamlMap): readonly YamlEntry[] {
  return map.entries.filter(({ key }) => findMeasure(key.text) !== undefined);
}

/** `MEASURE: TEST` or `MEASURE: { of: X, TEST }`. */
export function measureTest(
  entry: YamlEntry,
  rows: Rows,
  table: EventTable,
  context: Context,
): Logic<Leaf> | undefined {
  const { key, value } = entry;
  const measure = findMeasure(key.text)!;
  if (measure.name === 'every') {
    const every = checkMeasure(measure, entry, value, rows, table, context);
    return every && { ...simpleTest(every, 'eq', { type: 'boolean', text: 'true' }), span: value.span };
  }
  if (measure.operand === 'none') {
    const left = checkMeasure(measure, entry, undefined, rows, table, context);
    if (value.kind === 'scalar' && value.text === 'true' && !value.quoted) {
      context.report(messages.measureWithoutTest(key));
      return undefined;
    }
    return left && checkTest(left, value, context);
  }
  const of = value.kind === 'map' ? entryOf(value.entries, 'of') : undefined;
  if (value.kind !== 'map' || !of) {
    context.report(messages.measureWithoutField(key));
    return undefined;
  }
  const tests = value.entries.filter((item) => item !== of);
  if (tests.length === 0) {
    context.report(messages.measureWithoutTest(key, of.value));
    return undefined;
  }
  const left = checkMeasure(measure, entry, of.value, rows, table, context);
  return left && checkTest(left, { ...value, entries: tests }, context);
}

/** The measure as a value: of nothing, of a field, or of the rows that pass a test. */
export function checkMeasure(
  measure: Measure,
  entry: YamlEntry,
  of: YamlNode | undefined,
  rows: Rows,
  table: EventTable,
  context: Context,
): MeasureValue | undefined {
  if (measure.needsTime && table.time === undefined)
    context.report(messages.needsTime(entry.key, table.name));
  if (measure.operand === 'none') return measureValue(measure.name, rows);
  if (measure.operand === 'row-test') {
    const test = of && context.rowTest(of, table, context);
    return test && { ...measureValue(measure.name, rows), test };
  }
  if (of?.kind !== 'scalar' || of.text === '') {
    context.report(messages.measureWithoutField(entry.key));
    return undefined;
  }
  const value = checkField(of, inRow(context, table));
  if (!value) return undefined;
  const type = typeOf(value);
  if (measure.operand === 'numbers' && !isNumber(type)) {
    context.report(messages.measureType(entry.key, type, 'numbers'));
    return undefined;
  }
  if (measure.operand === 'ordered' && (type === 'list' || type === 'boolean')) {
    context.report(messages.measureType(entry.key, type, 'numbers, dates or texts'));
    return undefined;
  }
  return measureValue(measure.name, rows, value);
}
