/**
 * The one query of a cohort analysis. Everything that places a customer or an event is a whole number (see
 * `cohort-clock.ts`); a cohort is one too: its period, or its place in the list of ranges or segments.
 */
import { exact } from '../language/measures/exact.ts';
import { findColumn, type Schema } from '../model/schema.ts';
import { clockOf, typeOf } from '../model/value.ts';
import type { Moment } from '../plan/clocks.ts';
import { keyOf } from '../plan/intern.ts';
import { inRange } from '../plan/models.ts';
import { type PlanInput, Planner } from '../plan/planner.ts';
import type { RowTable } from '../plan/rows.ts';
import type { CommonTable, Expr, Query, Select, SelectItem, Union } from '../sql/ast.ts';
import {
  aggregate,
  and,
  binary,
  cast,
  column,
  integer,
  isNotNull,
  NULL,
  or,
  TRUE,
  text,
  when,
} from '../sql/build.ts';
import { type CohortClock, clockOfAge, placeOfDay } from './cohort-clock.ts';
import { type CohortQuestion, isAligned, needsValue } from './cohort-question.ts';

/**
 * `what` is `size` (customers, and the lowest and highest number from which age is counted), `cell` (customers
 * active at the place, their events and value; place NULL for events before the cohort began) or `reach`
 * (customers by their first or last active place).
 */
export const cohortColumns = [
  'what',
  'cohort',
  'split',
  'place',
  'customers',
  'events',
  'value',
  'low',
  'high',
] as const;

interface Names {
  readonly people: string;
  readonly firsts: string;
  readonly starts: string;
  readonly members: string;
  readonly activity: string;
  readonly returns: string;
  readonly reached: string;
}

interface Building {
  readonly question: CohortQuestion;
  readonly planner: Planner;
  readonly clock: CohortClock;
  readonly names: Names;
  /** Whether returns are the events that begin cohorts, so that one grouping of the rows serves both. */
  readonly own: boolean;
}

/** The query for the question; its rows have `cohortColumns`, in no order. */
export function cohortQuery(question: CohortQuestion, input: PlanInput): Query {
  const planner = new Planner(input);
  const { age, by, weekStart, rows, returns } = question;
  const building: Building = {
    question,
    planner,
    clock: clockOfAge(age, weekStart, input.asOf),
    names: namesOf(planner),
    own: by.kind !== 'date' && age.kind === 'calendar' && keyOf(rows) === keyOf(returns),
  };
  const people = peopleItems(building);
  const events = building.own
    ? ownEvents(building, input.schema)
    : otherEvents(building, input.schema, people.anchor);
  const plan = planner.finish();
  const peopleTable: CommonTable = {
    name: building.names.people,
    query: {
      kind: 'select',
      items: [{ expr: column(plan.key), as: 'customer' }, ...people.items],
      from: { relation: plan.relation },
      ...(people.member === undefined ? {} : { where: column(people.member) }),
    },
  };
  const reached = reachedTable(building);
  return {
    with: [...plan.tables, peopleTable, ...events(), ...(reached ? [reached] : [])],
    body: answer(building, reached !== undefined),
  };
}

function namesOf(planner: Planner): Names {
  const give = (wanted: string): string => planner.relationName(wanted);
  return {
    people: give('people'),
    firsts: give('first_events'),
    starts: give('starts'),
    members: give('cohort_members'),
    activity: give('activity'),
    returns: give('returns'),
    reached: give('reached'),
  };
}

interface People {
  readonly items: readonly SelectItem[];
  readonly member?: string;
  /** The customer's own date, as the column `anchor`. */
  readonly anchor?: Moment;
}

