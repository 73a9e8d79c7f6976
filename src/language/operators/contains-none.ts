import { notTrue } from '../../sql/build.ts';
import type { Operator } from '../operator.ts';
import { containsAny } from './contains-any.ts';

export const containsNone: Operator = {
  ...containsAny,
  name: 'contains_none',
  summary: 'the list has none of these values; a missing list has none',
  example: '{ contains_none: [shoes] }',
  words: 'has none of $',
  negates: 'contains_any',
  lower: (left, right) => notTrue(containsAny.lower(left, right)),
};
