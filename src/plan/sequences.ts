import { localDate } from '../model/calendar.ts';
import { type Rows, type Step, typeOf, type Value } from '../model/value.ts';
import type { CommonTable, Expr, Select } from '../sql/ast.ts';
import { and, binary, cast, column, date, isNotNull, notTrue, TRUE } from '../sql/build.ts';
import type { Moment } from './clocks.ts';
import { type Following, followTables } from './follow.ts';
import { keyOf, type Names } from './intern.ts';
import { lowerValue, type Scope } from './lower.ts';

/** Rows as a sequence sees them, those that lead it and those that follow. */
export interface Sequenced extends Scope {
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

interface Follow extends Following {
  readonly step: Sequenced;
  readonly good: Expr;
  readonly stepMoment: Expr;
}

/** What follows the rows of one table, as columns of theirs. */
export class Sequences {
  readonly #leader: Sequenced;
  readonly #names: Names;
  readonly #followerOf: (table: string) => Sequenced;
  readonly #follows = new Map<string, Follow>();

  constructor(leader: Sequenced, names: Names, followerOf: (table: string) => Sequenced) {
    this.#leader = leader;
    this.#names = names;
    this.#followerOf = followerOf;
  }

  /** Whether the steps follow a row, the last of them without what must be absent. */
  test(steps: readonly Step[], absent: Step | undefined): Expr {
    const [first, ...rest] = steps;
    if (first) return this.#followed(first, rest, absent);
    return absent ? this.#unfollowed(absent) : TRUE;
  }

  get size(): number {
    return this.#follows.size;
  }

  /** The rows with a column a step; `stages` names the relations, beginning with the one that has `had`. */
  tables(had: readonly string[], stages: readonly string[]): readonly CommonTable[] {
    const follows = [...this.#follows.values()];
    return follows.flatMap((follow, index) => {
      const known = [...had, ...follows.slice(0, index).map(({ name }) => name)];
      const to = stages[index + 1]!;
      return [...stepTables(follow, `${to}_steps`), ...followTables(follow, known, stages[index]!, to)];
    });
  }

  #followed(step: Step, rest: readonly Step[], absent: Step | undefined): Expr {
    const { next, limit } = this.#follow(step, rest, absent);
    if (!limit) return isNotNull(next.expr);
    const [left, right] = this.#leader.clocks.alignByDate(next, limit);
    return binary('<=', left, right);
  }

  /** With a span, only rows whose span has passed can say that nothing followed; a day passes at its end. */
  #unfollowed(step: Step): Expr {
    const { clocks } = this.#leader;
    const { next, limit } = this.#follow(step, [], undefined);
    if (!limit) return notTrue(isNotNull(next.expr));
    const [left, right] = clocks.alignByDate(next, limit);
    const { instant, zone } = clocks.asOf;
    const now = limit.type === 'date' ? date(localDate(instant, zone)) : clocks.boundary(instant, limit.type);
    const passed = binary('<', limit.expr, now);
    return and(passed, notTrue(binary('<=', left, right)));
  }

  /** The time of the next row that makes the step good, and the last moment it may have. */
  #follow(step: Step, rest: readonly Step[], absent: Step | undefined): { next: Moment; limit?: Moment } {
    const leader = this.#leader;
    const key = keyOf({ step, rest, absent });
    const known = this.#follows.get(key);
    const follower = known?.step ?? this.#followerOf(step.rows.table);
    const [mine, theirs] = momentsOf(leader, follower);
    if (!known) {
      const same = step.same.map(({ before, step: value }) => ({
        before: keyed(before, leader),
        step: keyed(value, follower),
      }));
      const sequence = follower.sequences.test(rest, absent);
      const good = and(follower.filterOf(step.rows), sequence, ...same.map((pair) => isNotNull(pair.step)));
      const name = this.#names.give(`next_${step.rows.table}`);
      this.#follows.set(key, {
        name,
        step: follower,
        good,
        same,
        moment: mine.expr,
        stepMoment: theirs.expr,
      });
    }
    const next: Moment = { expr: column(this.#follows.get(key)!.name), type: theirs.type };
    return step.within ? { next, limit: leader.clocks.plus(mine, step.within, leader.keep) } : { next };
  }
}

/** Both tables' times on one footing: dates as soon as one of them has only dates. */
function momentsOf(leader: Sequenced, follower: Sequenced): readonly [Moment, Moment] {
  const [mine, theirs] = [leader.moment, follower.moment];
  if (mine.type === theirs.type) return [mine, theirs];
  if (mine.type === 'date' || theirs.type === 'date') {
    return [
      { expr: leader.date, type: 'date' },
      { expr: follower.date, type: 'date' },
    ];
  }
  return [inUtc(leader, mine), inUtc(follower, theirs)];
}

function inUtc(rows: Sequenced, moment: Moment): Moment {
  return { expr: rows.derived(rows.clocks.utc(moment), 'utc'), type: 'utc' };
}

function keyed(value: Value, rows: Sequenced): Expr {
  const expr = lowerValue(value, rows);
  return rows.derived(typeOf(value) === 'text' ? expr : cast(expr, 'text'), 'same');
}

function stepTables({ step, good, same, stepMoment }: Follow, name: string): readonly CommonTable[] {
  const query: Select = {
    kind: 'select',
    items: [
      { expr: step.customer, as: 'customer' },
      ...same.map((pair, index) => ({ expr: pair.step, as: `same_${index + 1}` })),
      { expr: stepMoment, as: 'follower' },
    ],
    from: { relation: step.relation },
    ...(good === TRUE ? {} : { where: good }),
  };
  return [...step.tables(), { name, query }];
}
