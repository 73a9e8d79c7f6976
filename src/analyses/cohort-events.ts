/** The relations of a cohort query that hold events: where each customer's cohort begins, and the returns. */
import { exact } from '../language/measures/exact.ts';
import { columnValue } from '../model/column-value.ts';
import { findColumn, type Schema } from '../model/schema.ts';
import type { Moment } from '../plan/clocks.ts';
import type { RowTable } from '../plan/rows.ts';
import type { CommonTable, Expr, Select, SelectItem } from '../sql/ast.ts';
import { aggregate, and, binary, column, integer, sqlTrue, when } from '../sql/build.ts';
import type { CohortBuilding as Building } from './cohort-building.ts';
import { membersQuery, needsDay } from './cohort-members.ts';
import { type CohortQuestion, needsValue } from './cohort-question.ts';

/** Rows grouped once, by customer and period; the first period of each customer is where the cohort begins. */
export function ownEvents(building: Building, schema: Schema): () => readonly CommonTable[] {
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
    ...(meant === sqlTrue ? {} : { where: meant }),
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
export function otherEvents(
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
    ...(meant === sqlTrue ? {} : { where: meant }),
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
    ...(meant === sqlTrue ? {} : { where: meant }),
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

/** The money of a row, so that its sum is exact. */
function moneyOf(question: CohortQuestion, table: RowTable, schema: Schema): Expr | undefined {
  const events = schema.events.find(({ name }) => name === question.returns.table);
  const found = events?.value === undefined ? undefined : findColumn(events, events.value);
  if (!needsValue(question.measure) || !events || !found) return undefined;
  return exact(table.named(columnValue(events.name, found)), found.type);
}
