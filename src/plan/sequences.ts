import { localDate } from '../model/calendar.ts';
import { isMoment, isNumber, type Rows, type Step, typeOf, type Value } from '../model/value.ts';
import { scaleOf } from '../model/value-facts.ts';
import type { CommonTable, Expr } from '../sql/ast.ts';
import { and, binary, call, cast, column, date, integer, isNotNull, notTrue, sqlTrue } from '../sql/build.ts';
import { type Moment, momentOf } from './clocks.ts';
import { type Following, followTables } from './follow.ts';
import { keyOf, type Names } from './intern.ts';
import { lowerValue, type Scope } from './lower.ts';

/** Rows as a sequence sees them, those that lead it and those that follow. */
export interface Sequenced extends Scope {
  readonly table: { readonly name: string };
  readonly customer: Expr;
  readonly relation: string;
  readonly moment: Moment;
  readonly date: Expr;
  readonly sequences: Sequences;
  /** A column computed from columns of the same row. */
  derived(expr: Expr, wanted: string): Expr;
  filterOf(rows: Rows): Expr;
  tables(): readonly CommonTable[];
}

/** Rows of one table that follow in one way: whatever the steps ask of them, they are sorted once. */
interface Group {
  readonly step: Sequenced;
  readonly same: readonly { readonly before: Expr; readonly step: Expr }[];
  readonly mine: Moment;
  readonly theirs: Moment;
  readonly atOnce: boolean;
  readonly columns: Map<string, Following>;
}

/** A step with what must come after it. */
interface Chain {
  readonly step: Step;
  readonly rest: readonly Step[];
  readonly absent: Step | undefined;
}

/** What follows the rows of one table, as columns of theirs. */
export class Sequences {
  readonly #leader: Sequenced;
  readonly #names: Names;
  readonly #followerOf: (table: string) => Sequenced;
  readonly #followers = new Map<string, Sequenced>();
  readonly #groups = new Map<string, Group>();

  constructor(leader: Sequenced, names: Names, followerOf: (table: string) => Sequenced) {
    this.#leader = leader;
    this.#names = names;
    this.#followerOf = followerOf;
  }

  /** Whether the steps follow a row, the last of them without what must be absent. */
  test(steps: readonly Step[], absent: Step | undefined): Expr {
    const [step, ...rest] = steps;
    if (step) return this.#followed({ step, rest, absent });
    return absent ? this.#unfollowed(absent) : sqlTrue;
  }

  /**
   * From each row to the first that ends its steps, in days where only dates are compared, else in microseconds.
   * Missing where the steps do not follow.
   */
  delay(
    steps: readonly Step[],
    absent: Step | undefined,
  ): { readonly expr: Expr; readonly partsOfDay: Expr } {
    const [step, ...rest] = steps;
    if (!step) throw new Error('a delay without a step');
    const { clocks, moment } = this.#leader;
    const byDate = moment.type === 'date';
    const end = this.#end({ step, rest, absent }, byDate);
    if (byDate || end.type === 'date')
      return {
        expr: call('days-between', clocks.date(moment), clocks.date(end)),
        partsOfDay: integer(1),
      };
    const micros = (of: Moment): Expr => call('epoch-microseconds', clocks.utc(of));
    return {
      expr: binary('-', micros(end), micros(moment)),
      partsOfDay: integer(86_400_000_000),
    };
  }

  get size(): number {
    return this.#groups.size;
  }

  /** The rows with a column a step; `stages` names the relations, beginning with the one that has `had`. */
  tables(had: readonly string[], stages: readonly string[]): readonly CommonTable[] {
    const made = [...this.#followers.values()].flatMap((follower) => follower.tables());
    const known = [...had];
    const joined = [...this.#groups.values()].flatMap((group, index) => {
      const columns = [...group.columns.values()];
      const tables = followTables(
        { ...group, columns, moment: group.mine.expr, stepMoment: group.theirs.expr },
        { from: stages[index]!, to: stages[index + 1]!, had: [...known], names: this.#names },
      );
      known.push(...columns.map(({ name }) => name));
      return tables;
    });
    return [...made, ...joined];
  }

  #followed(chain: Chain): Expr {
    const { next, limit } = this.#next(chain);
    if (!limit) return isNotNull(next.expr);
    const [left, right] = this.#leader.clocks.alignByDate(next, limit);
    return binary('<=', left, right);
  }

