export type DurationUnit = 'min' | 'h' | 'd' | 'w' | 'mo' | 'y';

/** A whole number of one unit: `90d`. Minutes and hours are exact, the others follow the calendar. */
export interface Duration {
  readonly n: number;
  readonly unit: DurationUnit;
}

const words: Readonly<Record<DurationUnit, string>> = {
  min: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  y: 'year',
};

/** Reads `30min`, `24h`, `90d`, `2w`, `3mo`, `1y`; undefined for anything else (0 is allowed, signs are not). */
export function parseDuration(text: string): Duration | undefined {
  const match = /^(\d{1,9})(min|h|d|w|mo|y)$/.exec(text);
  return match ? { n: Number(match[1]), unit: match[2] as DurationUnit } : undefined;
}

/** As it is written in a definition: `90d`. */
export function formatDuration(duration: Duration): string {
  return `${duration.n}${duration.unit}`;
}

/** In words: `90 days`, `1 month`. */
export function describeDuration(duration: Duration): string {
  return `${duration.n} ${words[duration.unit]}${duration.n === 1 ? '' : 's'}`;
}
