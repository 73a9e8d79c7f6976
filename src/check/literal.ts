import { findMeasure } from '../language/measures/index.ts';
import { sameAs } from '../language/measures/same-as.ts';
import { instantOfLocal, isDate, parseInstant, parseLocalDateTime } from '../model/calendar.ts';
import { type Literal, typeOf, type Value, type ValueType } from '../model/value.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { Context } from './context.ts';
import { nameOf } from './field.ts';
import { messages } from './messages.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const NUMBER = /^[-+]?(\d{1,38})(\.\d{1,18})?$/;
const PERCENT = /^([-+]?\d{1,16})(?:\.(\d{1,12}))?%$/;

/** Reads a scalar as the type that its place wants. */
export function checkLiteral(node: YamlNode, left: Value, context: Context): Literal | undefined {
  const type = typeOf(left);
  const field = nameOf(left);
  if (node.kind === 'scalar' && node.text === '') {
    context.report(messages.blank(node.span, `\`${field}\``));
    return undefined;
  }
  const literal =
    node.kind === 'scalar' ? readLiteral(node.text, node.quoted, type, left, context) : undefined;
  if (!literal) context.report(messages.wrongType(node, type, field));
  return literal;
}

function readLiteral(
  text: string,
  quoted: boolean,
  type: ValueType,
  left: Value,
  context: Context,
): Literal | undefined {
  switch (type) {
    case 'text':
    case 'list':
      return { type: 'text', text };
    case 'boolean':
      return !quoted && (text === 'true' || text === 'false') ? { type: 'boolean', text } : undefined;
    case 'integer':
    case 'decimal':
    case 'float':
    case 'quotient':
      if (quoted) return undefined;
      return isWeekday(left) && WEEKDAYS.includes(text)
        ? { type: 'integer', text: String(WEEKDAYS.indexOf(text) + 1) }
        : readNumber(text);
    case 'date':
      return !quoted && isDate(text) ? { type: 'date', text } : undefined;
    case 'time':
      return quoted ? undefined : readTime(text, context);
  }
}

function isWeekday(left: Value): boolean {
  if (left.kind === 'part') return left.part === 'weekday';
  return (
    left.kind === 'measure' &&
    left.of !== undefined &&
    findMeasure(left.measure)?.result === sameAs &&
    isWeekday(left.of)
  );
}

/** A plain decimal, or a percent as its share: `12.50`, `-3`, `10%`. */
export function readNumber(text: string): Literal | undefined {
  const percent = PERCENT.exec(text);
  if (percent) return numberLiteral(shiftPercent(percent[1]!, percent[2] ?? ''));
  return NUMBER.test(text) ? numberLiteral(text.replace(/^\+/, '')) : undefined;
}

function numberLiteral(text: string): Literal {
  return { type: text.includes('.') ? 'decimal' : 'integer', text: canonicalNumber(text) };
}

/** Without leading zeros, so that equal numbers are equal texts as far as their digits go. */
function canonicalNumber(text: string): string {
  return text.replace(/^(-?)0+(?=\d)/, '$1').replace(/^-(0(?:\.0+)?)$/, '$1');
}

function shiftPercent(whole: string, fraction: string): string {
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = whole.replace(/^[-+]/, '').padStart(3, '0');
  const text = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
  return text.replace(/\.?0+$/, '');
}

/** A share written with its sign (`10%`), as exact decimal text. */
export function readShare(text: string): string | undefined {
  return PERCENT.test(text) ? readNumber(text)?.text : undefined;
}

/** An instant, or a local date and time; plain dates are periods and need a window word. */
export function readTime(text: string, context: Context): Literal | undefined {
  const instant = parseInstant(text);
  if (instant) return { type: 'time', text: instant };
  const local = parseLocalDateTime(text);
  return local ? { type: 'time', text: instantOfLocal(local, context.asOf.zone) } : undefined;
}
