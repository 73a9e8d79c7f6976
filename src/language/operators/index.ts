import type { Operator } from '../operator.ts';
import { between } from './between.ts';
import { contains } from './contains.ts';
import { containsAll } from './contains-all.ts';
import { containsAny } from './contains-any.ts';
import { containsNone } from './contains-none.ts';
import { endsWith } from './ends-with.ts';
import { eq } from './eq.ts';
import { gt } from './gt.ts';
import { gte } from './gte.ts';
import { isIn } from './in.ts';
import { lt } from './lt.ts';
import { lte } from './lte.ts';
import { matches } from './matches.ts';
import { ne } from './ne.ts';
import { notIn } from './not-in.ts';
import { set } from './set.ts';
import { startsWith } from './starts-with.ts';

/** Every test of one value, in the order of the reference. */
export const operators: readonly Operator[] = [
  eq,
  ne,
  gt,
  gte,
  lt,
  lte,
  between,
  isIn,
  notIn,
  contains,
  startsWith,
  endsWith,
  matches,
  set,
  containsAny,
  containsAll,
  containsNone,
];

export function findOperator(name: string): Operator | undefined {
  return operators.find((operator) => operator.name === name);
}
