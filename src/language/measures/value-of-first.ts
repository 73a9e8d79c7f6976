import type { Measure } from '../measure.ts';
import { pickedValue } from './picked-value.ts';
import { sameAs } from './same-as.ts';

export const valueOfFirst: Measure = {
  name: 'value_of_first',
  summary: 'the value of a field in the first of the rows',
  example: '{ orders: { value_of_first: channel } }',
  operand: 'any',
  needsTime: true,
  pass: 'first',
  empty: 'missing',
  words: '$ of the first of',
  result: sameAs,
  lower: pickedValue,
};
