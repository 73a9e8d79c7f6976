import { and, call } from '../../sql/build.ts';
import type { Operator } from '../operator.ts';

export const containsAll: Operator = {
  name: 'contains_all',
  summary: 'the list has every one of these values',
  example: '{ contains_all: [shoes, bags] }',
  types: ['list'],
  operand: 'list',
  words: 'has all of $',
  folds: true,
  lower: (left, right) => and(...right.map((value) => call('list-contains', left, value))),
};
