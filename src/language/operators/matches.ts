import { call } from '../../sql/build.ts';
import type { Operator } from '../operator.ts';

export const matches: Operator = {
  name: 'matches',
  summary: 'an RE2 pattern is found in the text',
  example: '{ matches: "^[0-9]{5}$" }',
  types: ['text'],
  operand: 'pattern',
  words: 'matches $',
  folds: true,
  lower: (left, right) => call('matches', left, right[0]!),
};
