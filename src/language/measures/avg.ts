import { aggregate, call } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';
import { exact } from './exact.ts';

export const avg: Measure = {
  name: 'avg',
  summary: 'the mean of a number over the rows that have it',
  example: '{ orders: { avg: total } }',
  operand: 'numbers',
  needsTime: false,
  pass: 'scan',
  empty: 'missing',
  words: 'average $ of',
  result: () => ({ type: 'quotient' }),
  lower: ({ filter, of, type }) =>
    call('divide', aggregate('sum', exact(of, type), { filter }), aggregate('count', of, { filter })),
};