/** What the plan gives each customer: the split, the cohort's date, the segments. */
function peopleItems({ question, planner }: Building): People {
  const { by, groups, segment, split } = question;
  const items: SelectItem[] = [];
  if (split) items.push({ expr: column(planner.value(split.value, 'split')), as: 'split' });
  if (groups.kind === 'segments') {
    for (const [index, name] of groups.segments.entries()) {
      items.push({ expr: column(planner.segment(name).member), as: flag(index) });
    }
  }
  const anchor = by.kind === 'date' ? anchorOf(by.date) : undefined;
  if (by.kind === 'date') {
    const found = planner.computed(planner.expression(by.date), 'cohort_date');
    items.push({ expr: column(found), as: 'anchor' });
  }
  return {
    items,
    ...(segment === undefined ? {} : { member: planner.segment(segment).member }),
    ...(anchor ? { anchor } : {}),
  };
}

function anchorOf(date: Extract<CohortQuestion['by'], { kind: 'date' }>['date']): Moment {
  return { expr: column('anchor'), type: typeOf(date) === 'date' ? 'date' : clockOf(date) };
}

const flag = (index: number): string => `in_${index + 1}`;

/** Rows grouped once, by customer and period; the first period of each customer is where the cohort begins. */
function ownEvents(building: Building, schema: Schema): () => readonly CommonTable[] {
  const { question, planner, clock, names } = building;
  const table = planner.rows(question.rows, 'cohort_rows');
  const meant = table.filterOf(question.rows);
  const place = clock.place(table.moment, table.date, planner.clocks);
  const value = moneyOf(question, table, schema);
  const dated = needsDay(question);
  const activity: Select = {
    kind: 'select',
    items: [
      { expr: table.customer, as: 'customer' },
      { expr: place, as: 'period' },
      { expr: aggregate('count', undefined), as: 'events' },
      ...(value ? [{ expr: aggregate('sum', value), as: 'value' }] : []),
      ...(dated ? [{ expr: aggregate('min', table.date), as: 'day' }] : []),
    ],
    from: { relation: table.relation },
    ...(meant === TRUE ? {} : { where: meant }),
    groupBy: [table.customer, place],
  };
  const every = question.by.kind === 'every';
  const starts: Select = {
    kind: 'select',
    items: [
      { expr: column('customer'), as: 'customer' },
      { expr: every ? column('period') : aggregate('min', column('period')), as: 'start' },
      ...(dated ? [{ expr: every ? column('day') : aggregate('min', column('day')), as: 'day' }] : []),
    ],
    from: { relation: names.activity },
    ...(every ? {} : { groupBy: [column('customer')] }),
  };
  const returns: Select = {
    kind: 'select',
    items: [
      ...memberItems(question),
      { expr: placeFrom(building, column('period', 'e')), as: 'place' },
      { expr: column('events', 'e'), as: 'events' },
      ...(value ? [{ expr: column('value', 'e'), as: 'value' }] : []),
    ],
    from: { relation: names.activity, as: 'e' },
    joins: [
      {
        kind: 'inner',
        relation: names.members,
        as: 'm',
        on: and(
          binary('=', column('customer', 'm'), column('customer', 'e')),
          binary('>=', column('period', 'e'), column('start', 'm')),
        ),
      },
    ],
  };
  return () => [
    ...table.tables(),
    { name: names.activity, query: activity },
    { name: names.starts, query: starts },
    { name: names.members, query: membersQuery(building, false) },
    { name: names.returns, query: returns },
  ];
}

