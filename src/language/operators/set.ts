import { isNotNull, isNull, sqlTrue } from '../../sql/build.ts';
import { any, type Operator } from '../operator.ts';

export const set: Operator = {
  name: 'set',
  summary: 'has a value (`true`) or is missing (`false`)',
  example: '{ set: true }',
  types: any,
  operand: 'boolean',
  words: 'is set: $',
  lower: (left, right) => (right[0] === sqlTrue ? isNotNull(left) : isNull(left)),
};
