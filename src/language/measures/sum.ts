import { typeOf } from '../../model/value.ts';
import { FLOAT_SCALE, scaleOf } from '../../model/value-facts.ts';
import { aggregate, cast } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';
import { exact } from './exact.ts';

export const sum: Measure = {
  name: 'sum',
  summary: 'the total of a number over the rows',
  example: '{ orders: { sum: total, last: 1y } }',
  operand: 'numbers',
  needsTime: false,
  pass: 'scan',
  empty: 'zero',
  words: 'sum of $ over',
  result: (of) =>
    of && typeOf(of) === 'integer'
      ? { type: 'integer' }
      : { type: 'decimal', scale: of ? scaleOf(of) : FLOAT_SCALE },
  lower({ filter, of, type }) {
    const total = aggregate('sum', exact(of, type), { filter });
    return type === 'integer' ? cast(total, 'integer') : total;
  },
};
