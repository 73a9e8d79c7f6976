import { aggregate, call } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

export const daysSinceFirst: Measure = {
  name: 'days_since_first',
  summary: 'whole days from the first row to the as-of date',
  example: '{ orders: { days_since_first: true } }',
  operand: 'none',
  needsTime: true,
  pass: 'scan',
  empty: 'missing',
  range: [0, Infinity],
  words: 'days since the first of',
  result: () => ({ type: 'integer' }),
  lower: ({ filter, date, asOf }) => call('days-between', aggregate('min', date, { filter }), asOf),
};