/** Returns that are other events than those that begin a cohort, or are placed by the customer's own moment. */
function otherEvents(
  building: Building,
  schema: Schema,
  ownDate: Moment | undefined,
): () => readonly CommonTable[] {
  const { question, planner, clock, names } = building;
  const { clocks } = planner;
  const firsts = ownDate ? undefined : firstEvents(building);
  const anchor = ownDate ?? firsts!.anchor;
  const day = clocks.date(anchor);
  const before = binary('<', anchor.expr, clocks.boundary(clocks.asOf.instant, anchor.type));
  const starts: Select = {
    kind: 'select',
    items: [
      { expr: column('customer'), as: 'customer' },
      { expr: clock.place(anchor, day, clocks), as: 'start' },
      ...(needsDay(question) ? [{ expr: day, as: 'day' }] : []),
      { expr: anchor.expr, as: 'anchor' },
    ],
    from: { relation: firsts ? names.firsts : names.people },
    where: before,
  };
  const table = planner.rows(question.returns, 'return_rows');
  const meant = table.filterOf(question.returns);
  const [moment, place] = [table.moment, clock.place(table.moment, table.date, clocks)];
  const value = moneyOf(question, table, schema);
  const events: Select = {
    kind: 'select',
    items: [
      { expr: table.customer, as: 'customer' },
      { expr: moment.expr, as: 'moment' },
      { expr: place, as: 'period' },
      ...(value ? [{ expr: value, as: 'value' }] : []),
    ],
    from: { relation: table.relation },
    ...(meant === TRUE ? {} : { where: meant }),
  };
  const returns = laterEvents(
    building,
    { ...moment, expr: column('moment', 'e') },
    {
      ...anchor,
      expr: column('anchor', 'm'),
    },
  );
  return () => [
    ...(firsts?.tables() ?? []),
    { name: names.starts, query: starts },
    { name: names.members, query: membersQuery(building, true) },
    ...table.tables(),
    { name: names.activity, query: events },
    { name: names.returns, query: returns },
  ];
}

/** The moment of the first event of each customer, or of each of their periods. */
function firstEvents({ question, planner, clock, names }: Building) {
  const table = planner.rows(question.rows, 'cohort_rows');
  const meant = table.filterOf(question.rows);
  const { moment } = table;
  const period = question.by.kind === 'every' ? [clock.place(moment, table.date, planner.clocks)] : [];
  const query: Select = {
    kind: 'select',
    items: [
      { expr: table.customer, as: 'customer' },
      { expr: aggregate('min', moment.expr), as: 'anchor' },
    ],
    from: { relation: table.relation },
    ...(meant === TRUE ? {} : { where: meant }),
    groupBy: [table.customer, ...period],
  };
  return {
    anchor: { expr: column('anchor'), type: moment.type } satisfies Moment,
    tables: (): readonly CommonTable[] => [...table.tables(), { name: names.firsts, query }],
  };
}

/** Events since the cohort began by customer and place; those before it have no place, and are only counted. */
function laterEvents(building: Building, moment: Moment, anchor: Moment): Select {
  const { question, planner, names } = building;
  const [left, right] = planner.clocks.alignByDate(moment, anchor);
  const since = binary('>=', left, right);
  const every = question.by.kind === 'every';
  const from = placeFrom(building, column('period', 'e'));
  const place = every ? from : when(since, from);
  const same = binary('=', column('customer', 'm'), column('customer', 'e'));
  const members = memberItems(question);
  return {
    kind: 'select',
    items: [
      ...members,
      { expr: place, as: 'place' },
      { expr: aggregate('count', undefined), as: 'events' },
      ...(needsValue(question.measure)
        ? [{ expr: aggregate('sum', column('value', 'e')), as: 'value' }]
        : []),
    ],
    from: { relation: names.activity, as: 'e' },
    joins: [{ kind: 'inner', relation: names.members, as: 'm', on: every ? and(same, since) : same }],
    groupBy: [...members.map(({ expr }) => expr), place],
  };
}

/** The age at the period, or in the view of the calendar the period itself. */
function placeFrom({ question, clock }: Building, period: Expr): Expr {
  if (question.view === 'calendar') return period;
  const since = binary('-', period, column('start', 'm'));
  return clock.step === 1 ? since : binary('//', since, integer(clock.step));
}

function memberItems({ split }: CohortQuestion): readonly SelectItem[] {
  const names = ['customer', 'cohort', ...(split ? ['split'] : []), 'start'];
  return names.map((name) => ({ expr: column(name, 'm'), as: name }));
}

/** Whether the cohort needs the date on which it began, beside the number from which age is counted. */
function needsDay(question: CohortQuestion): boolean {
  return question.groups.kind !== 'segments' && !isAligned(question);
}

