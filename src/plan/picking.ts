/** Who is picked among many: ranks, limits, samples and arms, as expressions over one row a customer. */
import { addDecimals } from '../model/decimal.ts';
import type { Split } from '../model/segment.ts';
import type { Branch, Expr, Order } from '../sql/ast.ts';
import {
  and,
  ascending,
  binary,
  call,
  column,
  descending,
  integer,
  isNotNull,
  text,
  twoValued,
} from '../sql/build.ts';

/** The columns of the plan that picking reads and adds to. */
export interface Columns {
  readonly key: string;
  readonly add: (expr: Expr, wanted: string) => Expr;
}

export type Draw = 'holdout' | 'sample' | 'split';

/** The bucket of 10,000 that chance gives to what the expressions say together. */
export function bucketOf(draw: Draw, seed: string, ...of: readonly Expr[]): Expr {
  return call('md5-bucket', call('concat', text(`${draw}:${seed}:`), ...of));
}

function bucket(draw: Draw, seed: string, { key, add }: Columns): Expr {
  return add(bucketOf(draw, seed, column(key)), `${draw}_bucket`);
}

/** Whether the customer's bucket lies in the share. */
export function drawn(draw: Draw, seed: string, share: string, columns: Columns): Expr {
  return binary('<', bucket(draw, seed, columns), integer(buckets(share)));
}

/** The arm of each member. */
export function armOf(split: Split, member: Expr, columns: Columns): Expr {
  const found = bucket('split', split.seed, columns);
  return {
    kind: 'case',
    branches: armsOf(split, (until) => and(member, binary('<', found, integer(until)))),
  };
}

/** Arms take the buckets in the order written, cut at the running sums of their shares: who is below the end of an arm, and not in one before, is in it. */
export function armsOf({ arms }: Split, isBelow: (until: number) => Expr): readonly Branch[] {
  let sum = '0';
  return arms.map(({ name, share }) => {
    sum = addDecimals(sum, share);
    return { when: isBelow(buckets(sum)), then: text(name) };
  });
}

/** A share as buckets of 10,000, rounded to whole buckets. */
export function buckets(share: string): number {
  const [whole = '', fraction = ''] = addDecimals(share, '0.00005').split('.');
  return Number(`${whole}${fraction.padEnd(4, '0').slice(0, 4)}`);
}

/** The first so many of those who are left, in the order; ties go to the smaller key. */
export function limited(members: Expr, by: readonly Order[], customers: number, columns: Columns): Expr {
  const order = [...by, ascending(column(columns.key))];
  return among(twoValued(members), order, customers, columns);
}

function among(group: Expr, order: readonly Order[], customers: number, columns: Columns): Expr {
  return binary('<=', over('row-number', [group], order, 'place', columns), integer(customers));
}

export interface Rank {
  readonly side: 'top' | 'bottom';
  readonly share?: string;
  readonly customers?: number;
}

/**
 * The k best of the n customers of the base who have the value, k = n − ⌈(1 − share)(n − 1)⌉; a tie at the
 * cut stays together, on the side that leaves the number nearer to k, and inside when both are equally near.
 */
export function ranked(rank: Rank, measured: Expr, inBase: Expr, columns: Columns): Expr {
  const value = columns.add(measured, 'ranked');
  const isRanked = columns.add(twoValued(and(isNotNull(value), inBase)), 'is_ranked');
  const best = rank.side === 'top' ? descending(value) : ascending(value);
  if (rank.customers !== undefined) {
    const order = [best, ascending(column(columns.key))];
    return and(isRanked, among(isRanked, order, rank.customers, columns));
  }
  const n = over('count', [isRanked], [], 'ranked_customers', columns);
  const better = binary('-', over('rank', [isRanked], [best], 'rank', columns), integer(1));
  const tied = over('count', [isRanked, value], [], 'tied', columns);
  const room = binary('-', binary('-', n, outside(n, rank.share!)), better);
  return and(isRanked, binary('>', room, integer(0)), binary('<=', binary('-', tied, room), room));
}

/** ⌈(1 − share)(n − 1)⌉ in whole numbers. */
function outside(n: Expr, share: string): Expr {
  const [part, whole] = complement(share);
  const scaled = binary('*', integer(part), binary('-', n, integer(1)));
  return binary('//', binary('+', scaled, integer(whole - 1)), integer(whole));
}

/** 1 − share as a fraction of whole numbers: 12.5% gives 875 of 1000. */
function complement(share: string): readonly [part: number, whole: number] {
  const digits = (share.split('.')[1] ?? '').length;
  const whole = 10 ** digits;
  return [whole - Math.round(Number(share) * whole), whole];
}

function over(
  name: 'row-number' | 'rank' | 'count',
  partition: readonly Expr[],
  order: readonly Order[],
  wanted: string,
  columns: Columns,
): Expr {
  return columns.add({ kind: 'window', name, args: [], partition, order }, wanted);
}
