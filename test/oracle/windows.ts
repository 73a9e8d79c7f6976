/** The window words, over a date or a time. */
import { anniversaryIn, readDuration, readPeriod, shiftDate, shiftInstant, year } from './calendar.ts';
import type { Node, NodeMap } from './node.ts';
import { asList, asMap, asText, isText } from './node.ts';
import type { Value } from './value.ts';
import { dateValue } from './value.ts';
import type { Moment } from './world.ts';
import { instantOf, localDateOf } from './world.ts';

export const windowWords = ['last', 'next', 'before_last', 'during', 'since', 'before', 'between', 'within'];

/** The value of a field that a bound names. */
export type ReadField = (name: string) => Value;

/** Whether the value is in the overlap of the windows that stand in the mapping. */
export function inWindows(value: Value, block: NodeMap, moment: Moment, read: ReadField): boolean {
  if (value === null) return windowWords.every((word) => block[word] === undefined);
  return windowWords.every((word) => block[word] === undefined || inWindow(value, word, block, moment, read));
}

function inWindow(
  value: Exclude<Value, null>,
  word: string,
  block: NodeMap,
  moment: Moment,
  read: ReadField,
): boolean {
  const spec = block[word]!;
  const at = instantOf(value, moment);
  const { end, zone } = moment;
  switch (word) {
    case 'last':
      return at >= shiftInstant(end, readDuration(asText(spec)), -1, zone) && at < end;
    case 'next':
      return at >= end && at < shiftInstant(end, readDuration(asText(spec)), 1, zone);
    case 'before_last':
      return at < shiftInstant(end, readDuration(asText(spec)), -1, zone);
    case 'during': {
      const period = readPeriod(asText(spec), moment.today);
      const date = localDateOf(value, moment)!;
      return date >= period.from && date < period.to;
    }
    case 'since':
      return notBefore(value, readBound(spec, moment, read), moment);
    case 'before': {
      const bound = readBound(spec, moment, read);
      return bound !== null && !notBefore(value, bound, moment);
    }
    case 'between': {
      const [from, to] = asList(spec).map((bound) => readBound(bound, moment, read));
      return notBefore(value, from!, moment) && notAfter(value, to!, moment);
    }
    case 'within': {
      const start = readBound(block['since']!, moment, read);
      return notAfter(value, shift(start, readDuration(asText(spec)), moment), moment);
    }
    default:
      throw new Error(`unknown window ${word}`);
  }
}

/** Beside a date, on either side, local dates are compared and not moments: the whole day counts. */
function inDates(value: Value, bound: Value): boolean {
  return value?.kind === 'date' || bound?.kind === 'date';
}

function notBefore(value: Value, bound: Value, moment: Moment): boolean {
  if (bound === null) return false;
  if (inDates(value, bound)) return localDateOf(value, moment)! >= localDateOf(bound, moment)!;
  return instantOf(value, moment) >= instantOf(bound, moment);
}

function notAfter(value: Value, bound: Value, moment: Moment): boolean {
  if (bound === null) return false;
  if (inDates(value, bound)) return localDateOf(value, moment)! <= localDateOf(bound, moment)!;
  return instantOf(value, moment) <= instantOf(bound, moment);
}

function readBound(spec: Node, moment: Moment, read: ReadField): Value {
  if (isText(spec)) return dateValue(spec);
  const { field, plus } = asMap(spec);
  const value = read(asText(field));
  return plus === undefined ? value : shift(value, readDuration(asText(plus)), moment);
}

export function shift(value: Value, duration: ReturnType<typeof readDuration>, moment: Moment): Value {
  if (value === null) return null;
  if (value.kind === 'date') return dateValue(shiftDate(value.date, duration, 1));
  if (value.kind === 'time') {
    return { kind: 'time', instant: shiftInstant(value.instant, duration, 1, moment.zone) };
  }
  throw new Error(`a ${value.kind} cannot be moved`);
}

/** Whether an anniversary, from the first year on, is in the period or the windows. */
export function hasAnniversary(value: Value, spec: Node, moment: Moment, read: ReadField): boolean {
  const born = localDateOf(value, moment);
  if (born === null) return false;
  const windows = isText(spec) ? { during: spec } : asMap(spec);
  const lastYear = year(moment.today) + 150;
  for (let y = year(born) + 1; y <= lastYear; y += 1) {
    if (inWindows(dateValue(anniversaryIn(born, y)), windows, moment, read)) return true;
  }
  return false;
}
