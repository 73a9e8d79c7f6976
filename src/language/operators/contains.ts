import { call } from '../../sql/build.ts';
import type { Operator } from '../operator.ts';

export const contains: Operator = {
  name: 'contains',
  summary: 'the text contains this text',
  example: '{ contains: gmail }',
  types: ['text'],
  operand: 'one',
  words: 'contains $',
  folds: true,
  lower: (left, right) => call('contains', left, right[0]!),
};
