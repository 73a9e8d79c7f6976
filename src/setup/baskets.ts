/** Rows of what was bought, a thing each, that no number puts together: those of one customer at one time are one purchase. */
import type { Draft, DraftEvents } from './draft.ts';
import { speaksOf } from './role-words.ts';

export interface Baskets {
  readonly table: string;
  /** When it was bought. */
  readonly time: string;
}

/** Fewer rows with one customer and one time could be so by chance. */
const SEVERAL = 0.9;

export function basketsIn({ events }: Draft): { readonly baskets?: Baskets } {
  const orders = events.find(({ name }) => name === 'orders');
  const { time } = orders ?? {};
  return orders && time !== undefined && isOfThings(orders) ? { baskets: { table: orders.name, time } } : {};
}

function isOfThings({ key, linesOf, customer, time, clock, facts }: DraftEvents): boolean {
  if (key !== undefined || linesOf !== undefined || clock !== undefined || customer.kind !== 'key')
    return false;
  const isOfThing = facts.columns.some(({ name, distinct }) => speaksOf(name, 'product') && distinct > 1);
  const valuesOf = (wanted: string): readonly string[] =>
    facts.columns.find(({ name }) => name === wanted)!.values;
  const [people, times] = [valuesOf(customer.column), valuesOf(time!)];
  const moments = new Set(people.map((person, row) => `${person} ${times[row]}`));
  return isOfThing && moments.size < SEVERAL * people.length;
}
