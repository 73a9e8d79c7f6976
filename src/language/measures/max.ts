import { aggregate } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';
import { sameAs } from './same-as.ts';

export const max: Measure = {
  name: 'max',
  summary: 'the largest number, latest date or last text of the rows',
  example: '{ orders: { max: ordered_at } }',
  operand: 'ordered',
  needsTime: false,
  pass: 'scan',
  empty: 'missing',
  words: 'largest $ of',
  result: sameAs,
  lower: ({ filter, of }) => aggregate('max', of, { filter }),
};
