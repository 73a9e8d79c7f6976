import { notTrue } from '../../sql/build.ts';
import type { Operator } from '../operator.ts';
import { eq } from './eq.ts';

export const ne: Operator = {
  ...eq,
  name: 'ne',
  summary: 'is not exactly this value; a missing value is not',
  example: '{ ne: PL }',
  words: 'is not $',
  negates: 'eq',
  lower: (left, right) => notTrue(eq.lower(left, right)),
};
