/** What divides customers by when they began: the date of a first event, or a date of the customer. */
import type { Rows, TimePart, Value } from './value.ts';

/** Dates from `from` (included) to `to` (excluded); an end that is absent is open. */
export interface CohortRange {
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Cohort {
  readonly name: string;
  /** The events of which the first counts, and whose repetition is a return when nobody says which. */
  readonly rows: Rows;
  /** A date or time of the customer: by default that of the first of the rows. */
  readonly date: Value;
  readonly byFirst: boolean;
  /** Ranges that do not overlap, in place of calendar periods; empty where there are none. */
  readonly ranges: readonly CohortRange[];
}

/** The fields that every cohort gives a customer, besides `range`. */
export const cohortFields = ['day', 'week', 'month', 'quarter', 'year'] as const;

export type CohortField = (typeof cohortFields)[number];

const parts: Readonly<Record<CohortField, TimePart>> = {
  day: 'date',
  week: 'year_week',
  month: 'year_month',
  quarter: 'year_quarter',
  year: 'year',
};

/** The period of the cohort's date: its first day, or the number of the year. */
export function cohortFieldValue({ date }: Pick<Cohort, 'date'>, field: CohortField): Value {
  return { kind: 'part', part: parts[field], of: date };
}
