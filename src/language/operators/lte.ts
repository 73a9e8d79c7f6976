import { binary } from '../../sql/build.ts';
import { type Operator, ordered } from '../operator.ts';

export const lte: Operator = {
  name: 'lte',
  summary: 'is less than or equal to',
  example: '{ lte: 100 }',
  types: ordered,
  operand: 'one',
  words: 'is at most $',
  lower: (left, right) => binary('<=', left, right[0]!),
};
