import { aggregate, and, call } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

export const share: Measure = {
  name: 'share',
  summary: 'the share of the rows that pass a test',
  example: '{ orders: { share: { channel: app } } }',
  operand: 'row-test',
  needsTime: false,
  pass: 'scan',
  empty: 'missing',
  range: [0, 1],
  words: 'share of $ among',
  result: () => ({ type: 'quotient' }),
  lower: ({ filter, of }) =>
    call(
      'divide',
      aggregate('count', undefined, { filter: and(filter, of) }),
      aggregate('count', undefined, { filter }),
    ),
};
