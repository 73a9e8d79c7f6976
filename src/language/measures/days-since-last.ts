import { aggregate, call } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

export const daysSinceLast: Measure = {
  name: 'days_since_last',
  summary: 'whole days from the last row to the as-of date',
  example: '{ orders: { days_since_last: true } }',
  operand: 'none',
  needsTime: true,
  pass: 'scan',
  empty: 'missing',
  range: [0, Infinity],
  words: 'days since the last of',
  result: () => ({ type: 'integer' }),
  lower: ({ filter, date, asOf }) => call('days-between', aggregate('max', date, { filter }), asOf),
};
