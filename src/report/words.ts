/** Figures and dates in sentences. */
import { counted } from '../model/count.ts';
import type { Workspace } from '../workspace/workspace.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `30 June 2026`. */
export function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** `June 2026` of a date; whatever else it is as it stands. */
export function monthWords(text: string): string {
  const [, year, month] = /^(\d{4})-(\d{2})-\d{2}$/.exec(text) ?? [];
  return month === undefined ? text : `${MONTHS[Number(month) - 1]} ${year}`;
}

/** `EUR 12,345`, without the currency where nobody has said it. */
export function moneyWords({ project }: Workspace, amount: string | number): string {
  const whole = counted(Number(Number(amount).toFixed(0)));
  return project.currency === undefined ? whole : `${project.currency} ${whole}`;
}

/** The name of money in the head of a column. */
export function inMoney({ project }: Workspace, head: string): string {
  return project.currency === undefined ? head : `${head} (${project.currency})`;
}
