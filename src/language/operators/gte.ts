import { binary } from '../../sql/build.ts';
import { type Operator, ordered } from '../operator.ts';

export const gte: Operator = {
  name: 'gte',
  summary: 'is greater than or equal to',
  example: '{ gte: 100 }',
  types: ordered,
  operand: 'one',
  words: 'is at least $',
  lower: (left, right) => binary('>=', left, right[0]!),
};
