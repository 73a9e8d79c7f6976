import { aggregate, call, integer } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

/** `of` is the number of days since the row before; a single date has gaps of zero, which is none. */
export const longestGap: Measure = {
  name: 'longest_gap',
  summary: 'the largest number of days between consecutive different dates',
  example: '{ orders: { longest_gap: true } }',
  operand: 'none',
  needsTime: true,
  pass: 'gaps',
  empty: 'missing',
  range: [1, Infinity],
  words: 'longest days between',
  result: () => ({ type: 'integer' }),
  lower: ({ filter, of }) => call('nullif', aggregate('max', of, { filter }), integer(0)),
};
