/** `then` and `then_not`: what must, and must not, come after a row. */
import { type Duration, daysBetween, readDuration, shiftDate, shiftInstant } from './calendar.ts';
import { bindField, type Names } from './fields.ts';
import type { Node, NodeMap } from './node.ts';
import { asItems, asMap, asText, isText } from './node.ts';
import { passingRows, timeOf } from './rows.ts';
import { compareValues, type Value } from './value.ts';
import type { Customer, Events, Moment, Row } from './world.ts';
import { instantOf, localDateOf, momentIn } from './world.ts';

interface At {
  readonly table: string;
  readonly row: Row;
}

interface Step {
  readonly table: string;
  readonly block: Node;
  readonly within?: Duration;
  /** Fields of the row before, and of the step's row. */
  readonly same: readonly (readonly [string, string])[];
}

/** Whether some chain of rows follows, each after the one before, and nothing forbidden comes after its last. */
export function sequencePasses(
  names: Names,
  table: string,
  block: NodeMap,
  customer: Customer,
  row: Row,
): boolean {
  const steps = asItems(block['then']).map(readStep);
  const forbidden = asItems(block['then_not']).map(readStep);
  return chainFrom(names, customer, { table, row }, steps, (last) =>
    forbidden.every((step) => nothingFollows(names, customer, last, step)),
  );
}

export interface Delay {
  /** Microseconds, or days. */
  readonly parts: number;
  /** How many there are in a day. */
  readonly day: number;
}

/** Days from the row to the earliest end of a chain of its steps; a day has 24 hours, and whole days beside dates. */
export function delayOf(
  names: Names,
  table: string,
  block: NodeMap,
  customer: Customer,
  row: Row,
): Delay | null {
  const steps = asItems(block['then']).map(readStep);
  const forbidden = asItems(block['then_not']).map(readStep);
  const ends: At[] = [];
  chainFrom(names, customer, { table, row }, steps, (last) => {
    if (forbidden.every((step) => nothingFollows(names, customer, last, step))) ends.push(last);
    return false;
  });
  const { moment } = names.world;
  const source = eventsOf(names, table);
  const delays = ends.map((end) => {
    const target = eventsOf(names, end.table);
    const [from, to] = [row.get(timeOf(source))!, end.row.get(timeOf(target))!];
    if (hasDatesOnly(source) || hasDatesOnly(target))
      return { parts: daysBetween(localDateOf(from, moment)!, localDateOf(to, moment)!), day: 1 };
    return { parts: instantOf(to, moment) - instantOf(from, moment), day: 86_400e6 };
  });
  const [first, ...others] = delays;
  return first ? others.reduce((least, delay) => (delay.parts < least.parts ? delay : least), first) : null;
}

function chainFrom(
  names: Names,
  customer: Customer,
  from: At,
  steps: readonly Step[],
  accept: (last: At) => boolean,
): boolean {
  const [step, ...rest] = steps;
  if (!step) return accept(from);
  return followers(names, customer, from, step).some((row) =>
    chainFrom(names, customer, { table: step.table, row }, rest, accept),
  );
}

function nothingFollows(names: Names, customer: Customer, from: At, step: Step): boolean {
  return spanHasPassed(names, from, step) && followers(names, customer, from, step).length === 0;
}

function followers(names: Names, customer: Customer, from: At, step: Step): readonly Row[] {
  return passingRows(names, step.table, step.block, customer).filter(
    (row) => isAfter(names, from, step, row) && isSame(names, customer, from, step, row),
  );
}

/**
 * Strictly later. Where either table has dates only, in whole dates: a row of the same day is after one of another
 * table, and not after one of its own.
 */
function isAfter(names: Names, from: At, step: Step, row: Row): boolean {
  const { moment } = names.world;
  const source = eventsOf(names, from.table);
  const target = eventsOf(names, step.table);
  if (hasDatesOnly(source) || hasDatesOnly(target)) {
    const first = localDateOf(from.row.get(timeOf(source))!, moment)!;
    const second = localDateOf(row.get(timeOf(target))!, moment)!;
    const isAfter = from.table === step.table ? second > first : second >= first;
    return isAfter && (!step.within || second <= shiftDate(first, step.within, 1));
  }
  const first = momentIn(from.row, timeOf(source), moment);
  const second = momentIn(row, timeOf(target), moment);
  return second > first && (!step.within || second <= shiftInstant(first, step.within, 1, moment.zone));
}

/** The end of the span is included, so it has passed only when T is later. */
function spanHasPassed(names: Names, from: At, step: Step): boolean {
  if (!step.within) return true;
  const { moment } = names.world;
  const source = eventsOf(names, from.table);
  if (hasDatesOnly(source) || hasDatesOnly(eventsOf(names, step.table))) {
    const first = localDateOf(from.row.get(timeOf(source))!, moment)!;
    const dayAfter = shiftDate(shiftDate(first, step.within, 1), { n: 1, unit: 'd' }, 1);
    return momentIn(new Map([['day', { kind: 'date', date: dayAfter }]]), 'day', moment) <= moment.end;
  }
  return shiftInstant(momentIn(from.row, timeOf(source), moment), step.within, 1, moment.zone) < moment.end;
}

function isSame(names: Names, customer: Customer, from: At, step: Step, row: Row): boolean {
  return step.same.every(([left, right]) => {
    const a = bindField({ ...names, table: from.table }, left).read({ customer, row: from.row });
    const b = bindField({ ...names, table: step.table }, right).read({ customer, row });
    return isOneValue(a, b, names.world.moment);
  });
}

/** A date and a time are one value where they are of one day. */
function isOneValue(a: Value, b: Value, moment: Moment): boolean {
  const mixed = a !== null && b !== null && a.kind !== b.kind;
  return mixed ? localDateOf(a, moment) === localDateOf(b, moment) : compareValues(a, b) === 0;
}

function eventsOf(names: Names, table: string): Events {
  return names.world.events.get(table)!;
}

function hasDatesOnly(events: Events): boolean {
  return events.types.get(timeOf(events)) === 'date';
}

function readStep(node: Node): Step {
  const { within, same, ...rest } = asMap(node);
  const [table, ...others] = Object.keys(rest);
  if (table === undefined || others.length > 0) throw new Error('a step names one table');
  return {
    table,
    block: rest[table]!,
    ...(within === undefined ? {} : { within: readDuration(asText(within)) }),
    same: readSame(same),
  };
}

function readSame(node: Node | undefined): Step['same'] {
  if (node === undefined) return [];
  if (isText(node)) return [[node, node]];
  return Object.entries(asMap(node)).map(([left, right]) => [left, asText(right)]);
}
