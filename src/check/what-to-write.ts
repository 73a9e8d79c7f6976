/** What messages offer in place of what was written. */
import { didYouMean } from '../diagnostics/suggest.ts';
import { findMeasure } from '../language/measures/index.ts';
import { quotedParameter } from '../language/parsing.ts';
import type { OperandSyntax } from '../language/syntax.ts';
import { isWindowWord } from '../language/windows.ts';
import { testOfSign } from '../model/signs.ts';
import { isNumber, type ValueType } from '../model/value.ts';
import { writtenNumber } from '../model/value-help.ts';

export const TYPE_WORDS: Readonly<Record<ValueType, string>> = {
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

/** The name among the candidates that is most like it, where one is. */
export function near(name: string, candidates: Iterable<string>): readonly string[] {
  const help = didYouMean(name, candidates);
  return help ? [help] : [];
}

/** What to write in place of a value that is of another type than the field's. */
export function typeHelp(node: OperandSyntax, type: ValueType): readonly string[] {
  if (node.kind !== 'scalar' || type === 'text') return [];
  const test = testOfSign(node.text);
  if (test) return [`write \`${test}\``];
  const parameter = quotedParameter(node);
  if (parameter) return [parameter];
  const number = isNumber(type) ? writtenNumber(node.text) : undefined;
  if (number !== undefined) return [number];
  if (type === 'boolean' && /^(yes|on|no|off)$/i.test(node.text))
    return [`write \`${/^(yes|on)$/i.test(node.text)}\``];
  return node.quoted ? ['a quoted value is text: take the quotes off'] : [];
}

/** How other languages call what groups conditions here. */
const GROUPS: Readonly<Record<string, string>> = { and: 'all', or: 'any' };

/** What to write in place of a name that is no field; undefined where only a near name can be offered. */
export function meantByName(text: string): string | undefined {
  const group = GROUPS[text.toLowerCase()];
  if (group !== undefined) return `write \`${group}: [...]\``;
  if (isWindowWord(text)) return `a window stands inside its table: \`orders: { ${text}: … }\``;
  if (findMeasure(text)) return `a measure stands inside its table: \`orders: { ${text}: … }\``;
  if (/^-\S/.test(text)) return `an item of a list has a space after its \`-\`: \`- ${text.slice(1)}\``;
  if (/\S, *\S/.test(text)) return `write a list: \`[${text.split(/ *, */).join(', ')}]\``;
  const colon = /^([^:]+):(\S.*)$/.exec(text);
  return colon ? `put a space after the colon: \`${colon[1]}: ${colon[2]}\`` : undefined;
}
