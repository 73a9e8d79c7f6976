import { call, or } from '../../sql/build.ts';
import type { Operator } from '../operator.ts';

export const containsAny: Operator = {
  name: 'contains_any',
  summary: 'the list has at least one of these values',
  example: '{ contains_any: [shoes, bags] }',
  types: ['list'],
  operand: 'list',
  words: 'has any of $',
  folds: true,
  lower: (left, right) => or(...right.map((value) => call('list-contains', left, value))),
};
