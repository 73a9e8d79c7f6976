import { isNotNull, isNull, TRUE } from '../../sql/build.ts';
import { ANY, type Operator } from '../operator.ts';

export const set: Operator = {
  name: 'set',
  summary: 'has a value (`true`) or is missing (`false`)',
  example: '{ set: true }',
  types: ANY,
  operand: 'boolean',
  words: 'is set: $',
  lower: (left, right) => (right[0] === TRUE ? isNotNull(left) : isNull(left)),
};
