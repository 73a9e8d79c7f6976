import type { Measure } from '../measure.ts';
import { averageGap } from './average-gap.ts';
import { avg } from './avg.ts';
import { count } from './count.ts';
import { days } from './days.ts';
import { daysSinceFirst } from './days-since-first.ts';
import { daysSinceLast } from './days-since-last.ts';
import { delay } from './delay.ts';
import { distinct } from './distinct.ts';
import { every } from './every.ts';
import { longestGap } from './longest-gap.ts';
import { max } from './max.ts';
import { median } from './median.ts';
import { min } from './min.ts';
import { mostFrequent } from './most-frequent.ts';
import { share } from './share.ts';
import { sum } from './sum.ts';
import { valueOfFirst } from './value-of-first.ts';
import { valueOfLast } from './value-of-last.ts';

/** Every measure, in the order of the reference. */
export const measures: readonly Measure[] = [
  count,
  sum,
  avg,
  min,
  max,
  median,
  distinct,
  days,
  daysSinceLast,
  daysSinceFirst,
  averageGap,
  longestGap,
  delay,
  valueOfFirst,
  valueOfLast,
  mostFrequent,
  share,
  every,
];

export function findMeasure(name: string): Measure | undefined {
  return measures.find((measure) => measure.name === name);
}
