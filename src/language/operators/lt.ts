import { binary } from '../../sql/build.ts';
import { type Operator, ordered } from '../operator.ts';

export const lt: Operator = {
  name: 'lt',
  summary: 'is less than',
  example: '{ lt: 100 }',
  types: ordered,
  operand: 'one',
  words: 'is less than $',
  lower: (left, right) => binary('<', left, right[0]!),
};