  /** With a span, only rows whose span has passed can say that nothing followed; a day passes at its end. */
  #unfollowed(step: Step): Expr {
    const { clocks } = this.#leader;
    const { next, limit } = this.#next({ step, rest: [], absent: undefined });
    if (!limit) return notTrue(isNotNull(next.expr));
    const [left, right] = clocks.alignByDate(next, limit);
    const { instant, zone } = clocks.asOf;
    const now = limit.type === 'date' ? date(localDate(instant, zone)) : clocks.boundary(instant, limit.type);
    const passed = binary('<', limit.expr, now);
    return and(passed, notTrue(binary('<=', left, right)));
  }

  /** The time of the next row that makes the step good, and the last moment it may have. */
  #next(chain: Chain): { next: Moment; limit?: Moment } {
    const { step } = chain;
    const group = this.#group(step);
    const next: Moment = { expr: this.#column(chain, 'next', group.theirs.expr), type: group.theirs.type };
    const { clocks, keep } = this.#leader;
    return step.within ? { next, limit: clocks.plus(group.mine, step.within, keep) } : { next };
  }

  /**
   * The time of the row that ends the steps, the earliest of all ways to go them: its own, though rows on the way have
   * only dates, unless its date is enough.
   */
  #end(chain: Chain, byDate: boolean): Moment {
    const [step, ...rest] = chain.rest;
    const { step: follower, theirs } = this.#group(chain.step);
    const isOwn = byDate || theirs.type !== 'date' || follower.moment.type === 'date';
    if (!step && isOwn) return { expr: this.#column(chain, 'next', theirs.expr), type: theirs.type };
    const end = step
      ? follower.sequences.#end({ step, rest, absent: chain.absent }, byDate)
      : follower.moment;
    return { expr: this.#column(chain, 'end', end.expr), type: end.type };
  }

  /** The least value among the rows after each that make the chain good. */
  #column({ step, rest, absent }: Chain, wanted: 'next' | 'end', value: Expr): Expr {
    const { columns, step: follower } = this.#group(step);
    const key = keyOf({ wanted, rows: step.rows, rest, ...(absent ? { absent } : {}) });
    const known = columns.get(key);
    if (known) return column(known.name);
    const good = and(follower.filterOf(step.rows), follower.sequences.test(rest, absent));
    const name = this.#names.give(`${wanted}_${step.rows.table}`);
    columns.set(key, { name, good, value });
    return column(name);
  }

  #group(step: Step): Group {
    const follower = this.#follower(step.rows.table);
    const same = step.same.map((pair) => samePair(pair, this.#leader, follower));
    const key = keyOf({ table: step.rows.table, same });
    const known = this.#groups.get(key);
    if (known) return known;
    const { mine, theirs, atOnce } = momentsOf(this.#leader, follower);
    const group: Group = { step: follower, same, mine, theirs, atOnce, columns: new Map() };
    this.#groups.set(key, group);
    return group;
  }

  #follower(table: string): Sequenced {
    const known = this.#followers.get(table);
    if (known) return known;
    const made = this.#followerOf(table);
    this.#followers.set(table, made);
    return made;
  }
}

/**
 * Both tables' times on one footing. A row with only a date happens on that day: beside it dates are compared, and
 * the same day counts as after, except in one table, where nothing says which of two rows of a day came first.
 */
function momentsOf(
  leader: Sequenced,
  follower: Sequenced,
): { readonly mine: Moment; readonly theirs: Moment; readonly atOnce: boolean } {
  const [mine, theirs] = [leader.moment, follower.moment];
  if (mine.type === 'date' || theirs.type === 'date') {
    return {
      mine: { expr: leader.date, type: 'date' },
      theirs: { expr: follower.date, type: 'date' },
      atOnce: leader.table.name !== follower.table.name,
    };
  }
  if (mine.type === theirs.type) return { mine, theirs, atOnce: false };
  return { mine: inUtc(leader, mine), theirs: inUtc(follower, theirs), atOnce: false };
}

function inUtc(rows: Sequenced, moment: Moment): Moment {
  return { expr: rows.derived(rows.clocks.utc(moment), 'utc'), type: 'utc' };
}

/** Values that must be equal, of one type on both sides: 20 and 20.00 are one number, a date and a time one day. */
function samePair(
  pair: Step['same'][number],
  leader: Sequenced,
  follower: Sequenced,
): { readonly before: Expr; readonly step: Expr } {
  const types = [pair.before, pair.step].map(typeOf);
  const scale = Math.max(LEAST_SCALE, scaleOf(pair.before), scaleOf(pair.step));
  const one = (value: Value, rows: Sequenced): Expr => {
    const expr = lowerValue(value, rows);
    if (types.every(isNumber)) return rows.derived(cast(expr, { decimal: [38, scale] }), 'same');
    if (!types.every(isMoment)) return rows.derived(expr, 'same');
    const moment = momentOf(value, expr);
    return rows.derived(types.includes('date') ? rows.clocks.date(moment) : rows.clocks.utc(moment), 'same');
  };
  return { before: one(pair.before, leader), step: one(pair.step, follower) };
}

/** Digits after the point with which numbers of different types are compared, unless one has more. */
const LEAST_SCALE = 12;
