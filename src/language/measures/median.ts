import { aggregate, cast } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

export const median: Measure = {
  name: 'median',
  summary: 'the middle value of a number, the mean of the two middle ones where their count is even',
  example: '{ orders: { median: total } }',
  operand: 'numbers',
  needsTime: false,
  pass: 'scan',
  empty: 'missing',
  words: 'median $ of',
  result: () => ({ type: 'quotient' }),
  lower: ({ filter, of }) => aggregate('median', cast(of, 'double'), { filter }),
};
