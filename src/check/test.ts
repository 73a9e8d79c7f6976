import type { Operator } from '../language/operator.ts';
import { findOperator, operators } from '../language/operators/index.ts';
import { all, type Logic } from '../model/logic.ts';
import {
  type Folding,
  isMoment,
  isNumber,
  type Leaf,
  typeOf,
  type Value,
  type ValueType,
} from '../model/value.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { checkAnniversary } from './anniversary.ts';
import type { Context } from './context.ts';
import { nameOf } from './field.ts';
import { leaf } from './leaf.ts';
import { readNumber } from './literal.ts';
import { messages } from './messages.ts';
import { warnOfNeverEqual } from './never-equal.ts';
import { checkOperands } from './operand.ts';
import { checkRank } from './rank.ts';
import { checkPeriod, checkWindows, isWindowWord, WINDOW_WORDS } from './window.ts';

/** Tests of more and less, which mean something else for text. */
const SIZES = ['gt', 'gte', 'lt', 'lte', 'between'];

const MODIFIERS = ['ignore_case', 'ignore_accents'];

/** Binds a test of the value: a scalar is `eq` (or `during`), a list is `in`, a mapping means all its keys. */
export function checkTest(left: Value, node: YamlNode, context: Context): Logic<Leaf> | undefined {
  switch (node.kind) {
    case 'scalar':
      return scalarTest(left, node, context);
    case 'list':
      return listTest(left, node, context);
    case 'map':
      return mapTest(left, node, context);
  }
}

function scalarTest(left: Value, node: YamlNode, context: Context): Logic<Leaf> | undefined {
  const type = typeOf(left);
  if (type === 'list') {
    context.report(messages.expected(node, 'a test of a list', 'write `contains_any: [ … ]`'));
    return undefined;
  }
  if (isMoment(type)) {
    if (node.kind === 'scalar' && node.text === '') {
      context.report(messages.blank(node.span, `\`${nameOf(left)}\``));
      return undefined;
    }
    const bounds = checkPeriod(node, context);
    return bounds && leaf({ kind: 'window', left, bounds }, node);
  }
  return comparison(findOperator('eq')!, left, node, {}, context);
}

function listTest(left: Value, node: YamlNode, context: Context): Logic<Leaf> | undefined {
  const type = typeOf(left);
  if (type !== 'list' && type !== 'time') return comparison(findOperator('in')!, left, node, {}, context);
  context.report(
    type === 'list'
      ? messages.expected(node, 'a test of a list', 'write `contains_any: [ … ]` or `contains_all: [ … ]`')
      : messages.expected(
          node,
          'a window or a period',
          'write `between: [ …, … ]`, or `any: [ … ]` around two tests',
        ),
  );
  return undefined;
}

function mapTest(left: Value, map: YamlMap, context: Context): Logic<Leaf> | undefined {
  const moment = isMoment(typeOf(left));
  const windows = moment ? map.entries.filter(({ key }) => isWindowWord(key.text)) : [];
  const modifiers = map.entries.filter(({ key }) => MODIFIERS.includes(key.text));
  const tests = map.entries.filter((entry) => !windows.includes(entry) && !modifiers.includes(entry));
  if (windows.length + tests.length === 0) {
    context.report(messages.noTest(map.span, nameOf(left)));
    return undefined;
  }
  const folding = foldingOf(modifiers, context);
  const bounds = checkWindows(windows, context);
  const items = [
    ...bounds.map((item): Logic<Leaf> => leaf({ kind: 'window', left, bounds: item }, map)),
    ...tests.flatMap((entry) => entryTest(left, entry, folding, context) ?? []),
  ];
  return items.length === 0 ? undefined : all(items, map.span);
}

function entryTest(
  left: Value,
  entry: YamlEntry,
  folding: Folding,
  context: Context,
): Logic<Leaf> | undefined {
  const { key, value } = entry;
  const type = typeOf(left);
  if (key.text === 'not') {
    const item = checkTest(left, value, context);
    return item && { kind: 'not', item, span: value.span };
  }
  if (key.text === 'anniversary' && isMoment(type)) return checkAnniversary(left, value, context);
  if ((key.text === 'top' || key.text === 'bottom') && (isNumber(type) || isMoment(type))) {
    return checkRank(left, key.text, entry, context);
  }
  const operator = findOperator(key.text);
  if (!operator?.types.includes(type)) {
    context.report(messages.unknownTest(key, type, testsOf(type)));
    return undefined;
  }
  return comparison(operator, left, value, folding, context);
}

/** What may be asked of a type, for messages. */
function testsOf(type: ValueType): readonly string[] {
  const named = operators
    .filter((operator) => operator.types.includes(type))
    .map((operator) => operator.name);
  return [...named, ...(isMoment(type) ? [...WINDOW_WORDS, 'anniversary'] : []), 'not'];
}

function foldingOf(entries: readonly YamlEntry[], context: Context): Folding {
  const on = (name: string): boolean => {
    const entry = entryOf(entries, name);
    if (!entry) return false;
    const text = entry.value.kind === 'scalar' && !entry.value.quoted ? entry.value.text : '';
    if (text !== 'true' && text !== 'false')
      context.report(messages.expected(entry.value, '`true` or `false`'));
    return text === 'true';
  };
  return { ...(on('ignore_case') ? { case: true } : {}), ...(on('ignore_accents') ? { accents: true } : {}) };
}

function comparison(
  operator: Operator,
  left: Value,
  node: YamlNode,
  folding: Folding,
  context: Context,
): Logic<Leaf> | undefined {
  const right = checkOperands(operator, left, node, context);
  if (!right) return undefined;
  if (typeOf(left) === 'text' && SIZES.includes(operator.name) && holdsNumber(node))
    context.report(messages.textOrder(node, nameOf(left)));
  warnOfNeverEqual(operator, left, node, context);
  const folds = operator.folds && (folding.case || folding.accents) && foldable(typeOf(left));
  const base: Leaf = {
    kind: 'comparison',
    operator: operator.negates ?? operator.name,
    left,
    right,
    ...(folds ? { folding } : {}),
  };
  return operator.negates ? { kind: 'not', item: leaf(base, node), span: node.span } : leaf(base, node);
}

/** Whether a number stands there unquoted: `3`, `[1, 5]`. */
function holdsNumber(node: YamlNode): boolean {
  if (node.kind === 'list') return node.items.some(holdsNumber);
  return node.kind === 'scalar' && !node.quoted && readNumber(node.text) !== undefined;
}

function foldable(type: ValueType): boolean {
  return type === 'text' || type === 'list';
}
