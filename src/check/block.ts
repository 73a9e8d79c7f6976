import type { Measure } from '../language/measure.ts';
import { findMeasure, measures } from '../language/measures/index.ts';
import { parseDuration } from '../model/duration.ts';
import { all, type Logic } from '../model/logic.ts';
import { type EventTable, findColumn } from '../model/schema.ts';
import {
  isNumber,
  type Leaf,
  type MeasureValue,
  type Pick,
  type Rows,
  type Step,
  typeOf,
  type Value,
} from '../model/value.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/node.ts';
import { type Context, findEvents, inRow } from './context.ts';
import { checkField } from './field.ts';
import { messages } from './messages.ts';
import { checkTest, family, simpleTest } from './test.ts';
import { checkWindows, isSpan, isWindowWord, WINDOW_WORDS } from './window.ts';

const ROW_KEYS = ['where', 'earliest', 'latest', 'having', 'then', 'then_not', 'same'];

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
  const sameEntry = node.entries.find(({ key }) => key.text === 'same');
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
    return { ...simpleTest(countOf(rows), 'eq', { type: 'integer', text: '0' }), span: node.span };
  }
  context.report(messages.blockNotMapping(node, table.name));
  return undefined;
}

function countOf(rows: Rows): MeasureValue {
  return { kind: 'measure', measure: 'count', rows, type: 'integer', nullable: false };
}

function atLeastOne(rows: Rows): Logic<Leaf> {
  return simpleTest(countOf(rows), 'gte', { type: 'integer', text: '1' });
}

/** What a mapping of rows is for: a block or a trait has measures, a step has none. */
export type RowsUse = 'block' | 'step';

/** Binds which rows are meant, and reports the keys that are neither rows nor measures. */
export function checkRows(table: EventTable, map: YamlMap, use: RowsUse, context: Context): Rows {
  reportUnknown(table, map, use, context);
  const get = (name: string): YamlEntry | undefined => map.entries.find(({ key }) => key.text === name);
  for (const { key } of map.entries) {
    const timed = ['earliest', 'latest', 'then', 'then_not'].includes(key.text) || isWindowWord(key.text);
    if (timed && table.time === undefined) context.report(messages.needsTime(key, table.name));
  }
  const where = get('where');
  const having = get('having');
  const pick = checkPick(get('earliest'), get('latest'), context);
  const condition = where && context.rowTest(where.value, table, context);
  const passed = having && context.rowTest(having.value, table, context);
  const steps = get('then');
  const absent = get('then_not');
  const checkedSteps = steps ? stepList(steps.value).map((step) => checkStep(step, context)) : [];
  const checkedAbsent = absent && checkStep(absent.value, context);
  return {
    table: table.name,
    ...(condition ? { where: condition } : {}),
    ...(pick ? { pick } : {}),
    ...(passed ? { having: passed } : {}),
    bounds: checkWindows(
      map.entries.filter(({ key }) => isWindowWord(key.text)),
      context,
    ),
    steps: linkSteps(table, checkedSteps, context),
    ...(checkedAbsent
      ? { absent: linkSteps(lastTable(table, checkedSteps, context), [checkedAbsent], context)[0]! }
      : {}),
  };
}

function reportUnknown(table: EventTable, map: YamlMap, use: RowsUse, context: Context): void {
  const known = [...ROW_KEYS, ...WINDOW_WORDS, ...measures.map((measure) => measure.name)];
  for (const { key } of map.entries) {
    if (!known.includes(key.text)) {
      context.report(
        messages.unknownBlockKey(key, table.name, known, findColumn(table, key.text) !== undefined),
      );
    } else if (use === 'step' && (findMeasure(key.text) || key.text === 'same')) {
      context.report(
        messages.notHere(
          key.span,
          `\`${key.text}\``,
          'the block of a step, which only says which rows are meant',
        ),
      );
    }
  }
}

function checkPick(
  earliest: YamlEntry | undefined,
  latest: YamlEntry | undefined,
  context: Context,
): Pick | undefined {
  const entry = earliest ?? latest;
  if (!entry) return undefined;
  if (earliest && latest)
    context.report(messages.notHere(latest.key.span, '`latest`', 'a block with `earliest`'));
  const { value } = entry;
  if (value.kind === 'scalar' && !value.quoted && /^[1-9]\d{0,8}$/.test(value.text)) {
    return { side: earliest ? 'earliest' : 'latest', n: Number(value.text) };
  }
  context.report(messages.expected(value, 'a number of rows such as `1`'));
  return undefined;
}

function stepList(node: YamlNode): readonly YamlNode[] {
  return node.kind === 'list' ? node.items : [node];
}

interface LooseStep {
  readonly step: Step;
  readonly table: EventTable;
  readonly same?: YamlNode;
}

