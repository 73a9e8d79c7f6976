import { oneOf } from '../../sql/build.ts';
import { type Operator, scalar } from '../operator.ts';

export const isIn: Operator = {
  name: 'in',
  summary: 'is any of these values; a bare list means the same',
  example: '{ in: [PL, HU] }',
  types: scalar,
  operand: 'list',
  words: 'is one of $',
  folds: true,
  lower: (left, right) => oneOf(left, right),
};
