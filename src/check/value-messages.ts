/** What can be wrong with values: of another type, or never met. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { caution, problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { alternatives, nearHelp } from '../diagnostics/suggest.ts';
import { meantBy } from '../diagnostics/unknown-key.ts';
import { describeSyntax, quotedParameter, wrongValue } from '../language/parsing.ts';
import type { OperandSyntax, ScalarSyntax } from '../language/syntax.ts';
import { isWindowWord } from '../language/windows.ts';
import type { Column } from '../model/schema.ts';
import { testOfSign, wordOfSign } from '../model/signs.ts';
import { isNumber, type ValueType } from '../model/value.ts';
import { momentHelp, writtenNumber } from '../model/value-help.ts';
import { numbersHelp } from './numbers-help.ts';

const typeWords: Readonly<Record<ValueType, string>> = {
  text: 'a text',
  integer: 'a whole number',
  decimal: 'a number',
  float: 'a number',
  quotient: 'a number',
  boolean: '`true` or `false`',
  date: 'a date',
  time: 'a time',
  list: 'a list',
};

function typeHelp(node: OperandSyntax, type: ValueType): readonly string[] {
  if (node.kind === 'list') return ['write a test for each value under `any: [...]`'];
  if (node.kind !== 'scalar' || type === 'text') return [];
  const test = testOfSign(node.text);
  if (test) return [`write \`${test}\``];
  const parameter = quotedParameter(node);
  if (parameter) return [parameter];
  if (isNumber(type) && /^(true|false)$/i.test(node.text))
    return [
      `write \`${/^t/i.test(node.text) ? 1 : 0}\`, or say in the project file that it is \`type: boolean\``,
    ];
  const number = isNumber(type) ? writtenNumber(node.text) : undefined;
  if (number !== undefined) return [number];
  if (type === 'boolean' && /^(yes|on|no|off)$/i.test(node.text))
    return [`write \`${/^(yes|on)$/i.test(node.text)}\``];
  if (node.quoted) return ['a quoted value is text: take the quotes off'];
  return type === 'time' || type === 'date' ? [momentHelp(node.text) ?? []].flat() : [];
}

/** A window beside a text or a number, which was to be a date. */
function momentOfText(word: string, type: ValueType): string | undefined {
  if (!(isWindowWord(word) || word === 'anniversary') || word === 'between') return undefined;
  if (type === 'integer')
    return 'dates in digits say how they are written, in the project file: `date_format: YYYYMMDD` or `epoch_s`';
  if (type !== 'text') return undefined;
  return 'a column of dates says so in the project file, `type: date`, with `null_values` for what is none';
}

export const valueMessages = {
  blank: (span: Span, what: string): Diagnostic =>
    problem(span, 'blank-value', `${what} has no value`, 'for a missing value write `{ set: false }`'),

  unknownValue: (node: ScalarSyntax, field: string, values: readonly string[]): Diagnostic =>
    problem(
      node.span,
      'unknown-value',
      `\`${field}\` is never \`${node.text}\``,
      ...nearHelp(node.text, values),
      `it is ${alternatives(values)}`,
    ),

  unknownTest: (key: ScalarSyntax, type: ValueType, known: readonly string[]): Diagnostic =>
    problem(
      key.span,
      'unknown-test',
      `${typeWords[type]} cannot be tested with \`${key.text}\``,
      wordOfSign(key.text)
        ? `write \`${wordOfSign(key.text)}\``
        : (momentOfText(key.text, type) ??
            meantBy(key.text, known) ??
            `it can be tested with ${alternatives(known)}`),
    ),

  wrongType: (node: OperandSyntax, type: ValueType, field: string): Diagnostic =>
    problem(
      node.span,
      'wrong-type',
      `\`${field}\` is compared with ${typeWords[type]}, found ${describeSyntax(node)}`,
      ...typeHelp(node, type),
    ),

  textOrder: (node: OperandSyntax, field: string, column: Column | undefined): Diagnostic =>
    problem(
      node.span,
      'text-order',
      `\`${field}\` is text, and is compared with a number: letter by letter \`10\` comes before \`9\``,
      ...(column?.notNumbers ?? []).map(
        ({ file, row, shape }) => `${file}${row === undefined ? '' : ` row ${row}`} has \`${shape}\``,
      ),
      numbersHelp(column?.name ?? field, column?.refusedNumbers),
      'quote the value if text is meant',
    ),

  expected: wrongValue,

  notASign: (name: ScalarSyntax): Diagnostic => {
    const message = `\`${name.text}\` is no number, date or true-or-false value, and signs are`;
    return problem(name.span, 'wrong-type', message);
  },

  measureType: (key: ScalarSyntax, type: ValueType, wanted: string): Diagnostic =>
    problem(key.span, 'measure-type', `\`${key.text}\` is of ${wanted}, the field is ${typeWords[type]}`),

  noTest: (span: Span, field: string): Diagnostic =>
    problem(span, 'empty-test', `the test of \`${field}\` is empty`),

  notInRow: (span: Span, what: string): Diagnostic =>
    problem(span, 'not-in-row-test', `${what} is about a customer and cannot test one row`),

  notHere: (span: Span, what: string, where: string, ...help: readonly string[]): Diagnostic =>
    problem(span, 'not-here', `${what} cannot stand in ${where}`, ...help),

  notNumber: (span: Span, type: ValueType): Diagnostic =>
    problem(span, 'not-a-number', `arithmetic is of numbers, and this is ${typeWords[type]}`),

  neverEqual: (node: OperandSyntax, field: string, scale: number): Diagnostic =>
    caution(
      node.span,
      'never-equal',
      `\`${field}\` ${scale === 0 ? 'is a whole number' : `has ${scale === 1 ? 'one decimal' : `${scale} decimals`}`}, so it is never ${describeSyntax(node)}`,
      'write `gte`, `lte` or `between` for a boundary',
    ),

  neverInRange: (
    node: OperandSyntax,
    field: string,
    found: string,
    [least, greatest]: readonly [number, number],
  ): Diagnostic =>
    problem(
      node.span,
      'never-in-range',
      `\`${field}\` is from ${least} to ${greatest}, so it is never ${found}`,
      ...(field.endsWith('.weekday') ? ['1 is Monday and 7 is Sunday; `mon` to `sun` are the same'] : []),
    ),

  neverSo: (
    node: OperandSyntax,
    field: string,
    [least, most]: readonly [number, number],
    help?: string,
  ): Diagnostic =>
    caution(
      node.span,
      'never-in-range',
      `\`${field}\` is ${most === Infinity ? `never below ${least}` : `from ${least} to ${most}`}, so nobody passes this test`,
      ...(help === undefined ? [] : [help]),
    ),

  alwaysSo: (node: OperandSyntax, field: string, least: number): Diagnostic =>
    caution(
      node.span,
      'always-in-range',
      `\`${field}\` is never below ${least}, so everybody passes this test`,
    ),

  incomparable: (span: Span, left: ValueType, right: ValueType): Diagnostic =>
    problem(span, 'incomparable', `${typeWords[left]} cannot be compared with ${typeWords[right]}`),

  missingSways: (span: Span, field: string, effect: string, purpose: string): Diagnostic =>
    caution(
      span,
      'missing-sways',
      `\`${field}\` may be missing, and ${effect}`,
      `add \`set: true\` beside it ${purpose}`,
    ),
} as const;
