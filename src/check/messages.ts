/** Every sentence this stage can say. */

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { writtenHere } from '../diagnostics/elsewhere.ts';
import { caution, problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import { meantBy, unknownKey } from '../diagnostics/unknown-key.ts';
import { keywords } from '../language/condition.ts';
import { findMeasure } from '../language/measures/index.ts';
import { findOperator } from '../language/operators/index.ts';
import { describeSyntax, quotedParameter, wrongValue } from '../language/parsing.ts';
import { parameterAsName } from '../language/substitute.ts';
import type { OperandSyntax, ScalarSyntax } from '../language/syntax.ts';
import { unknownTable } from '../language/trait.ts';
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

function near(name: string, candidates: Iterable<string>): readonly string[] {
  const help = didYouMean(name, candidates);
  return help ? [help] : [];
}

function typeHelp(node: OperandSyntax, type: ValueType): readonly string[] {
  if (node.kind === 'list') return ['write a test for each value under `any: [...]`'];
  if (node.kind !== 'scalar' || type === 'text') return [];
  const test = testOfSign(node.text);
  if (test) return [`write \`${test}\``];
  const parameter = quotedParameter(node);
  if (parameter) return [parameter];
  const number = isNumber(type) ? writtenNumber(node.text) : undefined;
  if (number !== undefined) return [number];
  if (type === 'boolean' && /^(yes|on|no|off)$/i.test(node.text))
    return [`write \`${/^(yes|on)$/i.test(node.text)}\``];
  if (node.quoted) return ['a quoted value is text: take the quotes off'];
  return type === 'time' || type === 'date' ? [momentHelp(node.text) ?? []].flat() : [];
}

/** What to write in place of a name that is no field; undefined where only a near name can be offered. */
function meantByName(text: string): string | undefined {
  const condition = writtenHere(text, Object.keys(keywords));
  if (condition !== undefined) return `write \`${condition}\``;
  if (isWindowWord(text)) return `a window stands inside its table: \`orders: { ${text}: … }\``;
  if (findMeasure(text)) return `a measure stands inside its table: \`orders: { ${text}: … }\``;
  if (/^-\S/.test(text)) return `an item of a list has a space after its \`-\`: \`- ${text.slice(1)}\``;
  if (/\S, *\S/.test(text)) return `write a list: \`[${text.split(/ *, */).join(', ')}]\``;
  const colon = /^([^:]+):(\S.*)$/.exec(text);
  return colon ? `put a space after the colon: \`${colon[1]}: ${colon[2]}\`` : undefined;
}

export const messages = {
  blank: (span: Span, what: string): Diagnostic =>
    problem(span, 'blank-value', `${what} has no value`, 'for a missing value write `{ set: false }`'),

  unknownField: (name: ScalarSyntax, where: string, candidates: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-field',
      `${where} has no field \`${name.text}\``,
      ...[meantByName(name.text) ?? near(name.text, candidates)].flat(),
    ),

  fieldOfTable: (name: ScalarSyntax, table: string, field: string): Diagnostic =>
    problem(
      name.span,
      'unknown-field',
      `a customer has no field \`${name.text}\``,
      findMeasure(field)
        ? `a measure stands inside its table: \`${table}: { ${field}: … }\``
        : `a field of rows stands inside its table: \`${table}: { where: { ${field}: … } }\``,
    ),

  unknownSegment: (name: ScalarSyntax, candidates: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-segment',
      `there is no segment \`${name.text}\``,
      ...near(name.text, candidates),
    ),

  generatedName: (name: ScalarSyntax): Diagnostic =>
    problem(
      name.span,
      'generated-name',
      `\`${name.text}\` is made of a value in the data, and cannot be referred to by name`,
      'list the values in `for_each` in place of `distinct`',
    ),

  unknownStage: (node: ScalarSyntax, set: string, stages: readonly string[]): Diagnostic =>
    problem(
      node.span,
      'unknown-stage',
      `\`${set}\` has no stage \`${node.text}\`, it has ${alternatives(stages)}`,
    ),

  unknownValue: (node: ScalarSyntax, field: string, values: readonly string[]): Diagnostic =>
    problem(
      node.span,
      'unknown-value',
      `\`${field}\` is never \`${node.text}\``,
      ...near(node.text, values),
      `it is ${alternatives(values)}`,
    ),

  unknownTest: (key: ScalarSyntax, type: ValueType, known: readonly string[]): Diagnostic =>
    problem(
      key.span,
      'unknown-test',
      `${typeWords[type]} cannot be tested with \`${key.text}\``,
      wordOfSign(key.text)
        ? `write \`${wordOfSign(key.text)}\``
        : (meantBy(key.text, known) ?? `it can be tested with ${alternatives(known)}`),
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

  wholeDays: (name: ScalarSyntax, table: string, isOneTable: boolean): Diagnostic => ({
    ...problem(
      name.span,
      'whole-days',
      `the rows of \`${table}\` have dates without a time, so days are compared here: ${
        isOneTable ? 'a row of the same day does not count as after' : 'a row of the same day counts as after'
      }`,
    ),
    severity: 'note',
  }),

  hoursBesideDates: (node: ScalarSyntax, table: string): Diagnostic =>
    problem(
      node.span,
      'hours-beside-dates',
      `the rows of \`${table}\` have dates without a time, so a span here is in whole days, found ${describeSyntax(node)}`,
      'write it in days, such as `1d`: the same day is 0',
    ),

  parameterAsName: (name: ScalarSyntax): Diagnostic =>
    parameterAsName(name.parameter ?? name.text.replace('$', ''), name.span),

  parameterInSql: (text: ScalarSyntax): Diagnostic =>
    problem(
      text.span,
      'parameter-in-sql',
      `\`$${text.parameter}\` is a value and cannot be SQL`,
      'write the expression out, and test the parameter beside it',
    ),

  unknownBlockKey: (
    key: ScalarSyntax,
    table: string,
    known: readonly string[],
    isColumn: boolean,
  ): Diagnostic =>
    unknownKey(
      key,
      known,
      `a block of \`${table}\``,
      isColumn
        ? `to choose rows by it write \`where: { ${key.text}: … }\``
        : findOperator(key.text)
          ? `a test stands under what it tests: \`count: { ${key.text}: … }\``
          : undefined,
    ),

  measureType: (key: ScalarSyntax, type: ValueType, wanted: string): Diagnostic =>
    problem(key.span, 'measure-type', `\`${key.text}\` is of ${wanted}, the field is ${typeWords[type]}`),

  needsTime: (key: ScalarSyntax, table: string): Diagnostic =>
    problem(
      key.span,
      'needs-time',
      key.text === table
        ? `\`${table}\` has no time, so it cannot be a step`
        : `\`${table}\` has no time, so it has no \`${key.text}\``,
      'name its time column with `time:` in the project file',
    ),

  momentOfConsent: (node: ScalarSyntax, field: string): Diagnostic =>
    problem(
      node.span,
      'consent-is-a-date',
      `\`${field}\` is a date or a time, which is no yes by itself`,
      `say that it is there: \`where: { ${field}: { set: true } }\``,
    ),

  yearless: (span: Span, field: string): Diagnostic =>
    problem(
      span,
      'no-year',
      `\`${field}\` is a day and a month without a year`,
      'ask for its return every year: `anniversary: { next: 7d }`, or a month: `.month`',
    ),

  noTest: (span: Span, field: string): Diagnostic =>
    problem(span, 'empty-test', `the test of \`${field}\` is empty`),

  unknownTable,

  cycle: (span: Span, path: readonly string[]): Diagnostic =>
    problem(span, 'cycle', `${path.map((name) => `\`${name}\``).join(' → ')} leads back to itself`),

  duplicateName: (span: Span, what: string, name: string, first?: string): Diagnostic =>
    problem(
      span,
      'duplicate-name',
      `${what} \`${name}\` stands twice`,
      ...(first === undefined ? [] : [`the first is in ${first}`]),
    ),

  notInRow: (span: Span, what: string): Diagnostic =>
    problem(span, 'not-in-row-test', `${what} is about a customer and cannot test one row`),

  notHere: (span: Span, what: string, where: string, ...help: readonly string[]): Diagnostic =>
    problem(span, 'not-here', `${what} cannot stand in ${where}`, ...help),

  notNumber: (span: Span, type: ValueType): Diagnostic =>
    problem(span, 'not-a-number', `arithmetic is of numbers, and this is ${typeWords[type]}`),

  unknownInBoth: (name: ScalarSyntax, before: string, step: string, shared: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-field',
      `neither \`${before}\` nor \`${step}\` has a field \`${name.text}\``,
      ...near(name.text, shared),
    ),

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

  reversed: (span: Span, low: string, high: string): Diagnostic =>
    problem(
      span,
      'reversed',
      `nothing is between \`${low}\` and \`${high}\`: the lower end comes first`,
      `write \`[${high}, ${low}]\``,
    ),

  emptyWindows: (keys: readonly ScalarSyntax[]): Diagnostic =>
    problem(
      keys.at(-1)!.span,
      'empty-window',
      `${keys.map(({ text }) => `\`${text}\``).join(' and ')} leave no time that is in all of them`,
      ...(keys.some(({ text }) => text === 'before_last')
        ? ['the 30 days before the last 30 are `{ last: 60d, before_last: 30d }`']
        : []),
    ),

  nullText: (node: ScalarSyntax): Diagnostic =>
    caution(
      node.span,
      'null-text',
      `\`${node.text}\` is a text here, and means no missing value`,
      'write `{ set: false }` for whoever has none, or quote the text if it is meant',
    ),

  curlyQuotes: (node: ScalarSyntax): Diagnostic =>
    caution(
      node.span,
      'curly-quotes',
      `the curly quotes of \`${node.text}\` are part of the text`,
      `write straight ones: \`"${node.text.replaceAll(/[“”„‟«»‘’‚]/gu, '')}"\``,
    ),

  wordsInText: (node: ScalarSyntax): Diagnostic => {
    const isEither = / (OR|\|\|) /.test(node.text);
    const items = node.text.split(/ (?:OR|AND|\|\||&&) /);
    return caution(
      node.span,
      'words-in-text',
      `\`${node.text}\` is one text`,
      isEither
        ? `write \`[${items.join(', ')}]\` for any of them, or quote it if the text is meant`
        : 'write a condition for each under `all: [...]`, or quote it if the text is meant',
    );
  },

  testInText: (node: ScalarSyntax, test: string): Diagnostic =>
    caution(
      node.span,
      'words-in-text',
      `\`${node.text}\` is one text, and compared as it stands`,
      `write \`${test}\`, or quote it if the text is meant`,
    ),

  listInText: (node: ScalarSyntax): Diagnostic =>
    caution(
      node.span,
      'words-in-text',
      `\`${node.text}\` is one text`,
      `write \`[${node.text.split(/\s*[,;|]\s*/).join(', ')}]\` for any of them, or quote it if the text is meant`,
    ),

  flagsOfPattern: (node: OperandSyntax, pattern: string): Diagnostic =>
    caution(
      node.span,
      'slashes-of-pattern',
      'the slashes and the letters behind them are part of the pattern',
      `write \`${pattern}\` without them, and upper and lower case alike as \`(?i)${pattern}\``,
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

  pattern: (node: OperandSyntax, why: string): Diagnostic =>
    problem(node.span, 'pattern', `the pattern cannot be read: ${why}`, 'patterns follow RE2'),

  unknownChannel: (node: ScalarSyntax, channels: readonly string[]): Diagnostic =>
    problem(
      node.span,
      'unknown-channel',
      `there is no channel \`${node.text}\``,
      channels.length > 0
        ? `the project's channels are ${alternatives(channels)}`
        : 'a channel needs `contact` and `consent` of the customers in the project file',
    ),

  noDelay: (key: ScalarSyntax, why: string): Diagnostic =>
    problem(
      key.span,
      'no-delay',
      `\`delay\` is the time to the last step, and cannot be told here: ${why}`,
      'write for example `views: { then: { orders: any }, delay: { median: { lte: 2 } } }`',
    ),

  tooManySegments: (span: Span, name: string, most: number): Diagnostic =>
    problem(
      span,
      'too-many-levels',
      `\`${name}\` depends on more than ${most} segments, one on the other`,
      'name the segments that it is about in one list: `segment: [a, b]`',
    ),

  tooDeep: (span: Span, name: string, most: number): Diagnostic =>
    problem(
      span,
      'too-many-levels',
      `\`${name}\` is made of more than ${most} traits, one of the other`,
      'say what is added in one `plus` with a list, in fewer steps',
    ),

  missingSways: (span: Span, field: string, effect: string, purpose: string): Diagnostic =>
    caution(
      span,
      'missing-sways',
      `\`${field}\` may be missing, and ${effect}`,
      `add \`set: true\` beside it ${purpose}`,
    ),
} as const;