/** STEP: `{ TABLE: BLOCK, within: 1d, same: product_id }`. */
function checkStep(node: YamlNode, context: Context): LooseStep | undefined {
  const entries = node.kind === 'map' ? node.entries : [];
  const named = entries.filter(({ key }) => key.text !== 'within' && key.text !== 'same');
  const [entry] = named;
  const table = entry && findEvents(context, entry.key.text);
  if (!entry || named.length !== 1 || !table) {
    context.report(
      messages.expected(
        (named[1] ?? entry)?.key ?? node,
        'a step with one event table',
        'write `{ orders: any, within: 2d }`',
      ),
    );
    return undefined;
  }
  if (table.time === undefined) context.report(messages.needsTime(entry.key, table.name));
  const rows = stepRows(table, entry.value, context);
  const within = entries.find(({ key }) => key.text === 'within');
  const span = within?.value.kind === 'scalar' ? parseDuration(within.value.text) : undefined;
  if (within && !(span && isSpan(span)))
    context.report(messages.expected(within.value, 'a span such as `2d` or `24h`'));
  const same = entries.find(({ key }) => key.text === 'same')?.value;
  return { step: { rows, ...(span ? { within: span } : {}), same: [] }, table, ...(same ? { same } : {}) };
}

/** The rows of a block without measures: `any`, or which rows are meant. */
export function stepRows(table: EventTable, node: YamlNode, context: Context): Rows {
  const none: Rows = { table: table.name, bounds: [], steps: [] };
  if (node.kind === 'scalar' && !node.quoted && !node.parameter && node.text === 'any') return none;
  if (node.kind === 'map' && node.entries.length > 0) return checkRows(table, node, 'step', context);
  context.report(messages.expected(node, '`any` or which rows are meant'));
  return none;
}

function lastTable(
  anchor: EventTable,
  steps: readonly (LooseStep | undefined)[],
  context: Context,
): EventTable {
  const last = steps.findLast((step) => step !== undefined);
  return (last && findEvents(context, last.table.name)) ?? anchor;
}

/** Binds each step's `same` between its row and the row before it. */
function linkSteps(
  anchor: EventTable,
  steps: readonly (LooseStep | undefined)[],
  context: Context,
): readonly Step[] {
  let before = anchor;
  return steps.flatMap((loose) => {
    if (!loose) return [];
    const same = loose.same ? samePairs(loose.same, before, loose.table, context) : [];
    before = loose.table;
    return [{ ...loose.step, same }];
  });
}

function samePairs(node: YamlNode, before: EventTable, step: EventTable, context: Context): Step['same'] {
  const pairs =
    node.kind === 'map'
      ? node.entries.map(({ key, value }) => [key, value] as const)
      : (node.kind === 'list' ? node.items : [node]).map((item) => [item, item] as const);
  return pairs.flatMap(([left, right]) => {
    if (left.kind !== 'scalar' || right.kind !== 'scalar' || left.text === '' || right.text === '') {
      context.report(messages.expected(node, 'a field, or `{ field of the row before: field of the step }`'));
      return [];
    }
    const first = checkField(left, inRow(context, before));
    const second = checkField(right, inRow(context, step));
    if (!first || !second) return [];
    if (family(typeOf(first)) !== family(typeOf(second))) {
      context.report(messages.incomparable(right.span, typeOf(first), typeOf(second)));
      return [];
    }
    return [{ before: first, step: second }];
  });
}

function checkSameField(entry: YamlEntry, table: EventTable, context: Context): Value | undefined {
  if (entry.value.kind === 'scalar' && entry.value.text !== '')
    return checkField(entry.value, inRow(context, table));
  context.report(messages.expected(entry.value, 'a field of the rows'));
  return undefined;
}

function measureEntries(map: YamlMap): readonly YamlEntry[] {
  return map.entries.filter(({ key }) => findMeasure(key.text) !== undefined);
}

/** `MEASURE: TEST` or `MEASURE: { of: X, TEST }`. */
function measureTest(
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
  const of = value.kind === 'map' ? value.entries.find((item) => item.key.text === 'of') : undefined;
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
function checkMeasure(
  measure: Measure,
  entry: YamlEntry,
  of: YamlNode | undefined,
  rows: Rows,
  table: EventTable,
  context: Context,
): MeasureValue | undefined {
  if (measure.needsTime && table.time === undefined)
    context.report(messages.needsTime(entry.key, table.name));
  const base = {
    kind: 'measure',
    measure: measure.name,
    rows,
    nullable: measure.empty === 'missing',
  } as const;
  if (measure.operand === 'none') return { ...base, ...measure.result(undefined) };
  if (measure.operand === 'row-test') {
    const test = of && context.rowTest(of, table, context);
    return test && { ...base, test, ...measure.result(undefined) };
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
  return { ...base, of: value, ...measure.result(value) };
}

/** Binds a block as a trait: exactly one measure, and no test of it. */
export function checkBlockTrait(
  table: EventTable,
  node: YamlNode,
  name: string,
  context: Context,
): Value | undefined {
  const [entry, ...more] = node.kind === 'map' ? measureEntries(node) : [];
  const same = node.kind === 'map' ? node.entries.find(({ key }) => key.text === 'same') : undefined;
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
  const of = map.entries.find(({ key }) => key.text === 'of');
  if (of && map.entries.length === 1) return of.value;
  context.report(messages.traitWithTest(map, measure.name));
  return undefined;
}
