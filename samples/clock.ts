// Wall-clock time of the shop (Europe/Warsaw) as seconds, counted as though it were UTC: no zone, no clock read.

/** Seconds of wall-clock time. */
export type Wall = number;

export const DAY = 86_400;
export const FIRST_DAY = day('2023-09-01');
/** The instant the samples are as of: the end of 2026-06-30. */
export const END = day('2026-07-01');

export function day(iso: string): Wall {
  return Date.parse(`${iso}T00:00:00Z`) / 1000;
}

export function isoDate(wall: Wall): string {
  return new Date(wall * 1000).toISOString().slice(0, 10);
}

/** `2026-06-30 21:04:59`, as a shop's database exports it. */
export function isoTime(wall: Wall): string {
  return new Date(wall * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Month 1 to 12. */
export function month(wall: Wall): number {
  return new Date(wall * 1000).getUTCMonth() + 1;
}

/** Start of the day the time falls on. */
export function midnight(wall: Wall): Wall {
  return Math.floor(wall / DAY) * DAY;
}

/** Epoch seconds of the wall-clock time. The night hour that a clock change repeats or skips is never drawn. */
export function epoch(wall: Wall): number {
  const year = new Date(wall * 1000).getUTCFullYear();
  const summer = wall >= lastSunday(year, 3) + 2 * 3600 && wall < lastSunday(year, 10) + 3 * 3600;
  return wall - (summer ? 7200 : 3600);
}

function lastSunday(year: number, inMonth: number): Wall {
  const last = Date.UTC(year, inMonth, 0) / 1000;
  return last - new Date(last * 1000).getUTCDay() * DAY;
}
