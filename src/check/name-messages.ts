/** What can be wrong with names: nothing is called so, or several things, or they lead in a circle. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { writtenHere } from '../diagnostics/elsewhere.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { alternatives, nearHelp } from '../diagnostics/suggest.ts';
import { unknownKey } from '../diagnostics/unknown-key.ts';
import { keywords } from '../language/condition.ts';
import { findMeasure } from '../language/measures/index.ts';
import { findOperator } from '../language/operators/index.ts';
import { parameterAsName } from '../language/substitute.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import { unknownTable } from '../language/trait.ts';
import { isWindowWord } from '../language/windows.ts';

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

export const nameMessages = {
  unknownField: (name: ScalarSyntax, where: string, candidates: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-field',
      `${where} has no field \`${name.text}\``,
      ...[meantByName(name.text) ?? nearHelp(name.text, candidates)].flat(),
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

  partOfOther: (name: ScalarSyntax, field: string, part: string): Diagnostic =>
    problem(
      name.span,
      'unknown-field',
      `\`${field}\` is no date and no time, and only those have \`.${part}\``,
      `if it is one, \`columns: { ${field}: time }\` in the project file names the cells that are none`,
    ),

  unknownSegment: (name: ScalarSyntax, candidates: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-segment',
      `there is no segment \`${name.text}\``,
      ...nearHelp(name.text, candidates),
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

  unknownTable,

  unknownInBoth: (name: ScalarSyntax, before: string, step: string, shared: readonly string[]): Diagnostic =>
    problem(
      name.span,
      'unknown-field',
      `neither \`${before}\` nor \`${step}\` has a field \`${name.text}\``,
      ...nearHelp(name.text, shared),
    ),

  unknownChannel: (node: ScalarSyntax, channels: readonly string[]): Diagnostic =>
    problem(
      node.span,
      'unknown-channel',
      `there is no channel \`${node.text}\``,
      channels.length > 0
        ? `the project's channels are ${alternatives(channels)}`
        : 'a channel needs `contact` and `consent` of the customers in the project file',
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

  cycle: (span: Span, path: readonly string[]): Diagnostic =>
    problem(span, 'cycle', `${path.map((name) => `\`${name}\``).join(' → ')} leads back to itself`),

  duplicateName: (span: Span, what: string, name: string, first?: string): Diagnostic =>
    problem(
      span,
      'duplicate-name',
      `${what} \`${name}\` stands twice`,
      ...(first === undefined ? [] : [`the first is in ${first}`]),
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
} as const;
