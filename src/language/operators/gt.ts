import { binary } from '../../sql/build.ts';
import { type Operator, ordered } from '../operator.ts';

export const gt: Operator = {
  name: 'gt',
  summary: 'is greater than',
  example: '{ gt: 100 }',
  types: ordered,
  operand: 'one',
  words: 'is more than $',
  lower: (left, right) => binary('>', left, right[0]!),
};
