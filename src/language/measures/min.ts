import { aggregate } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';
import { sameAs } from './same-as.ts';

export const min: Measure = {
  name: 'min',
  summary: 'the smallest number, earliest date or first text of the rows',
  example: '{ orders: { min: ordered_at } }',
  operand: 'ordered',
  needsTime: false,
  pass: 'scan',
  empty: 'missing',
  words: 'smallest $ of',
  result: sameAs,
  lower: ({ filter, of }) => aggregate('min', of, { filter }),
};
