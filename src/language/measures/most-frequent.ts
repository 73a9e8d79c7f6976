import type { Measure } from '../measure.ts';
import { pickedValue } from './picked-value.ts';
import { sameAs } from './same-as.ts';

export const mostFrequent: Measure = {
  name: 'most_frequent',
  summary:
    'the value that most rows have; of equally frequent ones the most recent, then the first in byte order',
  example: '{ orders: { most_frequent: channel } }',
  operand: 'any',
  needsTime: false,
  pass: 'frequency',
  empty: 'missing',
  words: 'most frequent $ of',
  result: sameAs,
  lower: pickedValue,
};
