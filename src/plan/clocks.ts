/**
 * Times in SQL without any engine's time-zone tables: offsets of the project's zone within the data's range
 * are printed as a CASE, and nothing at all for a zone that is UTC or columns on the local clock.
 */
import {
  type AsOf,
  addDays,
  dateBoundary,
  wallBoundary,
  wallTransitions,
  zoneOffsets,
} from '../model/calendar.ts';
import type { Duration } from '../model/duration.ts';
import { type Clock, type Schema, tablesOf } from '../model/schema.ts';
import { typeOf, type Value } from '../model/value.ts';
import { clockOf } from '../model/value-facts.ts';
import type { Expr } from '../sql/ast.ts';
import { binary, call, cast, date, integer, timestamp, when } from '../sql/build.ts';

/** An expression that is a date, or a time on a clock. */
export interface Moment {
  readonly expr: Expr;
  readonly type: 'date' | Clock;
}

export function momentOf(value: Value, expr: Expr): Moment {
  return { expr, type: typeOf(value) === 'date' ? 'date' : clockOf(value) };
}

const secondsOfUnit: Readonly<Record<string, number>> = { min: 60, h: 3600, d: 86_400, w: 604_800 };

export class Clocks {
  readonly asOf: AsOf;
  readonly #range: readonly [first: string, last: string];

  /** `reach` is the most days that any definition adds to a time. */
  constructor(schema: Schema, asOf: AsOf, reach = 0) {
    this.asOf = asOf;
    this.#range = rangeOf(schema, asOf, reach);
  }

  /** The moment as a wall time of the project's zone. */
  local({ expr, type }: Moment): Expr {
    if (type === 'date') return cast(expr, 'timestamp');
    if (type === 'local' || this.#isUtc()) return expr;
    const spans = zoneOffsets(this.asOf.zone, `${this.#range[0]}T00:00:00Z`, `${this.#range[1]}T00:00:00Z`);
    return byOffset(
      expr,
      spans.map(({ from, seconds }) => ({ from, seconds })),
    );
  }

  /** The moment as an instant in UTC. */
  utc(moment: Moment): Expr {
    if (moment.type === 'utc' || this.#isUtc())
      return moment.type === 'date' ? cast(moment.expr, 'timestamp') : moment.expr;
    const spans = wallTransitions(this.asOf.zone, `${this.#range[0]}T00:00:00`, `${this.#range[1]}T00:00:00`);
    return byOffset(
      this.local(moment),
      spans.map(({ wall, seconds }) => ({ from: wall, seconds: -seconds })),
    );
  }

  /** The moment's local date. */
  date(moment: Moment): Expr {
    return moment.type === 'date' ? moment.expr : cast(this.local(moment), 'date');
  }

  /** A fixed instant, to be compared with moments of the type. */
  boundary(instant: string, type: Moment['type']): Expr {
    const { zone } = this.asOf;
    if (type === 'date') return date(dateBoundary(instant, zone));
    return timestamp(type === 'utc' ? instant : wallBoundary(instant, zone));
  }

  /**
   * The moment moved by a span: minutes and hours exactly, days and weeks by the local clock. `keep` may make a
   * column of the local time, which stands in every branch of the way back.
   */
  plus(moment: Moment, span: Duration, keep: (expr: Expr) => Expr = (expr) => expr): Moment {
    const seconds = span.n * secondsOfUnit[span.unit]!;
    if (span.unit === 'min' || span.unit === 'h') {
      return { expr: call('add-seconds', keep(this.utc(moment)), integer(seconds)), type: 'utc' };
    }
    const days = integer(seconds / 86_400);
    if (moment.type === 'date')
      return { expr: cast(call('add-days', moment.expr, days), 'date'), type: 'date' };
    const local: Moment = { expr: call('add-days', keep(this.local(moment)), days), type: 'local' };
    return { expr: this.utc(local), type: 'utc' };
  }

  #align(left: Moment, right: Moment): readonly [Expr, Expr] {
    if (left.type === right.type) return [left.expr, right.expr];
    return [this.utc(left), this.utc(right)];
  }

  /** Both on one footing, by their dates as soon as one of them is a date. */
  alignByDate(left: Moment, right: Moment): readonly [Expr, Expr] {
    if (left.type === 'date' || right.type === 'date') return [this.date(left), this.date(right)];
    return this.#align(left, right);
  }

  #isUtc(): boolean {
    return this.asOf.zone === 'UTC';
  }
}

/** `CASE WHEN t < change THEN t + offset … END`, or a plain sum in a zone without changes. */
function byOffset(
  expr: Expr,
  spans: readonly { readonly from: string | undefined; readonly seconds: number }[],
): Expr {
  const shifted = (seconds: number): Expr =>
    seconds === 0 ? expr : call('add-seconds', expr, integer(seconds));
  const [last, ...earlier] = [...spans].reverse();
  if (!last || earlier.length === 0) return shifted(last?.seconds ?? 0);
  const branches = spans.slice(0, -1).map((span, index) => ({
    when: binary('<', expr, timestamp(spans[index + 1]!.from!)),
    then: shifted(span.seconds),
  }));
  const [first] = branches;
  return branches.length === 1 && first
    ? when(first.when, first.then, shifted(last.seconds))
    : { kind: 'case', branches, otherwise: shifted(last.seconds) };
}

/** The dates that any time in the data can have, with room for what is added to them. */
function rangeOf(schema: Schema, asOf: AsOf, reach: number): readonly [string, string] {
  const ranges = tablesOf(schema).flatMap((table) =>
    table.columns.flatMap((column) => (column.type === 'time' && column.range ? [column.range] : [])),
  );
  const firsts = ranges.map((range) => range.first.slice(0, 10));
  const lasts = ranges.map((range) => range.last.slice(0, 10));
  const [first, last] = [[...firsts, asOf.date].sort()[0]!, [...lasts, asOf.date].sort().at(-1)!].map(
    withinReason,
  ) as [string, string];
  return [addDays(first, -2), addDays(last, 2 * reach + 2)];
}

/** Placeholders such as 9999-12-31 and 0001-01-01 need no offsets of their own. */
function withinReason(date: string): string {
  if (date < '1800-01-01') return '1800-01-01';
  return date > '2200-01-01' ? '2200-01-01' : date;
}
