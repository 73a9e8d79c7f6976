import { aggregate } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

export const days: Measure = {
  name: 'days',
  summary: 'on how many different local dates',
  example: '{ orders: { days: true } }',
  operand: 'none',
  needsTime: true,
  pass: 'distinct',
  empty: 'zero',
  range: [0, Infinity],
  words: 'number of days with',
  result: () => ({ type: 'integer' }),
  lower: ({ filter, date }) => aggregate('count', date, { filter, distinct: true }),
};
