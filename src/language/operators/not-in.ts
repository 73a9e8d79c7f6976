import { notTrue } from '../../sql/build.ts';
import type { Operator } from '../operator.ts';
import { isIn } from './in.ts';

export const notIn: Operator = {
  ...isIn,
  name: 'not_in',
  summary: 'is none of these values; a missing value is none of them',
  example: '{ not_in: [PL, HU] }',
  words: 'is none of $',
  negates: 'in',
  lower: (left, right) => notTrue(isIn.lower(left, right)),
};
