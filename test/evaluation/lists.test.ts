/** Lists and numbers that were wrong once, each from its smallest input, by the program that is shipped. */
import { describe, expect, it } from 'vitest';
import { listsOf, shopOf } from './lists.ts';

describe('counts of different values', () => {
  it('of many segments leave out nobody, whatever else is counted', async () => {
    const windows = Array.from({ length: 12 }, (_, index) => (index + 1) * 30);
    const days = windows.map((n) => `{ name: d${n}, where: { visits: { last: ${n}d, days: { gte: 1 } } } }`);
    const lists = await listsOf(
      shopOf('visits: { file: visits.csv, customer: id, time: at }', {
        'customers.csv': 'id\nc1\nc2\n',
        'visits.csv': 'id,at,page\nc1,2026-04-01T10:00:00,a\nc2,2026-06-20T10:00:00,b\n',
      }),
      [...days, '{ name: pages, where: { visits: { last: 30d, distinct: { of: page, gte: 1 } } } }'],
    );
    expect([...lists.values()]).toEqual([...windows.map((n) => (n < 91 ? 'c2' : 'c1 c2')), 'c2']);
  });
});
