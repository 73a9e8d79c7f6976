/**
 * The query of a cohort analysis, over the people that it is about. Everything that places a customer or an event is a whole number (see
 * `cohort-clock.ts`); a cohort is one too: its period, or its place in the list of ranges or segments.
 */
import { customerItems, type Wanted } from '../evaluation/relation.ts';
import type { Schema } from '../model/schema.ts';
import { typeOf } from '../model/value.ts';
import { clockOf } from '../model/value-facts.ts';
import type { Moment } from '../plan/clocks.ts';
import { keyOf } from '../plan/intern.ts';
import type { Planner } from '../plan/planner.ts';
import type { CommonTable, Expr, Query, Select, Union } from '../sql/ast.ts';
import { aggregate, cast, column, isNotNull, sqlNull, text } from '../sql/build.ts';
import { withoutUnread } from '../sql/prune.ts';
import type { CohortBuilding, CohortRelations } from './cohort-building.ts';
import { clockOfAge } from './cohort-clock.ts';
import { otherEvents, ownEvents } from './cohort-events.ts';
import { flag } from './cohort-members.ts';
import { type CohortQuestion, needsValue } from './cohort-question.ts';

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

export type CohortColumn = (typeof cohortColumns)[number];

/** Those that the question has: of a column that is always missing engines know no type. */
export function columnsOf({ split, measure }: CohortQuestion): readonly CohortColumn[] {
  return cohortColumns.filter(
    (name) => (name !== 'split' || split) && (name !== 'value' || needsValue(measure)),
  );
}

/**
 * The query for the question, which reads the relation of people that `cohortPeople` wants; its rows have
 * `columnsOf`, in no order. The planner is for it alone.
 */
export function cohortQuery(
  question: CohortQuestion,
  people: { readonly relation: string; readonly anchor: Moment | undefined },
  planner: Planner,
  schema: Schema,
): Query {
  const { age, by, weekStart, rows, returns } = question;
  const building: CohortBuilding = {
    question,
    planner,
    clock: clockOfAge(age, weekStart, planner.clocks.asOf),
    names: cohortRelations(people.relation, planner),
    own: by.kind !== 'date' && age.kind === 'calendar' && keyOf(rows) === keyOf(returns),
  };
  const events = building.own ? ownEvents(building, schema) : otherEvents(building, schema, people.anchor);
  const plan = planner.finish();
  const reached = reachedTable(building);
  return withoutUnread({
    with: [...plan.tables, ...events(), ...(reached ? [reached] : [])],
    body: answer(building, reached !== undefined),
  });
}

function cohortRelations(people: string, planner: Planner): CohortRelations {
  const give = (wanted: string): string => planner.relationName(wanted);
  return {
    people,
    firsts: give('first_events'),
    starts: give('starts'),
    members: give('cohort_members'),
    activity: give('activity'),
    returns: give('returns'),
    reached: give('reached'),
  };
}

interface People extends Wanted {
  /** The customer's own date, as the column `anchor`. */
  readonly anchor: Moment | undefined;
}

/** What there is to know of each customer: the split, the segments, the cohort's date. */
export function cohortPeople({ by, groups, segment, split }: CohortQuestion, planner: Planner): People {
  const segments = groups.kind === 'segments' ? groups.segments : [];
  const members = segments.map((name, index) => [flag(index), column(planner.segment(name).member)] as const);
  const date = by.kind === 'date' ? by.date : undefined;
  const values = {
    ...(split ? { split: column(planner.value(split.value, 'split')) } : {}),
    ...Object.fromEntries(members),
    ...(date ? { anchor: column(planner.computed(planner.expression(date), 'cohort_date')) } : {}),
  };
  return {
    items: customerItems(planner.key, values),
    ...(segment === undefined ? {} : { where: column(planner.segment(segment).member) }),
    anchor: date && anchorOf(date),
  };
}

function anchorOf(date: Extract<CohortQuestion['by'], { kind: 'date' }>['date']): Moment {
  return { expr: column('anchor'), type: typeOf(date) === 'date' ? 'date' : clockOf(date) };
}

/** The first or last place at which each customer was active, where the measure looks that way. */
function reachedTable({ question, names }: CohortBuilding): CommonTable | undefined {
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

function answer({ question, names }: CohortBuilding, reached: boolean): Union {
  const counted = aggregate('count', undefined);
  const sum = (name: string): Expr => aggregate('sum', column(name));
  const part = (what: string, relation: string, cells: Partial<Record<CohortColumn, Expr>>): Select => ({
    kind: 'select',
    items: columnsOf(question).map((name) => ({
      expr: { ...constants(what, question), ...cells }[name] ?? sqlNull,
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
        value: sum('value'),
      }),
      ...(reached ? [part('reach', names.reached, { place, customers: counted })] : []),
    ],
  };
}

function constants(what: string, { split }: CohortQuestion) {
  return { what: text(what), cohort: column('cohort'), ...(split ? { split: column('split') } : {}) };
}
