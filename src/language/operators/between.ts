import { and, binary } from '../../sql/build.ts';
import { type Operator, ordered } from '../operator.ts';

export const between: Operator = {
  name: 'between',
  summary: 'lies between two values, both included',
  example: '{ between: [18, 25] }',
  types: ordered,
  operand: 'pair',
  words: 'is between $',
  lower: (left, right) => and(binary('>=', left, right[0]!), binary('<=', left, right[1]!)),
};
