import type { Operator } from '../language/operator.ts';
import { findOperator, operators } from '../language/operators/index.ts';
import type {
  Keyed,
  ListSyntax,
  OperandSyntax,
  ScalarSyntax,
  TestPart,
  TestSyntax,
  TestsSyntax,
} from '../language/syntax.ts';
import { modifierKeys } from '../language/test.ts';
import { everyWindowWord, isWindowWord } from '../language/windows.ts';
import { all, type Logic } from '../model/logic.ts';
import { readNumber } from '../model/number.ts';
import { type Column, findColumn, tableBehind } from '../model/schema.ts';
import {
  type Folding,
  isMoment,
  isNumber,
  type Leaf,
  typeOf,
  type Value,
  type ValueType,
} from '../model/value.ts';
import { checkAnniversary } from './anniversary.ts';
import type { Checking } from './context.ts';
import { writtenField } from './field.ts';
import { reportImpossible } from './impossible.ts';
import { leaf } from './leaf.ts';
import { warnOfNeverEqual } from './never-equal.ts';
import { checkOperands } from './operand.ts';
import { warnOfRange } from './out-of-range.ts';
import { checkRank } from './rank.ts';
import { timeMessages } from './time-messages.ts';
import { valueMessages } from './value-messages.ts';
import { checkPeriod, checkWindows } from './window.ts';

/** Tests of more and less, which mean something else for text. */
const sizes = ['gt', 'gte', 'lt', 'lte', 'between'];

/** Binds a test of the value: a scalar is `eq` (or `during`), a list is `in`, a mapping means all its keys. */
export function checkTest(left: Value, node: TestSyntax, context: Checking): Logic<Leaf> | undefined {
  if (isYearless(left) && !asksForReturn(node)) {
    context.report(timeMessages.yearless(node.span, writtenField(left, context)));
    return undefined;
  }
  switch (node.kind) {
    case 'scalar':
      return scalarTest(left, node, context);
    case 'list':
      return listTest(left, node, context);
    case 'tests':
      return partsTest(left, node, context);
  }
}

function isYearless(value: Value): boolean {
  return value.kind === 'column' && value.isYearless === true;
}

/** A day without a year has its return every year, and may be missing. */
function asksForReturn(node: TestSyntax): boolean {
  return node.kind === 'tests' && node.parts.every(isOfEveryYear);
}

function isOfEveryYear(part: TestPart): boolean {
  return (
    part.kind === 'anniversary' ||
    part.kind === 'not' ||
    part.kind === 'reported' ||
    (part.kind === 'operand' && part.key.text === 'set')
  );
}

function scalarTest(left: Value, node: ScalarSyntax, context: Checking): Logic<Leaf> | undefined {
  const type = typeOf(left);
  if (type === 'list') {
    context.report(valueMessages.expected(node, 'a test of a list', 'write `contains_any: [ … ]`'));
    return undefined;
  }
  if (isMoment(type)) {
    if (node.text === '') {
      context.report(valueMessages.blank(node.span, `\`${writtenField(left, context)}\``));
      return undefined;
    }
    const bounds = checkPeriod(node, context);
    return bounds && leaf({ kind: 'window', left, bounds }, node);
  }
  return comparison(findOperator('eq')!, left, node, {}, context);
}

function listTest(left: Value, node: ListSyntax, context: Checking): Logic<Leaf> | undefined {
  const type = typeOf(left);
  if (type !== 'list' && type !== 'time') return comparison(findOperator('in')!, left, node, {}, context);
  context.report(
    type === 'list'
      ? valueMessages.expected(
          node,
          'a test of a list',
          'write `contains_any: [ … ]` or `contains_all: [ … ]`',
        )
      : valueMessages.expected(
          node,
          'a window or a period',
          'write `between: [ …, … ]`, or `any: [ … ]` around two tests',
        ),
  );
  return undefined;
}

type OperandPart = Extract<TestPart, { kind: 'operand' }>;