/** One row a customer of each cohort. */
function membersQuery({ question, names }: Building, anchored: boolean): Select | Union {
  const { groups, split, weekStart } = question;
  const member = (cohort: Expr, where: Expr | undefined): Select => ({
    kind: 'select',
    items: [
      { expr: column('customer', 's'), as: 'customer' },
      { expr: cohort, as: 'cohort' },
      ...(split ? [{ expr: column('split', 'p'), as: 'split' }] : []),
      { expr: column('start', 's'), as: 'start' },
      ...(anchored ? [{ expr: column('anchor', 's'), as: 'anchor' }] : []),
    ],
    from: { relation: names.starts, as: 's' },
    joins: [
      {
        kind: 'inner',
        relation: names.people,
        as: 'p',
        on: binary('=', column('customer', 'p'), column('customer', 's')),
      },
    ],
    ...(where ? { where } : {}),
  });
  const day = column('day', 's');
  switch (groups.kind) {
    case 'periods':
      return member(
        isAligned(question) ? column('start', 's') : placeOfDay(day, groups.unit, weekStart),
        undefined,
      );
    case 'ranges': {
      const branches = groups.ranges.map((range, index) => ({
        when: inRange(day, range),
        then: integer(index),
      }));
      return member({ kind: 'case', branches }, or(...branches.map((branch) => branch.when)));
    }
    case 'segments': {
      const items = groups.segments.map((_, index) => member(integer(index), column(flag(index), 'p')));
      return items.length === 1 ? items[0]! : { kind: 'union', items };
    }
  }
}

/** The money of a row, so that its sum is exact. */
function moneyOf(question: CohortQuestion, table: RowTable, schema: Schema): Expr | undefined {
  const events = schema.events.find(({ name }) => name === question.returns.table);
  const found = events?.value === undefined ? undefined : findColumn(events, events.value);
  if (!needsValue(question.measure) || !events || !found) return undefined;
  const { name, type, nullable } = found;
  const expr = table.named({ kind: 'column', table: events.name, lookups: [], name, type, nullable });
  return exact(expr, type);
}

/** The first or last place at which each customer was active, where the measure looks that way. */
function reachedTable({ question, names }: Building): CommonTable | undefined {
  const { kind, split } = question;
  if (kind === 'on') return undefined;
  const groups = ['customer', 'cohort', ...(split ? ['split'] : []), 'start'].map((name) => column(name));
  const items = [
    { expr: column('cohort'), as: 'cohort' },
    ...(split ? [{ expr: column('split'), as: 'split' }] : []),
    { expr: aggregate(kind === 'until' ? 'min' : 'max', column('place')), as: 'place' },
  ];
  const query: Select = {
    kind: 'select',
    items,
    from: { relation: names.returns },
    where: isNotNull(column('place')),
    groupBy: groups,
  };
  return { name: names.reached, query };
}

function answer({ question, names }: Building, reached: boolean): Union {
  const counted = aggregate('count', undefined);
  const sum = (name: string): Expr => aggregate('sum', column(name));
  const value = needsValue(question.measure) ? sum('value') : NULL;
  const part = (
    what: string,
    relation: string,
    cells: Partial<Record<(typeof cohortColumns)[number], Expr>>,
  ): Select => ({
    kind: 'select',
    items: cohortColumns.map((name) => ({
      expr: { ...constants(what, question), ...cells }[name] ?? NULL,
      as: name,
    })),
    from: { relation },
    groupBy: [
      column('cohort'),
      ...(question.split ? [column('split')] : []),
      ...(cells.place ? [column('place')] : []),
    ],
  });
  const place = column('place');
  return {
    kind: 'union',
    items: [
      part('size', names.members, {
        customers: counted,
        low: aggregate('min', column('start')),
        high: aggregate('max', column('start')),
      }),
      part('cell', names.returns, {
        place,
        customers: counted,
        events: cast(sum('events'), 'integer'),
        value,
      }),
      ...(reached ? [part('reach', names.reached, { place, customers: counted })] : []),
    ],
  };
}

function constants(what: string, { split }: CohortQuestion) {
  return { what: text(what), cohort: column('cohort'), split: split ? column('split') : NULL };
}
