import { aggregate } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

export const distinct: Measure = {
  name: 'distinct',
  summary: 'how many different values a field has',
  example: '{ orders: { distinct: channel } }',
  operand: 'any',
  needsTime: false,
  pass: 'distinct',
  empty: 'zero',
  range: [0, Infinity],
  words: 'number of different $ of',
  result: () => ({ type: 'integer' }),
  lower: ({ filter, of }) => aggregate('count', of, { filter, distinct: true }),
};
