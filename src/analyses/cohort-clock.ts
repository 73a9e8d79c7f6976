/** Time as whole numbers: what the query counts in, and where the as-of stands among them. */
import { type AsOf, daysBetween, localDate } from '../model/calendar.ts';
import type { PeriodUnit } from '../model/period.ts';
import { daysBeforeMonday, FIRST_MONDAY, periodIndex, type WeekStart } from '../model/period-index.ts';
import type { Clocks, Moment } from '../plan/clocks.ts';
import type { Expr } from '../sql/ast.ts';
import { binary, call, date, integer } from '../sql/build.ts';
import type { CohortAge } from './cohort-question.ts';

export interface CohortClock {
  /** How much of the numbers makes one period of age. */
  readonly step: number;
  /** Where the last moment before the as-of stands, and the as-of itself. */
  readonly last: number;
  readonly now: number;
  /** The number of a moment, in SQL; `day` is its local date. */
  readonly place: (moment: Moment, day: Expr, clocks: Clocks) => Expr;
}

export function clockOfAge(age: CohortAge, weekStart: WeekStart, asOf: AsOf): CohortClock {
  switch (age.kind) {
    case 'calendar':
      return calendarClock(age.unit, weekStart, asOf);
    case 'days':
      return { ...calendarClock('day', weekStart, asOf), step: age.days };
    case 'exact': {
      const now = Date.parse(asOf.instant) * 1000;
      const place: CohortClock['place'] = (moment, _day, clocks) =>
        call('epoch-microseconds', clocks.utc(moment));
      return { step: age.microseconds, last: now - 1, now, place };
    }
  }
}

function calendarClock(unit: PeriodUnit, weekStart: WeekStart, asOf: AsOf): CohortClock {
  return {
    step: 1,
    last: periodIndex(asOf.date, unit, weekStart),
    now: periodIndex(localDate(asOf.instant, asOf.zone), unit, weekStart),
    place: (_moment, day) => placeOfDay(day, unit, weekStart),
  };
}

/** One that every engine can hold. */
const A_MONDAY = '2000-01-03';

/** The number of the calendar period that holds the date, in SQL; `periodIndex` says the same. */
export function placeOfDay(day: Expr, unit: PeriodUnit, weekStart: WeekStart): Expr {
  const days = binary(
    '+',
    call('days-between', date(A_MONDAY), day),
    integer(daysBetween(FIRST_MONDAY, A_MONDAY)),
  );
  const within = (parts: number, part: 'month' | 'quarter'): Expr =>
    binary('-', binary('+', binary('*', call('year', day), integer(parts)), call(part, day)), integer(1));
  switch (unit) {
    case 'day':
      return days;
    case 'week': {
      const before = daysBeforeMonday[weekStart];
      return binary('//', before === 0 ? days : binary('+', days, integer(before)), integer(7));
    }
    case 'month':
      return within(12, 'month');
    case 'quarter':
      return within(4, 'quarter');
    case 'year':
      return call('year', day);
  }
}
