/** Calendar periods numbered without gaps, so that the time between two is a difference. */
import { addDays, daysBetween } from './calendar.ts';
import type { PeriodUnit } from './period.ts';

/** Weeks are ISO weeks, from Monday, unless a business counts its own from another day. */
export const weekStarts = ['monday', 'saturday', 'sunday'] as const;

export type WeekStart = (typeof weekStarts)[number];

/** A Monday before all data. */
export const FIRST_MONDAY = '0001-01-01';

/** Days by which the week begins before Monday. */
export const daysBeforeMonday: Readonly<Record<WeekStart, number>> = { monday: 0, saturday: 2, sunday: 1 };

/** The number of the period that holds the date. */
export function periodIndex(date: string, unit: PeriodUnit, weekStart: WeekStart): number {
  const [year = 0, month = 0] = date.split('-').map(Number);
  switch (unit) {
    case 'day':
      return daysBetween(FIRST_MONDAY, date);
    case 'week':
      return Math.floor((daysBetween(FIRST_MONDAY, date) + daysBeforeMonday[weekStart]) / 7);
    case 'month':
      return year * 12 + month - 1;
    case 'quarter':
      return year * 4 + Math.ceil(month / 3) - 1;
    case 'year':
      return year;
  }
}

/** The first day of the period of that number. */
export function periodOfIndex(index: number, unit: PeriodUnit, weekStart: WeekStart): string {
  switch (unit) {
    case 'day':
      return addDays(FIRST_MONDAY, index);
    case 'week':
      return addDays(FIRST_MONDAY, index * 7 - daysBeforeMonday[weekStart]);
    case 'month':
      return firstOfMonth(Math.floor(index / 12), (index % 12) + 1);
    case 'quarter':
      return firstOfMonth(Math.floor(index / 4), (index % 4) * 3 + 1);
    case 'year':
      return firstOfMonth(index, 1);
  }
}

function firstOfMonth(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}
