import type { Node } from './node.ts';
import { asText, isText } from './node.ts';
import { compareRationals, minus, rational, readRational, times } from './rational.ts';
import { compareBytes, compareValues, type Value } from './value.ts';
import type { Customer } from './world.ts';

export interface Ranked {
  readonly customer: Customer;
  readonly value: Value;
}

/** Whether the customer is among the `spec` (a percent, or `{ customers: N }`) of those who have a value. */
export function isRanked(
  all: readonly Ranked[],
  customer: Customer,
  end: 'top' | 'bottom',
  spec: Node,
): boolean {
  const best = [...all]
    .filter(({ value }) => value !== null)
    .sort((a, b) => better(a.value, b.value, end) || compareBytes(a.customer.key, b.customer.key));
  const place = best.findIndex((ranked) => ranked.customer.key === customer.key);
  if (place < 0) return false;
  if (!isText(spec)) return place < Number(asText((spec as { customers: Node }).customers));
  const k = shareOf(best.length, spec);
  const cut = best[k - 1]!.value;
  const mine = better(best[place]!.value, cut, end);
  if (mine !== 0) return mine < 0;
  const above = best.filter(({ value }) => better(value, cut, end) < 0).length;
  const withTies = best.filter(({ value }) => better(value, cut, end) <= 0).length;
  return withTies - k <= k - above;
}

/** k = n − ⌈(100 − P)(n − 1) / 100⌉ */
function shareOf(n: number, percent: string): number {
  const out = times(minus(rational(1), readRational(percent)), rational(n - 1));
  let ceiling = out.n / out.d;
  if (compareRationals(rational(ceiling), out) < 0) ceiling += 1n;
  return n - Number(ceiling);
}

/** Below zero when `a` comes before `b`. */
function better(a: Value, b: Value, end: 'top' | 'bottom'): number {
  const order = compareValues(a, b)!;
  return end === 'top' ? -order : order;
}
