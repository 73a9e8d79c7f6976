/** Lists and numbers that were wrong once, each from its smallest input, by the program that is shipped. */
import { describe, expect, it } from 'vitest';
import { listsOf, segment, shopOf } from './lists.ts';

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

describe('sequences', () => {
  it('compare dates beside a table with dates only, where the same day counts as after', async () => {
    const shop = shopOf(
      'carts: { file: carts.csv, customer: id, time: at }, orders: { file: orders.csv, customer: id, time: on }',
      {
        'customers.csv': 'id\nbuyer\nlater\nleft\n',
        'carts.csv': 'id,at\nbuyer,2026-06-20T10:00\nlater,2026-06-20T10:00\nleft,2026-06-20T10:00\n',
        'orders.csv': 'id,on\nbuyer,2026-06-20\nlater,2026-06-22\n',
      },
    );
    const left = '{ name: left, where: { carts: { then_not: { orders: any, within: 1d } } } }';
    expect((await listsOf(shop, [left])).get('left')).toBe('later left');
    const { out } = await segment({ ...shop, 'all.yaml': left }, 'check', 'all.yaml', '--format', 'csv');
    expect(out).toContain('a row of the same day counts as after');
  });

  it('find the same value however it is spelt', async () => {
    const shop = shopOf(
      'invoices: { file: invoices.csv, customer: id, time: at }, payments: { file: payments.csv, customer: id, time: at }',
      {
        'customers.csv': 'id\na\nb\n',
        'invoices.csv':
          'id,at,amount,due\na,2026-06-01T10:00,20,2026-06-05\nb,2026-06-01T10:00,30,2026-06-05\n',
        'payments.csv':
          'id,at,amount,booked\na,2026-06-02T10:00,20.00,2026-06-05T08:00\nb,2026-06-02T10:00,20.50,2026-06-06T08:00\n',
      },
    );
    const lists = await listsOf(shop, [
      '{ name: amount, where: { invoices: { then_not: { payments: any, same: amount } } } }',
      '{ name: day, where: { invoices: { then: { payments: any, same: { due: booked } } } } }',
    ]);
    expect([...lists.values()]).toEqual(['b', 'a']);
  });

  it('of many categories are planned in no time', async () => {
    const shop = shopOf(
      'views: { file: views.csv, customer: id, time: at }, orders: { file: orders.csv, customer: id, time: at }',
      {
        'customers.csv': 'id\na\nb\n',
        'views.csv': 'id,at,category\na,2026-06-01T10:00,c1\nb,2026-06-01T10:00,c150\n',
        'orders.csv': 'id,at,category\na,2026-06-01T12:00,c1\n',
      },
    );
    const left = Array.from(
      { length: 200 },
      (_, n) =>
        `{ name: left-${n}, where: { views: { where: { category: c${n} }, then_not: { orders: { where: { category: c${n} } }, within: 2d } } } }`,
    );
    const found = [...(await listsOf(shop, left))].filter(([, keys]) => keys !== '');
    expect(found).toEqual([['left-150', 'b']]);
  });
});