function partsTest(left: Value, { parts, span }: TestsSyntax, context: Checking): Logic<Leaf> | undefined {
  const operands = parts.filter((part): part is OperandPart => part.kind === 'operand');
  const moment = isMoment(typeOf(left));
  const windows = moment ? operands.filter(({ key }) => isWindowWord(key.text)) : [];
  const modifiers = operands.filter(({ key }) => modifierKeys.includes(key.text));
  const beside: readonly TestPart[] = [...windows, ...modifiers];
  const tests = parts.filter((part) => !beside.includes(part));
  if (windows.length + tests.length === 0) {
    context.report(valueMessages.noTest(span, writtenField(left, context)));
    return undefined;
  }
  const folding = foldingOf(modifiers, context);
  const bounds = checkWindows(windows, context);
  const items = [
    ...bounds.map((item): Logic<Leaf> => leaf({ kind: 'window', left, bounds: item }, { span })),
    ...tests.flatMap((part) => partTest(left, part, folding, context) ?? []),
  ];
  return items.length === 0 ? undefined : all(items, span);
}

function partTest(left: Value, part: TestPart, folding: Folding, context: Checking): Logic<Leaf> | undefined {
  const type = typeOf(left);
  const isRanked = isNumber(type) || isMoment(type);
  switch (part.kind) {
    case 'reported':
      return undefined;
    case 'not': {
      const item = checkTest(left, part.value, context);
      return item && { kind: 'not', item, span: part.value.span };
    }
    case 'anniversary':
      if (!isMoment(type)) break;
      return checkAnniversary(left, part.value, context);
    case 'rank':
      if (!isRanked) break;
      return checkRank(left, part.side, part, context);
    case 'operand': {
      const operator = findOperator(part.key.text);
      if (!operator?.types.includes(type)) break;
      return comparison(operator, left, part.value, folding, context);
    }
    case 'unknown':
      break;
  }
  context.report(valueMessages.unknownTest(part.key, type, testsOf(type)));
  return undefined;
}

/** What may be asked of a type, for messages. */
function testsOf(type: ValueType): readonly string[] {
  const named = operators
    .filter((operator) => operator.types.includes(type))
    .map((operator) => operator.name);
  return [...new Set([...named, ...(isMoment(type) ? [...everyWindowWord, 'anniversary'] : []), 'not'])];
}

function foldingOf(modifiers: readonly Keyed<OperandSyntax>[], context: Checking): Folding {
  const on = (name: string): boolean => {
    const entry = modifiers.find(({ key }) => key.text === name);
    if (!entry) return false;
    const text = entry.value.kind === 'scalar' && !entry.value.quoted ? entry.value.text : '';
    if (text !== 'true' && text !== 'false')
      context.report(valueMessages.expected(entry.value, '`true` or `false`'));
    return text === 'true';
  };
  return { ...(on('ignore_case') ? { case: true } : {}), ...(on('ignore_accents') ? { accents: true } : {}) };
}

function comparison(
  operator: Operator,
  left: Value,
  node: OperandSyntax,
  folding: Folding,
  context: Checking,
): Logic<Leaf> | undefined {
  const right = checkOperands(operator, left, node, context);
  if (!right || reportImpossible(operator, left, right, node, context)) return undefined;
  if (typeOf(left) === 'text' && sizes.includes(operator.name) && holdsNumber(node)) {
    context.report(valueMessages.textOrder(node, writtenField(left, context), columnOf(left, context)));
    return undefined;
  }
  warnOfNeverEqual(operator, left, node, context);
  warnOfRange(operator, left, right, node, context);
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

/** The column of a value that is one. */
function columnOf(value: Value, { schema }: Checking): Column | undefined {
  if (value.kind !== 'column') return undefined;
  const table = tableBehind(schema, value.table, value.lookups);
  return table && findColumn(table, value.name);
}

/** Whether a number stands there unquoted: `3`, `[1, 5]`. */
function holdsNumber(node: OperandSyntax): boolean {
  if (node.kind === 'list') return node.items.some(holdsNumber);
  return node.kind === 'scalar' && !node.quoted && readNumber(node.text) !== undefined;
}

function foldable(type: ValueType): boolean {
  return type === 'text' || type === 'list';
}
