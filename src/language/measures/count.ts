import { aggregate } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

export const count: Measure = {
  name: 'count',
  summary: 'how many rows',
  example: '{ orders: { count: true } }',
  operand: 'none',
  needsTime: false,
  pass: 'scan',
  empty: 'zero',
  range: [0, Infinity],
  words: 'number of',
  result: () => ({ type: 'integer' }),
  lower: ({ filter }) => aggregate('count', undefined, { filter }),
};
