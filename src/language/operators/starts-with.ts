import { call } from '../../sql/build.ts';
import type { Operator } from '../operator.ts';

export const startsWith: Operator = {
  name: 'starts_with',
  summary: 'the text starts with this text',
  example: '{ starts_with: "SW1" }',
  types: ['text'],
  operand: 'one',
  words: 'starts with $',
  folds: true,
  lower: (left, right) => call('starts-with', left, right[0]!),
};
