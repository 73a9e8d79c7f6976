import { binary } from '../../sql/build.ts';
import { type Operator, scalar } from '../operator.ts';

export const eq: Operator = {
  name: 'eq',
  summary: 'is exactly this value; a bare value means the same',
  example: '{ eq: PL }',
  types: scalar,
  operand: 'one',
  words: 'is $',
  folds: true,
  lower: (left, right) => binary('=', left, right[0]!),
};
