import type { DelaySummary } from '../../model/value.ts';
import type { Expr } from '../../sql/ast.ts';
import { aggregate, binary, call, cast } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

/** What `delay` can be of the rows that have one. */
export const delaySummaries: readonly DelaySummary[] = ['avg', 'min', 'max', 'median'];

/** `of` is how long each row took, in parts of a day. */
export const delay: Measure = {
  name: 'delay',
  summary: 'days, with their fraction, from a row to the row of its last step, over the rows that have one',
  example: '{ views: { then: { orders: any }, delay: { median: true } } }',
  operand: 'summary',
  needsTime: true,
  pass: 'delay',
  empty: 'missing',
  range: [0, Infinity],
  words: '$ days to the last step of',
  result: () => ({ type: 'quotient' }),
  lower({ filter, of, delay: asked }) {
    const { summary, partsOfDay } = asked!;
    const days = (parts: Expr): Expr => call('divide', parts, partsOfDay);
    switch (summary) {
      case 'avg':
        return call(
          'divide',
          aggregate('sum', of, { filter }),
          binary('*', aggregate('count', of, { filter }), partsOfDay),
        );
      case 'median':
        return days(aggregate('median', cast(of, 'double'), { filter }));
      case 'min':
      case 'max':
        return days(aggregate(summary, of, { filter }));
    }
  },
};
