/** What a block measures over the rows that pass. */
import { daysBetween } from './calendar.ts';
import { bindField, type Names } from './fields.ts';
import type { Node, NodeMap } from './node.ts';
import { asText } from './node.ts';
import { plus, type Rational, toDouble, zero } from './rational.ts';
import { inOrder, rowMeets, timeOf } from './rows.ts';
import { type Delay, delayOf } from './sequences.ts';
import type { Type, Value } from './value.ts';
import { compareBytes, compareValues, doubleValue, identity, integerValue, numberValue } from './value.ts';
import type { Customer, Events, Row } from './world.ts';
import { localDateOf, momentIn } from './world.ts';

export const measureWords = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'median',
  'distinct',
  'days',
  'days_since_last',
  'days_since_first',
  'average_gap',
  'longest_gap',
  'value_of_first',
  'value_of_last',
  'most_frequent',
  'share',
  'delay',
];

/** A measure with what it is of, without its test. */
export interface Measure {
  readonly word: string;
  readonly of?: Node;
  /** The block, of `delay`. */
  readonly block?: NodeMap;
}

const typedByField = new Set(['min', 'max', 'value_of_first', 'value_of_last', 'most_frequent']);

export function measureType(names: Names, table: string, measure: Measure): Type {
  return typedByField.has(measure.word) ? bindField({ ...names, table }, asText(measure.of)).type : 'number';
}

export function measureRows(
  names: Names,
  table: string,
  measure: Measure,
  customer: Customer,
  rows: readonly Row[],
): Value {
  const inTable: Names = { ...names, table };
  const events = names.world.events.get(table)!;
  const { moment } = names.world;
  const read = (row: Row) => bindField(inTable, asText(measure.of)).read({ customer, row });
  const present = () => rows.map(read).filter((value) => value !== null);
  const numbers = () => present().map((value) => (value.kind === 'number' ? value.number : fail(value.kind)));
  const dates = () => [...new Set(rows.map((row) => localDateOf(row.get(timeOf(events))!, moment)!))].sort();
  switch (measure.word) {
    case 'count':
      return integerValue(rows.length);
    case 'sum':
      return numberValue(sumOf(numbers()));
    case 'avg':
      return average(numbers());
    case 'min':
      return extreme(present(), -1);
    case 'max':
      return extreme(present(), 1);
    case 'median':
      return median(numbers());
    case 'distinct':
      return integerValue(new Set(present().map(identity)).size);
    case 'days':
      return integerValue(dates().length);
    case 'days_since_last': {
      const last = dates().at(-1);
      return last === undefined ? null : integerValue(daysBetween(last, moment.today));
    }
    case 'days_since_first': {
      const first = dates()[0];
      return first === undefined ? null : integerValue(daysBetween(first, moment.today));
    }
    case 'average_gap': {
      const all = dates();
      if (all.length < 2) return null;
      return doubleValue(daysBetween(all[0]!, all.at(-1)!) / (all.length - 1));
    }
    case 'longest_gap': {
      const gaps = dates().flatMap((date, index, all) =>
        index === 0 ? [] : [daysBetween(all[index - 1]!, date)],
      );
      return gaps.length === 0 ? null : integerValue(Math.max(...gaps));
    }
    case 'value_of_first':
    case 'value_of_last': {
      if (rows.length === 0) return null;
      const ordered = inOrder(timedFirst(rows, events, names), events, names);
      return read(measure.word === 'value_of_first' ? ordered[0]! : ordered.at(-1)!);
    }
    case 'most_frequent':
      return mostFrequent(
        rows.map((row) => ({
          value: read(row),
          at: events.time === undefined ? 0 : momentIn(row, events.time, moment) || Number.NEGATIVE_INFINITY,
        })),
      );
    case 'delay': {
      const found = rows.flatMap((row) => delayOf(inTable, table, measure.block!, customer, row) ?? []);
      return summaryOf(found, asText(measure.of));
    }
    case 'share': {
      if (rows.length === 0) return null;
      const meeting = rows.filter((row) => rowMeets(inTable, measure.of!, customer, row));
      return doubleValue(meeting.length / rows.length);
    }
    default:
      throw new Error(`unknown measure ${measure.word}`);
  }
}

/** Rows without a time, which only made rows are made of, are neither first nor last where others are. */
function timedFirst(rows: readonly Row[], events: Events, { world }: Names): readonly Row[] {
  const timed = rows.filter((row) => !Number.isNaN(momentIn(row, timeOf(events), world.moment)));
  return timed.length > 0 ? timed : rows;
}

function summaryOf(delays: readonly Delay[], summary: string): Value {
  const parts = delays.map((delay) => delay.parts).sort((a, b) => a - b);
  const [{ day } = { day: 1 }] = delays;
  const middle = (parts.length - 1) / 2;
  if (parts.length === 0) return null;
  switch (summary) {
    case 'avg':
      return doubleValue(parts.reduce((sum, each) => sum + each) / (parts.length * day));
    case 'min':
      return doubleValue(parts[0]! / day);
    case 'max':
      return doubleValue(parts.at(-1)! / day);
    default:
      return doubleValue((parts[Math.floor(middle)]! + parts[Math.ceil(middle)]!) / 2 / day);
  }
}

function sumOf(numbers: readonly Rational[]): Rational {
  return numbers.reduce(plus, zero);
}

function average(numbers: readonly Rational[]): Value {
  return numbers.length === 0 ? null : doubleValue(toDouble(sumOf(numbers)) / numbers.length);
}

function median(numbers: readonly Rational[]): Value {
  const sorted = [...numbers].sort((a, b) => compareValues(numberValue(a), numberValue(b))!);
  const middle = (sorted.length - 1) / 2;
  if (sorted.length === 0) return null;
  const [low, high] = [sorted[Math.floor(middle)]!, sorted[Math.ceil(middle)]!].map(toDouble);
  return doubleValue((low! + high!) / 2);
}

function extreme(values: readonly Value[], sign: 1 | -1): Value {
  return values.reduce<Value>((best, value) => {
    const order = compareValues(value, best);
    return order === undefined || order * sign > 0 ? value : best;
  }, null);
}

/** Ties: the value whose latest row is most recent, then the smallest by its bytes. */
function mostFrequent(rows: readonly { readonly value: Value; readonly at: number }[]): Value {
  const tallies = new Map<string, { value: Value; count: number; latest: number }>();
  for (const { value, at } of rows) {
    if (value === null) continue;
    const key = identity(value);
    const { count, latest } = tallies.get(key) ?? { count: 0, latest: Number.NEGATIVE_INFINITY };
    tallies.set(key, { value, count: count + 1, latest: Math.max(latest, at) });
  }
  const ordered = [...tallies].sort(
    ([keyA, a], [keyB, b]) => b.count - a.count || b.latest - a.latest || compareBytes(keyA, keyB),
  );
  return ordered[0]?.[1].value ?? null;
}

function fail(kind: string): never {
  throw new Error(`a ${kind} has no sum`);
}
