/** Conditions and values in plain words, with the boundaries that a run uses. Every kind of each has its words. */
import { basename } from 'node:path';
import { fieldText } from '../check/field.ts';
import { findMeasure } from '../language/measures/index.ts';
import { findOperator, operators } from '../language/operators/index.ts';
import { type AsOf, localDateTime } from '../model/calendar.ts';
import { describeDuration } from '../model/duration.ts';
import type { Logic } from '../model/logic.ts';
import type { Definitions } from '../model/segment.ts';
import {
  type Folding,
  type Leaf,
  type Literal,
  type MeasureValue,
  type Operand,
  type Rows,
  type Step,
  typeOf,
  type Value,
} from '../model/value.ts';
import { keyOf } from './intern.ts';
import { boundsWords, datesWords, momentWords } from './window-words.ts';

/** What the words may lean on: the as-of, and the names of traits. */
export interface Vocabulary {
  readonly asOf: AsOf;
  /** Names of traits and of models' fields by `keyOf` of their values. */
  readonly traits: ReadonlyMap<string, string>;
  /** The event table whose rows are tested; absent where the words are about the customer. */
  readonly row?: string;
}

/** The vocabulary of a project. */
export function vocabularyOf({ named, traits }: Definitions, asOf: AsOf): Vocabulary {
  return { asOf, traits: new Map([...named, ...traits].map(({ name, value }) => [keyOf(value), name])) };
}

/** A condition in one line. */
export function logicWords(logic: Logic<Leaf>, vocabulary: Vocabulary): string {
  switch (logic.kind) {
    case 'leaf':
      return leafWords(logic.leaf, vocabulary);
    case 'not':
      return logic.item.kind === 'leaf'
        ? negatedWords(logic.item.leaf, vocabulary)
        : `not (${logicWords(logic.item, vocabulary)})`;
    case 'all':
      return logic.items.map((item) => bracketed(item, vocabulary)).join(' and ');
    case 'any':
      return logic.items.map((item) => bracketed(item, vocabulary)).join(' or ');
    case 'at-least':
      return `at least ${logic.n} of: ${logic.items.map((item) => bracketed(item, vocabulary)).join('; ')}`;
  }
}

function bracketed(logic: Logic<Leaf>, vocabulary: Vocabulary): string {
  const words = logicWords(logic, vocabulary);
  return logic.kind === 'leaf' || logic.kind === 'not' ? words : `(${words})`;
}

/** A test in one line. */
export function leafWords(leaf: Leaf, vocabulary: Vocabulary): string {
  switch (leaf.kind) {
    case 'comparison':
      return hasWords(leaf, false, vocabulary) ?? comparisonWords(leaf, leaf.operator, vocabulary);
    case 'window':
      return `${valueWords(leaf.left, vocabulary)} is ${boundsWords(leaf.bounds, nameIn(vocabulary), vocabulary.asOf)}`;
    case 'anniversary':
      return `the anniversary of ${valueWords(leaf.left, vocabulary)} falls ${datesWords(leaf.from, leaf.to)}`;
    case 'rank':
      return rankWords(leaf, vocabulary);
    case 'group':
      return `for some one value of ${fieldText(leaf.same)}: ${logicWords(leaf.test, vocabulary)}`;
    case 'member':
      return `is in ${leaf.segment}`;
    case 'movement':
      return `${movements[leaf.movement]} ${leaf.segment} since ${momentWords(leaf.since, vocabulary.asOf)}`;
    case 'file':
      return `${valueWords(leaf.left, vocabulary)} is in the file ${basename(leaf.path)}`;
    case 'sql':
      return `the SQL holds: ${leaf.text.replaceAll(/\s+/g, ' ').trim()}`;
  }
}

const movements = { entered: 'entered', left: 'left', stayed: 'stayed in' } as const;

/** The negation of a test in one line, with the words of the operator that negates it where there is one. */
export function negatedWords(leaf: Leaf, vocabulary: Vocabulary): string {
  if (leaf.kind === 'comparison') {
    const has = hasWords(leaf, true, vocabulary);
    if (has !== undefined) return has;
    const operator = operators.find((candidate) => candidate.negates === leaf.operator);
    if (operator) return comparisonWords(leaf, operator.name, vocabulary);
  }
  if (leaf.kind === 'member') return `is not in ${leaf.segment}`;
  return `not: ${leafWords(leaf, vocabulary)}`;
}

type Comparison = Extract<Leaf, { kind: 'comparison' }>;

/** `orders: any`, `orders: none` and blocks without a measure, which are counts underneath. */
function hasWords(leaf: Comparison, negated: boolean, vocabulary: Vocabulary): string | undefined {
  const { left, operator, right } = leaf;
  if (left.kind !== 'measure' || left.measure !== 'count' || traitOf(left, vocabulary)) return undefined;
  const [operand] = right;
  const number = operand?.kind === 'literal' ? operand.literal.text : '';
  const some = operator === 'gte' && number === '1';
  if (!some && !(operator === 'eq' && number === '0')) return undefined;
  return `has ${some !== negated ? '' : 'no '}${rowsWords(left.rows, vocabulary)}`;
}

function comparisonWords(leaf: Comparison, name: string, vocabulary: Vocabulary): string {
  const { left, right, folding } = leaf;
  const value = valueWords(left, vocabulary);
  const operator = findOperator(name)!;
  const isTrue = right[0]?.kind === 'literal' && right[0].literal.text === 'true';
  if (operator.operand === 'boolean') return `${value} is ${isTrue ? 'set' : 'missing'}`;
  if (left.kind === 'measure' && typeOf(left) === 'boolean' && name === 'eq' && isTrue) return value;
  const operands = right.map((operand) => operandWords(operand, vocabulary));
  const joined = operands.join(operator.operand === 'pair' ? ' and ' : ', ');
  return `${value} ${operator.words.replace('$', () => joined)}${foldingWords(folding)}`;
}

