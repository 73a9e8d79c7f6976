import { aggregate, and, binary, integer, notTrue } from '../../sql/build.ts';
import type { Measure } from '../measure.ts';

export const every: Measure = {
  name: 'every',
  summary: 'whether there is at least one row and all rows pass a test',
  example: '{ orders: { every: { channel: app } } }',
  operand: 'row-test',
  needsTime: false,
  pass: 'scan',
  empty: 'false',
  words: 'every one passes $ among',
  result: () => ({ type: 'boolean' }),
  lower({ filter, of }) {
    const rows = aggregate('count', undefined, { filter });
    const failing = aggregate('count', undefined, { filter: and(filter, notTrue(of)) });
    return and(binary('>', rows, integer(0)), binary('=', failing, integer(0)));
  },
};
