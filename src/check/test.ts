import type { Operator } from '../language/operator.ts';
import { findOperator, operators } from '../language/operators/index.ts';
import { dateBoundary } from '../model/calendar.ts';
import { all, type Logic } from '../model/logic.ts';
import {
  type Bound,
  type Folding,
  isNumber,
  type Leaf,
  type Literal,
  type Operand,
  typeOf,
  type Value,
  type ValueType,
} from '../model/value.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/node.ts';
import type { Context } from './context.ts';
import { checkField, nameOf } from './field.ts';
import { checkLiteral, readNumber, readShare } from './literal.ts';
import { messages } from './messages.ts';
import { patternProblem } from './pattern.ts';
import { checkPeriod, checkWindows, isWindowWord, periodRange, plusOf, WINDOW_WORDS } from './window.ts';

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
  if (key.text === 'anniversary' && isMoment(type)) return anniversary(left, value, context);
  if ((key.text === 'top' || key.text === 'bottom') && (isNumber(type) || isMoment(type))) {
    return rank(left, key.text, entry, context);
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

function isMoment(type: ValueType): boolean {
  return type === 'date' || type === 'time';
}

function foldingOf(entries: readonly YamlEntry[], context: Context): Folding {
  const on = (name: string): boolean => {
    const entry = entries.find(({ key }) => key.text === name);
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
  const right = operands(operator, left, node, context);
  if (!right) return undefined;
  if (typeOf(left) === 'text' && SIZES.includes(operator.name) && holdsNumber(node))
    context.report(messages.textOrder(node, nameOf(left)));
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

function operands(
  operator: Operator,
  left: Value,
  node: YamlNode,
  context: Context,
): readonly Operand[] | undefined {
  switch (operator.operand) {
    case 'one': {
      const one = operand(left, node, context);
      return one && [one];
    }
    case 'pair':
      return pair(left, node, context);
    case 'list':
      return list(left, node, context);
    case 'boolean': {
      const text = node.kind === 'scalar' && !node.quoted ? node.text : '';
      if (text === 'true' || text === 'false')
        return [{ kind: 'literal', literal: { type: 'boolean', text } }];
      context.report(messages.expected(node, '`true` or `false`'));
      return undefined;
    }
    case 'pattern':
      return pattern(node, context);
  }
}

function pair(left: Value, node: YamlNode, context: Context): readonly Operand[] | undefined {
  if (node.kind !== 'list' || node.items.length !== 2) {
    context.report(messages.expected(node, 'two values such as `[18, 25]`'));
    return undefined;
  }
  const items = node.items.flatMap((item) => operand(left, item, context) ?? []);
  return items.length === 2 ? items : undefined;
}

function list(left: Value, node: YamlNode, context: Context): readonly Operand[] | undefined {
  if (node.kind !== 'list' || node.items.length === 0) {
    context.report(messages.expected(node, 'a list of at least one value'));
    return undefined;
  }
  const items = node.items.flatMap((item) => checkLiteral(item, left, context) ?? []);
  const unique = new Map(items.map((literal) => [literal.text, literal]));
  return items.length === node.items.length
    ? [...unique.values()].map((literal): Operand => ({ kind: 'literal', literal }))
    : undefined;
}

function pattern(node: YamlNode, context: Context): readonly Operand[] | undefined {
  const text = node.kind === 'scalar' ? node.text : '';
  const why = text === '' ? 'it is empty' : patternProblem(text);
  if (why === undefined) return [{ kind: 'literal', literal: { type: 'text', text } }];
  context.report(messages.pattern(node, why));
  return undefined;
}

function operand(left: Value, node: YamlNode, context: Context): Operand | undefined {
  if (node.kind === 'map') return fieldOperand(left, node, context);
  const literal = checkLiteral(node, left, context);
  return literal && { kind: 'literal', literal };
}

/** `{ field: F, times: 50% }` or `{ field: F, plus: 14d }`. */
function fieldOperand(left: Value, map: YamlMap, context: Context): Operand | undefined {
  const field = map.entries.find(({ key }) => key.text === 'field')?.value;
  const unknown = map.entries.find(({ key }) => !['field', 'times', 'plus'].includes(key.text));
  if (unknown || field?.kind !== 'scalar' || field.text === '') {
    context.report(
      messages.expected(unknown?.key ?? map, 'a value or `{ field: NAME }`, perhaps with `times` or `plus`'),
    );
    return undefined;
  }
  const value = checkField(field, context);
  if (!value) return undefined;
  if (family(typeOf(value)) !== family(typeOf(left))) {
    context.report(messages.incomparable(field.span, typeOf(left), typeOf(value)));
    return undefined;
  }
  const times = timesOf(map, value, context);
  const plus = isMoment(typeOf(value)) ? plusOf(map, context) : undefined;
  const stray = map.entries.find(({ key }) => key.text === 'plus' && !isMoment(typeOf(value)));
  if (stray) context.report(messages.notHere(stray.key.span, '`plus`', 'a comparison of numbers or texts'));
  return { kind: 'value', value, ...(times === undefined ? {} : { times }), ...(plus ? { plus } : {}) };
}

/** Types of one family can be compared with each other. */
export function family(type: ValueType): string {
  if (isNumber(type)) return 'number';
  return isMoment(type) ? 'moment' : type;
}

function timesOf(map: YamlMap, value: Value, context: Context): string | undefined {
  const entry = map.entries.find(({ key }) => key.text === 'times');
  if (!entry) return undefined;
  const literal =
    entry.value.kind === 'scalar' && !entry.value.quoted && isNumber(typeOf(value))
      ? readNumber(entry.value.text)
      : undefined;
  if (!literal) context.report(messages.expected(entry.value, 'a factor such as `2` or `50%`, for a number'));
  return literal?.text;
}

/** A date's return every year, as the dates on which it falls. */
function anniversary(left: Value, node: YamlNode, context: Context): Logic<Leaf> | undefined {
  if (node.kind === 'scalar') {
    const range = periodRange(node, context);
    return range && leaf({ kind: 'anniversary', left, from: range.from, to: range.to }, node);
  }
  const entries = node.kind === 'map' ? node.entries : [];
  if (node.kind !== 'map' || entries.length === 0 || !entries.every(({ key }) => isWindowWord(key.text))) {
    context.report(
      messages.expected(
        node,
        'a window or a period',
        'write `anniversary: { next: 7d }` or `anniversary: today`',
      ),
    );
    return undefined;
  }
  const bounds = checkWindows(entries, context);
  const froms = bounds.flatMap(({ from }) => fixedDate(from, context));
  const tos = bounds.flatMap(({ to }) => fixedDate(to, context));
  const fixed = bounds.every(({ from, to }) => from?.kind !== 'value' && to?.kind !== 'value');
  const [from] = froms.toSorted().toReversed();
  const [to] = tos.toSorted();
  if (fixed && from !== undefined && to !== undefined)
    return leaf({ kind: 'anniversary', left, from, to }, node);
  if (bounds.length > 0) context.report(messages.expected(node, 'a window with two fixed ends'));
  return undefined;
}

function fixedDate(bound: Bound | undefined, context: Context): readonly string[] {
  return bound?.kind === 'instant' ? [dateBoundary(bound.instant, context.asOf.zone)] : [];
}

function rank(
  left: Value,
  side: 'top' | 'bottom',
  entry: YamlEntry,
  context: Context,
): Logic<Leaf> | undefined {
  const { key, value } = entry;
  if (context.row) {
    context.report(messages.notInRow(key.span, `\`${side}\``));
    return undefined;
  }
  const base = context.base === undefined ? {} : { base: context.base };
  const share = value.kind === 'scalar' && !value.quoted ? readShare(value.text) : undefined;
  if (share !== undefined && Number(share) > 0 && Number(share) <= 1) {
    return leaf({ kind: 'rank', left, side, share, ...base }, value);
  }
  const customers = value.kind === 'map' && value.entries.length === 1 ? value.entries[0] : undefined;
  const text =
    customers?.key.text === 'customers' && customers.value.kind === 'scalar' ? customers.value.text : '';
  if (/^[1-9]\d{0,14}$/.test(text)) {
    return leaf({ kind: 'rank', left, side, customers: Number(text), ...base }, value);
  }
  const help = /^\d+$/.test(plainText(value))
    ? [`write \`${plainText(value)}%\`, or \`{ customers: ${plainText(value)} }\``]
    : [];
  context.report(messages.expected(value, 'a share such as `10%`, or `{ customers: 500 }`', ...help));
  return undefined;
}

function plainText(node: YamlNode): string {
  return node.kind === 'scalar' && !node.quoted ? node.text : '';
}

function leaf(item: Leaf, node: YamlNode): Logic<Leaf> {
  return { kind: 'leaf', leaf: item, span: node.span };
}

/** A comparison with a number or truth that stands in no file. */
export function simpleTest(left: Value, operator: string, literal: Literal): Logic<Leaf> {
  return {
    kind: 'leaf',
    leaf: { kind: 'comparison', operator, left, right: [{ kind: 'literal', literal }] },
  };
}
