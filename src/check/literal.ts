import { findMeasure } from '../language/measures/index.ts';
import { sameAs } from '../language/measures/same-as.ts';
import type { OperandSyntax } from '../language/syntax.ts';
import { instantOfLocal, isDate, parseInstant, parseLocalDateTime } from '../model/calendar.ts';
import { readNumber } from '../model/number.ts';
import { type Literal, typeOf, type Value, type ValueType } from '../model/value.ts';
import type { Checking } from './context.ts';
import { writtenField } from './field.ts';
import { warnOfMeant } from './meant.ts';
import { valueMessages } from './value-messages.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Reads a scalar as the type that its place wants. */
export function checkLiteral(node: OperandSyntax, left: Value, context: Checking): Literal | undefined {
  const type = typeOf(left);
  const field = writtenField(left, context);
  if (node.kind === 'scalar' && node.text === '') {
    context.report(valueMessages.blank(node.span, `\`${field}\``));
    return undefined;
  }
  const literal =
    node.kind === 'scalar' ? readLiteral(node.text, node.quoted, type, left, context) : undefined;
  if (!literal) context.report(valueMessages.wrongType(node, type, field));
  else if (node.kind === 'scalar' && (type === 'text' || type === 'list')) warnOfMeant(node, context);
  return literal;
}

function readLiteral(
  text: string,
  quoted: boolean,
  type: ValueType,
  left: Value,
  context: Checking,
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
      return isWeekday(left) && weekdays.includes(text)
        ? { type: 'integer', text: String(weekdays.indexOf(text) + 1) }
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

/** An instant, or a local date and time; plain dates are periods and need a window word. */
export function readTime(text: string, context: Checking): Literal | undefined {
  const instant = parseInstant(text);
  if (instant) return { type: 'time', text: instant };
  const local = parseLocalDateTime(text);
  return local ? { type: 'time', text: instantOfLocal(local, context.asOf.zone) } : undefined;
}
