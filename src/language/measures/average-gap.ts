import { aggregate, binary, call, integer } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

export const averageGap: Measure = {
  name: 'average_gap',
  summary: 'the mean number of days between consecutive different dates',
  example: '{ orders: { average_gap: true } }',
  operand: 'none',
  needsTime: true,
  pass: 'scan',
  empty: 'missing',
  range: [1, Infinity],
  words: 'average days between',
  result: () => ({ type: 'quotient' }),
  lower({ filter, date }) {
    const span = call('days-between', aggregate('min', date, { filter }), aggregate('max', date, { filter }));
    const dates = aggregate('count', date, { filter, distinct: true });
    return call('divide', span, binary('-', dates, integer(1)));
  },
};
