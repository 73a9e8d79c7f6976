/** Every sentence this stage can say. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { caution, problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import { parameterAsName } from '../language/substitute.ts';
import type { ValueType } from '../model/value.ts';
import { describeNode, unknownKey } from '../yaml/fields.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { testOfSign } from '../yaml/signs.ts';

const TYPE_WORDS: Readonly<Record<ValueType, string>> = {
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

function typeHelp(node: YamlNode, type: ValueType): readonly string[] {
  if (node.kind !== 'scalar' || type === 'text') return [];
  const test = testOfSign(node.text);
  if (test) return [`write \`${test}\``];
  return node.quoted ? ['a quoted value is text: take the quotes off'] : [];
}

/** How other languages call what groups conditions here. */
const GROUPS: Readonly<Record<string, string>> = { and: 'all', or: 'any' };

export const messages = {
  blank: (span: Span, what: string): Diagnostic =>
    problem(span, 'blank-value', `${what} has no value`, 'for a missing value write `{ set: false }`'),

  unknownField: (name: YamlScalar, where: string, candidates: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-field',
      `${where} has no field \`${name.text}\``,
      ...(Object.hasOwn(GROUPS, name.text.toLowerCase())
        ? [`write \`${GROUPS[name.text.toLowerCase()]}: [...]\``]
        : near(name.text, candidates)),
    ),

  unknownSegment: (name: YamlScalar, candidates: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-segment',
      `there is no segment \`${name.text}\``,
      ...near(name.text, candidates),
    ),

  generatedName: (name: YamlScalar): Diagnostic =>
    problem(
      name.span,
      'generated-name',
      `\`${name.text}\` is made of a value in the data, and cannot be referred to by name`,
      'list the values in `for_each` in place of `distinct`',
    ),

  unknownStage: (node: YamlScalar, set: string, stages: readonly string[]): Diagnostic =>
    problem(
      node.span,
      'unknown-stage',
      `\`${set}\` has no stage \`${node.text}\`, it has ${alternatives(stages)}`,
    ),

  unknownValue: (node: YamlScalar, field: string, values: readonly string[]): Diagnostic =>
    problem(
      node.span,
      'unknown-value',
      `\`${field}\` is never \`${node.text}\``,
      ...near(node.text, values),
      `it is ${alternatives(values)}`,
    ),

  unknownTest: (key: YamlScalar, type: ValueType, known: readonly string[]): Diagnostic =>
    problem(
      key.span,
      'unknown-test',
      `${TYPE_WORDS[type]} cannot be tested with \`${key.text}\``,
      ...near(key.text, known),
      `it can be tested with ${alternatives(known)}`,
    ),

  wrongType: (node: YamlNode, type: ValueType, field: string): Diagnostic =>
    problem(
      node.span,
      'wrong-type',
      `\`${field}\` is compared with ${TYPE_WORDS[type]}, found ${describeNode(node)}`,
      ...typeHelp(node, type),
    ),

  textOrder: (node: YamlNode, field: string): Diagnostic =>
    caution(
      node.span,
      'text-order',
      `\`${field}\` is text, so it is compared letter by letter, where \`10\` comes before \`9\``,
      'give its column a number type in the project file, or quote the value if text is meant',
    ),

  expected: (node: YamlNode, what: string, ...help: readonly string[]): Diagnostic =>
    problem(node.span, 'wrong-value', `expected ${what}, found ${describeNode(node)}`, ...help),

  wholeDays: (name: YamlScalar, table: string, isOneTable: boolean): Diagnostic => ({
    ...problem(
      name.span,
      'whole-days',
      `the rows of \`${table}\` have dates without a time, so days are compared here: ${
        isOneTable ? 'a row of the same day does not count as after' : 'a row of the same day counts as after'
      }`,
    ),
    severity: 'note',
  }),

  hoursBesideDates: (node: YamlNode, table: string): Diagnostic =>
    problem(
      node.span,
      'hours-beside-dates',
      `the rows of \`${table}\` have dates without a time, so a span here is in whole days, found ${describeNode(node)}`,
      'write it in days, such as `1d`: the same day is 0',
    ),

  parameterAsName: (name: YamlScalar): Diagnostic =>
    parameterAsName(name.parameter ?? name.text.replace('$', ''), name.span),

  parameterInSql: (text: YamlScalar): Diagnostic =>
    problem(
      text.span,
      'parameter-in-sql',
      `\`$${text.parameter}\` is a value and cannot be SQL`,
      'write the expression out, and test the parameter beside it',
    ),

  blockNotMapping: (node: YamlNode, table: string): Diagnostic =>
    problem(
      node.span,
      'block-shape',
      `\`${table}\` takes a block, \`any\` or \`none\`, found ${describeNode(node)}`,
      `write \`${table}: any\` or \`${table}: { count: { gte: 2 }, last: 90d }\``,
    ),

  emptyBlock: (node: YamlNode, table: string): Diagnostic =>
    problem(
      node.span,
      'empty-block',
      `the block of \`${table}\` is empty`,
      `write \`${table}: any\` for at least one row`,
    ),

  unknownBlockKey: (
    key: YamlScalar,
    table: string,
    known: readonly string[],
    isColumn: boolean,
  ): Diagnostic =>
    unknownKey(
      key,
      known,
      `a block of \`${table}\``,
      isColumn ? `to choose rows by it write \`where: { ${key.text}: … }\`` : undefined,
    ),

  unknownComputedKey: (key: YamlScalar, known: readonly string[]): Diagnostic =>
    unknownKey(key, known, 'a column that is computed'),

  measureWithoutTest: (key: YamlScalar, of?: YamlNode): Diagnostic =>
    problem(
      key.span,
      'measure-without-test',
      `\`${key.text}\` is measured but not tested`,
      of?.kind === 'scalar'
        ? `write for example \`${key.text}: { of: ${of.text}, gte: 2 }\``
        : `write for example \`${key.text}: { gte: 2 }\``,
    ),

  measureWithoutField: (key: YamlScalar): Diagnostic =>
    problem(
      key.span,
      'measure-without-field',
      `\`${key.text}\` needs the field it is of`,
      `write \`${key.text}: { of: FIELD, gte: 100 }\``,
    ),

  measureType: (key: YamlScalar, type: ValueType, wanted: string): Diagnostic =>
    problem(key.span, 'measure-type', `\`${key.text}\` is of ${wanted}, the field is ${TYPE_WORDS[type]}`),

  needsTime: (key: YamlScalar, table: string): Diagnostic =>
    problem(
      key.span,
      'needs-time',
      key.text === table
        ? `\`${table}\` has no time, so it cannot be a step`
        : `\`${table}\` has no time, so it has no \`${key.text}\``,
      'name its time column with `time:` in the project file',
    ),

  noTest: (span: Span, field: string): Diagnostic =>
    problem(span, 'empty-test', `the test of \`${field}\` is empty`),

  traitShape: (node: YamlNode, name: string): Diagnostic =>
    problem(
      node.span,
      'trait-shape',
      `the trait \`${name}\` is not a block with exactly one measure, nor arithmetic`,
      'write for example `{ orders: { sum: total, last: 1y } }` or `{ ratio: [ …, … ] }`',
    ),

  traitWithTest: (node: YamlNode, measure: string): Diagnostic =>
    problem(
      node.span,
      'trait-with-test',
      `a trait measures and does not test, found ${describeNode(node)} for \`${measure}\``,
    ),

  unknownTable: (name: YamlScalar, candidates: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-table',
      `there is no event table \`${name.text}\``,
      ...near(name.text, candidates),
    ),

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
    problem(span, 'not-a-number', `arithmetic is of numbers, and this is ${TYPE_WORDS[type]}`),

  unknownInBoth: (name: YamlScalar, before: string, step: string, shared: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-field',
      `neither \`${before}\` nor \`${step}\` has a field \`${name.text}\``,
      ...near(name.text, shared),
    ),

  neverEqual: (node: YamlNode, field: string, scale: number): Diagnostic =>
    caution(
      node.span,
      'never-equal',
      `\`${field}\` ${scale === 0 ? 'is a whole number' : `has ${scale === 1 ? 'one decimal' : `${scale} decimals`}`}, so it is never ${describeNode(node)}`,
      'write `gte`, `lte` or `between` for a boundary',
    ),

  incomparable: (span: Span, left: ValueType, right: ValueType): Diagnostic =>
    problem(span, 'incomparable', `${TYPE_WORDS[left]} cannot be compared with ${TYPE_WORDS[right]}`),

  pattern: (node: YamlNode, why: string): Diagnostic =>
    problem(node.span, 'pattern', `the pattern cannot be read: ${why}`, 'patterns follow RE2'),

  unknownChannel: (node: YamlScalar, channels: readonly string[]): Diagnostic =>
    problem(
      node.span,
      'unknown-channel',
      `there is no channel \`${node.text}\``,
      channels.length > 0
        ? `the project's channels are ${alternatives(channels)}`
        : 'a channel needs `contact` and `consent` of the customers in the project file',
    ),

  sharesOfArms: (span: Span, total: string): Diagnostic =>
    problem(span, 'shares-of-arms', `the shares of the arms add up to ${total}, not to 100%`),

  missingSways: (span: Span, field: string, effect: string, purpose: string): Diagnostic =>
    caution(
      span,
      'missing-sways',
      `\`${field}\` may be missing, and ${effect}`,
      `add \`set: true\` beside it ${purpose}`,
    ),
} as const;
