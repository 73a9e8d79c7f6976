import type { Measure } from '../measure.ts';
import { pickedValue } from './picked-value.ts';
import { sameAs } from './same-as.ts';

export const valueOfLast: Measure = {
  name: 'value_of_last',
  summary: 'the value of a field in the last of the rows',
  example: '{ orders: { value_of_last: channel } }',
  operand: 'any',
  needsTime: true,
  pass: 'last',
  empty: 'missing',
  words: '$ of the last of',
  result: sameAs,
  lower: pickedValue,
};
