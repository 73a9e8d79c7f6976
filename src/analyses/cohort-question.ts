/** What `cohorts` is asked, with every name bound. */
import type { CohortRange } from '../model/cohort.ts';
import type { PeriodUnit } from '../model/period.ts';
import type { WeekStart } from '../model/period-index.ts';
import type { Rows, Value } from '../model/value.ts';

export const cohortMeasures = [
  'retention',
  'customers',
  'orders',
  'revenue',
  'revenue-retention',
  'ltv',
  'aov',
] as const;

export type CohortMeasure = (typeof cohortMeasures)[number];

/** `on`: active in the period. `unbounded`: in it or later. `until`: in it or earlier. */
export const cohortKinds = ['on', 'unbounded', 'until'] as const;

export type CohortKind = (typeof cohortKinds)[number];

export const cohortViews = ['age', 'calendar'] as const;

export type CohortView = (typeof cohortViews)[number];

export const cohortUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;

/**
 * What age is counted in: periods of the local calendar, the customer's own being 0; so many local days from
 * the customer's own date; or an exact span from the customer's own moment.
 */
export type CohortAge =
  | { readonly kind: 'calendar'; readonly unit: PeriodUnit }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'exact'; readonly microseconds: number };

/** What is a cohort: where a customer begins, and what customers are put together by. */
export type CohortBy =
  /** The first of the rows. */
  | { readonly kind: 'first' }
  /** Every period in which there are rows: a customer is in as many cohorts. */
  | { readonly kind: 'every' }
  /** A date or time of the customer. */
  | { readonly kind: 'date'; readonly date: Value };

export type CohortGroups =
  | { readonly kind: 'periods'; readonly unit: PeriodUnit }
  | { readonly kind: 'ranges'; readonly ranges: readonly CohortRange[] }
  /** Members of each of the segments; they may overlap. */
  | { readonly kind: 'segments'; readonly segments: readonly string[] };

export interface CohortQuestion {
  readonly by: CohortBy;
  readonly groups: CohortGroups;
  /** The events that begin a cohort. */
  readonly rows: Rows;
  /** The events that are returns, and bring revenue. */
  readonly returns: Rows;
  readonly age: CohortAge;
  readonly weekStart: WeekStart;
  readonly measure: CohortMeasure;
  readonly kind: CohortKind;
  readonly view: CohortView;
  /** Only members of this segment. */
  readonly segment?: string;
  readonly split?: { readonly name: string; readonly value: Value };
  /** How many periods are shown: the first ages, or the last of the calendar. */
  readonly periods?: number;
}

/** Whether the measure is made of money. */
export function needsValue(measure: CohortMeasure): boolean {
  return !['retention', 'customers', 'orders'].includes(measure);
}

/** Whether a cohort is the very period from which its age is counted, so that each cell is one period. */
export function isAligned({ groups, age }: CohortQuestion): boolean {
  return groups.kind === 'periods' && age.kind === 'calendar' && groups.unit === age.unit;
}
