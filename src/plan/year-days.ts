/** Days of the year, as expressions over a date: ages and anniversaries. */
import { addDays, daysBetween } from '../model/calendar.ts';
import type { Expr } from '../sql/ast.ts';
import { and, binary, call, integer, isNotNull, or, when } from '../sql/build.ts';

/**
 * Whether an anniversary of the day lies in `[from, to)`. Each year that the window touches has its own run of days; the
 * first anniversary is in the year after.
 */
export function anniversaryWithin(day: Expr, from: string, to: string): Expr {
  const runs = yearRuns(from, to).map(({ year, first, last }) => {
    const place = monthDay(day, year);
    return and(
      binary('<', call('year', day), integer(year)),
      binary('>=', place, integer(monthDayOf(first))),
      binary('<=', place, integer(monthDayOf(last))),
    );
  });
  return and(isNotNull(day), or(...runs));
}

/** Month and day as a number (`1231`), with 29 February on the 28th in the common years. */
function monthDay(day: Expr, year: number): Expr {
  const plain = binary('+', binary('*', call('month', day), integer(100)), call('day', day));
  return isLeap(year) ? plain : when(binary('=', plain, integer(229)), integer(228), plain);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Whole years from the day to today. */
export function ageAt(day: Expr, today: string): Expr {
  const year = Number(today.slice(0, 4));
  const later = binary('>', monthDay(day, year), integer(monthDayOf(today)));
  const years = binary('-', integer(year), call('year', day));
  return binary('-', years, when(later, integer(1), integer(0)));
}

function monthDayOf(day: string): number {
  return Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));
}

interface YearRun {
  readonly year: number;
  readonly first: string;
  readonly last: string;
}

function yearRuns(from: string, to: string): readonly YearRun[] {
  if (daysBetween(from, to) <= 0) return [];
  const last = addDays(to, -1);
  const firstYear = Number(from.slice(0, 4));
  const lastYear = Number(last.slice(0, 4));
  return Array.from({ length: lastYear - firstYear + 1 }, (_, index) => {
    const year = firstYear + index;
    return {
      year,
      first: year === firstYear ? from : `${year}-01-01`,
      last: year === lastYear ? last : `${year}-12-31`,
    };
  });
}