function foldingWords(folding: Folding | undefined): string {
  const ignored = [...(folding?.case ? ['case'] : []), ...(folding?.accents ? ['accents'] : [])];
  return ignored.length === 0 ? '' : `, ignoring ${ignored.join(' and ')}`;
}

function operandWords(operand: Operand, vocabulary: Vocabulary): string {
  if (operand.kind === 'literal') return literalWords(operand.literal, vocabulary);
  const times = operand.times === undefined ? '' : `${operand.times} × `;
  const plus = operand.plus ? ` plus ${describeDuration(operand.plus)}` : '';
  return `${times}${shortName(operand.value, vocabulary)}${plus}`;
}

function literalWords({ type, text }: Literal, { asOf }: Vocabulary): string {
  if (type === 'time') return localDateTime(text, asOf.zone).replace('T', ' ');
  return type !== 'text' || /^[\p{L}\p{N}_.@+-]+$/u.test(text) ? text : JSON.stringify(text);
}

function rankWords(leaf: Extract<Leaf, { kind: 'rank' }>, vocabulary: Vocabulary): string {
  const how = leaf.customers === undefined ? percentWords(leaf.share!) : `${leaf.customers}`;
  const among = leaf.base === undefined ? '' : ` of ${leaf.base}`;
  return `is among the ${leaf.side} ${how}${among} by ${valueWords(leaf.left, vocabulary)}`;
}

/** A share of one as a percentage, exactly. */
export function percentWords(share: string): string {
  return `${Number((Number(share) * 100).toPrecision(12))}%`;
}

/** The value; a trait by its name, with what it is in brackets. */
export function valueWords(value: Value, vocabulary: Vocabulary): string {
  const trait = traitOf(value, vocabulary);
  const words = untitledWords(value, vocabulary);
  return trait === undefined ? words : `${trait} (${words})`;
}

/** The value in as few words as will do: the name of a trait alone. */
export function shortName(value: Value, vocabulary: Vocabulary): string {
  return traitOf(value, vocabulary) ?? untitledWords(value, vocabulary);
}

function nameIn(vocabulary: Vocabulary): (value: Value) => string {
  return (value) => shortName(value, vocabulary);
}

function traitOf(value: Value, { traits }: Vocabulary): string | undefined {
  return traits.get(keyOf(value));
}

const signs = { ratio: ' / ', plus: ' + ', minus: ' − ', times: ' × ' } as const;

function untitledWords(value: Value, vocabulary: Vocabulary): string {
  switch (value.kind) {
    case 'measure':
      return measureWords(value, vocabulary);
    case 'part':
      return `${shortName(value.of, vocabulary)}.${value.part}`;
    case 'arithmetic':
      return value.operands.map((operand) => operandOf(operand, vocabulary)).join(signs[value.operator]);
    case 'column':
      return vocabulary.row === undefined || value.table === vocabulary.row
        ? fieldText(value)
        : `customer.${fieldText(value)}`;
    case 'likeness':
      return `likeness to ${value.segment} in ${value.from.map(({ name }) => name).join(', ')}`;
    case 'constant':
    case 'stage':
    case 'arm':
    case 'model':
      return fieldText(value);
  }
}

function operandOf(value: Value, vocabulary: Vocabulary): string {
  const words = shortName(value, vocabulary);
  return value.kind === 'arithmetic' && !traitOf(value, vocabulary) ? `(${words})` : words;
}

function measureWords(value: MeasureValue, vocabulary: Vocabulary): string {
  const { measure, of, test, rows } = value;
  const rowTest = { ...vocabulary, row: rows.table };
  const subject = of
    ? shortName(of, rowTest)
    : test
      ? `(${logicWords(test, rowTest)})`
      : (value.summary ?? '');
  const words = findMeasure(measure)!.words.replace('$', () => subject);
  return `${words} ${rowsWords(rows, vocabulary, (where) => `(${where})`)}`;
}

/** Which rows are meant; `enclose` keeps the test of rows apart from what follows. */
function rowsWords(
  rows: Rows,
  vocabulary: Vocabulary,
  enclose: (where: string) => string = (where) => where,
): string {
  const { table, where, pick, having, bounds, steps, absent } = rows;
  const rowTest = { ...vocabulary, row: table };
  const meant = where ? ` where ${enclose(logicWords(where, rowTest))}` : '';
  const windows = bounds.map((item) => boundsWords(item, nameIn(vocabulary), vocabulary.asOf));
  const passed = [...windows, ...(having ? [`(${logicWords(having, rowTest)})`] : [])].join(' and ');
  const after = [
    ...steps.map((step) => `, then ${stepWords(step, vocabulary)}`),
    ...(absent ? [`, and then no ${stepWords(absent, vocabulary)}`] : []),
  ].join('');
  if (!pick) return `${table}${passed === '' ? '' : ` ${passed}`}${meant}${after}`;
  const which = `the ${pick.side} ${pick.n === 1 ? '' : `${pick.n} `}of ${table}${meant}`;
  return `${which}${passed === '' ? '' : `, if ${passed}`}${after}`;
}

function stepWords({ rows, within, same }: Step, vocabulary: Vocabulary): string {
  const pairs = same.map(({ before, step }) =>
    fieldText(before) === fieldText(step) ? fieldText(step) : `${fieldText(before)} as ${fieldText(step)}`,
  );
  return [
    rowsWords(rows, vocabulary),
    ...(pairs.length > 0 ? [`with the same ${pairs.join(' and ')}`] : []),
    ...(within ? [`within ${describeDuration(within)}`] : []),
  ].join(' ');
}
