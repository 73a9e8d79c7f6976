import { call } from '../../sql/build.ts';
import type { Operator } from '../operator.ts';

export const endsWith: Operator = {
  name: 'ends_with',
  summary: 'the text ends with this text',
  example: '{ ends_with: ".pl" }',
  types: ['text'],
  operand: 'one',
  words: 'ends with $',
  folds: true,
  lower: (left, right) => call('ends-with', left, right[0]!),
};
