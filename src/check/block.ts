import type { Measure } from '../language/measure.ts';
import { measureValue } from '../language/measure-value.ts';
import { findMeasure } from '../language/measures/index.ts';
import { all, type Logic } from '../model/logic.ts';
import type { EventTable } from '../model/schema.ts';
import type { Leaf, Rows, Value } from '../model/value.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { checkMeasure, measureEntries, measureTest } from './block-measure.ts';
import { type Context, inRow } from './context.ts';
import { checkField } from './field.ts';
import { simpleTest } from './leaf.ts';
import { messages } from './messages.ts';
import { checkRows } from './rows.ts';

/** Binds `TABLE: BLOCK` as a condition: every measure passes its test, or there is at least one row. */
export function checkBlock(table: EventTable, node: YamlNode, context: Context): Logic<Leaf> | undefined {
  if (node.kind === 'scalar') return anyOrNone(table, node, context);
  if (node.kind === 'list' || node.entries.length === 0) {
    context.report(
      node.kind === 'list'
        ? messages.blockNotMapping(node, table.name)
        : messages.emptyBlock(node, table.name),
    );
    return undefined;
  }
  const rows = checkRows(table, node, 'block', context);
  const tested = measureEntries(node).map((entry) => measureTest(entry, rows, table, context));
  if (tested.includes(undefined)) return undefined;
  const tests = tested.filter((test) => test !== undefined);
  const test = tests.length === 0 ? atLeastOne(rows) : all(tests, node.span);
  const sameEntry = entryOf(node.entries, 'same');
  if (!sameEntry) return test;
  const same = checkSameField(sameEntry, table, context);
  return same && { kind: 'leaf', leaf: { kind: 'group', rows, same, test }, span: node.span };
}

function anyOrNone(table: EventTable, node: YamlScalar, context: Context): Logic<Leaf> | undefined {
  const rows: Rows = { table: table.name, bounds: [], steps: [] };
  if (node.parameter !== undefined) {
    context.report(messages.parameterAsName(node));
    return undefined;
  }
  if (!node.quoted && node.text === 'any') return { ...atLeastOne(rows), span: node.span };
  if (!node.quoted && node.text === 'none') {
    return {
      ...simpleTest(measureValue('count', rows), 'eq', { type: 'integer', text: '0' }),
      span: node.span,
    };
  }
  context.report(messages.blockNotMapping(node, table.name));
  return undefined;
}

function atLeastOne(rows: Rows): Logic<Leaf> {
  return simpleTest(measureValue('count', rows), 'gte', { type: 'integer', text: '1' });
}

function checkSameField(entry: YamlEntry, table: EventTable, context: Context): Value | undefined {
  if (entry.value.kind === 'scalar' && entry.value.text !== '')
    return checkField(entry.value, inRow(context, table));
  context.report(messages.expected(entry.value, 'a field of the rows'));
  return undefined;
}

/** Binds a block as a trait: exactly one measure, and no test of it. */
export function checkBlockTrait(
  table: EventTable,
  node: YamlNode,
  name: string,
  context: Context,
): Value | undefined {
  const [entry, ...more] = node.kind === 'map' ? measureEntries(node) : [];
  const same = node.kind === 'map' ? entryOf(node.entries, 'same') : undefined;
  if (node.kind !== 'map' || !entry || more.length > 0 || same) {
    context.report(
      same ? messages.notHere(same.key.span, '`same`', 'a trait') : messages.traitShape(node, name),
    );
    return undefined;
  }
  const rows = checkRows(table, node, 'block', context);
  const measure = findMeasure(entry.key.text)!;
  const { value } = entry;
  if (measure.operand === 'none') {
    if (value.kind !== 'scalar' || value.quoted || value.text !== 'true') {
      context.report(messages.traitWithTest(value, measure.name));
      return undefined;
    }
    return checkMeasure(measure, entry, undefined, rows, table, context);
  }
  const of = value.kind === 'map' && measure.operand !== 'row-test' ? onlyOf(value, measure, context) : value;
  return of && checkMeasure(measure, entry, of, rows, table, context);
}

/** `sum: { of: total }` means the same as `sum: total`. */
function onlyOf(map: YamlMap, measure: Measure, context: Context): YamlNode | undefined {
  const of = entryOf(map.entries, 'of');
  if (of && map.entries.length === 1) return of.value;
  context.report(messages.traitWithTest(map, measure.name));
  return undefined;
}
