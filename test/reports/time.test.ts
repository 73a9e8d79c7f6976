/** Situations of days, zones and periods that people reported of other tools. Every answer is worked out by hand. */
import { describe, expect, it } from 'vitest';
import { config, definitions, people, shopOf } from './shop.ts';

describe('days are those of the shop', () => {
  it('an instant is of the local month, however its offset is written', async () => {
    // Tokyo is nine hours ahead: 15:00Z on the 30th is midnight of the 1st.
    const shop = shopOf({
      'segment.config.yaml': config('Asia/Tokyo', '2026-07-31', { sales: 'key: nr, time: at' }),
      'people.csv': people('a', 'b', 'c', 'd'),
      'sales.csv':
        'nr,id,at\n1,a,2026-06-30T14:59:59Z\n2,b,2026-06-30T15:00:00Z\n3,c,2026-07-01T00:30:00+09:00\n4,d,2026-06-30T10:00:00.123456-05:00\n',
      'defs.yaml': definitions({ july: '{ sales: { since: 2026-07-01, before: 2026-08-01 } }' }),
    });
    expect(await shop.lists()).toEqual({ july: ['b', 'c', 'd'] });
  });

  it('today in the evening is still today where the shop is', async () => {
    // Half past nine in Chicago (UTC-6) is the next day in UTC.
    const shop = shopOf({
      'segment.config.yaml': config('America/Chicago', '2026-01-20T21:30', { visits: 'time: at' }),
      'people.csv': people('a', 'b', 'c', 'd'),
      'visits.csv':
        'id,at\na,2026-01-20T05:59:59Z\nb,2026-01-20T06:00:00Z\nc,2026-01-21T03:00:00Z\nd,2026-01-21T03:45:00Z\n',
      'defs.yaml': definitions({ now: '{ visits: { during: today } }' }),
    });
    expect(await shop.lists()).toEqual({ now: ['b', 'c'] });
  });

  it('both ends of a span of dates are whole local days', async () => {
    // Lima is five hours behind: 2 May begins at 05:00Z, and 9 May ends at 05:00Z on the 10th.
    const shop = shopOf({
      'segment.config.yaml': config('America/Lima', '2026-05-31', { calls: 'time: at', stays: 'time: day' }),
      'people.csv': people('a', 'b', 'c', 'd', 'e', 'f'),
      'calls.csv':
        'id,at\na,2026-05-02T04:59:59Z\nb,2026-05-02T05:00:00Z\nc,2026-05-10T04:59:59.999Z\nd,2026-05-10T05:00:00Z\n',
      'stays.csv': 'id,day\ne,2026-05-09\nf,2026-05-10\n',
      'defs.yaml': definitions({
        called: '{ calls: { between: [2026-05-02, 2026-05-09] } }',
        stayed: '{ stays: { between: [2026-05-02, 2026-05-09] } }',
      }),
    });
    expect(await shop.lists()).toEqual({ called: ['b', 'c'], stayed: ['e'] });
  });

  it('days over a change of the clock are days, and hours are hours', async () => {
    // Warsaw loses an hour on 29 March 2026 and gains one on 25 October.
    const visits =
      'id,at\na,2026-03-28T23:50:00\na,2026-03-30T00:05:00\nb,2026-10-24T12:00:00\nb,2026-10-25T00:40:00\n';
    const shop = shopOf({
      'segment.config.yaml': config('Europe/Warsaw', '2026-03-30', { visits: 'time: at' }),
      'people.csv': people('a', 'b'),
      'visits.csv': visits,
      'defs.yaml': definitions({
        'two-days-apart': '{ visits: { longest_gap: 2 } }',
        'last-day': '{ visits: { last: 1d } }',
        'last-hours': '{ visits: { last: 24h } }',
      }),
    });
    expect(await shop.lists()).toEqual({ 'two-days-apart': ['a'], 'last-day': ['a'], 'last-hours': ['a'] });
    // 25 October has 25 hours: 24 hours before its end it is already half past midnight, and one more.
    expect(await shop.lists('--as-of', '2026-10-25')).toMatchObject({ 'last-day': ['b'] });
    expect((await shop.lists('--as-of', '2026-10-25'))['last-hours']).toBeUndefined();
  });

  it('a week of the turn of the year has one name', async () => {
    // 29 December 2025 to 4 January 2026 is week 1 of 2026.
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-01-31', { sales: 'key: nr, time: day' }),
      'people.csv': people('a', 'b', 'c', 'd'),
      'sales.csv': 'nr,id,day\n1,a,2025-12-28\n2,b,2025-12-29\n3,c,2026-01-04\n4,d,2026-01-05\n',
    });
    const rows = await shop.rows('cohorts', '--on', 'sales', '--by', 'first', '--period', 'week', '--quiet');
    expect(rows.map((row) => row.split(',').slice(0, 2).join())).toEqual([
      '2025-12-22,1',
      '2025-12-29,2',
      '2026-01-05,1',
    ]);
  });

  it('birthdays go over the turn of the year, and one of a leap day is on the 28th in common years', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('Pacific/Auckland', '2026-12-30'),
      'people.csv':
        'id,born\na,1990-12-30\nb,1985-12-31\nc,2001-01-06\nd,1970-01-07\ne,1996-02-29\nf,1999-02-28\n',
      'defs.yaml': definitions({
        'on-the-day': '{ born: { anniversary: today } }',
        'in-a-week': '{ born: { anniversary: { next: 7d } } }',
      }),
    });
    expect(await shop.lists()).toEqual({ 'on-the-day': ['a'], 'in-a-week': ['b', 'c'] });
    expect(await shop.lists('--as-of', '2027-02-28')).toMatchObject({ 'on-the-day': ['e', 'f'] });
    expect(await shop.lists('--as-of', '2028-02-28')).toMatchObject({ 'on-the-day': ['f'] });
    expect(await shop.lists('--as-of', '2028-02-29')).toMatchObject({ 'on-the-day': ['e'] });
  });

  it('dates written day first are so throughout a column', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', { sales: 'key: nr, time: day' }),
      'people.csv': people('a', 'b'),
      'sales.csv': 'nr,id,day\n1,a,05/04/2026\n2,b,23/06/2026\n',
      'defs.yaml': definitions({
        april: '{ sales: { since: 2026-04-01, before: 2026-05-01 } }',
        may: '{ sales: { since: 2026-05-01, before: 2026-06-01 } }',
        june: '{ sales: { since: 2026-06-01, before: 2026-07-01 } }',
      }),
    });
    expect(await shop.lists()).toEqual({ april: ['a'], june: ['b'] });
  });

  it('bounds the wrong way round are said, since they hold nobody whatever the data', async () => {
    const wrong = {
      numbers: '{ visits: any, age: { between: [65, 30] } }',
      days: '{ visits: { between: [2026-05-20, 2026-05-02] } }',
      spans: '{ visits: { last: 1w, before_last: 8w } }',
    };
    const sound = '{ age: { between: [30, 65] }, visits: { last: 8w, before_last: 1w } }';
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-05-31', { visits: 'key: nr, time: day' }),
      'people.csv': 'id,age\na,40\nb,20\n',
      'visits.csv': 'nr,id,day\n1,a,2026-04-20\n2,b,2026-05-30\n',
      'defs.yaml': definitions({ sound }),
      ...Object.fromEntries(
        Object.entries(wrong).map(([name, where]) => [`${name}.yaml`, `name: ${name}\nwhere: ${where}\n`]),
      ),
    });
    expect(await shop.lists()).toEqual({ sound: ['a'] });
    expect(await shop.rows('check', 'defs.yaml')).toEqual([]);
    for (const name of Object.keys(wrong)) {
      const { code, out } = await shop.segment('check', `${name}.yaml`, '--format', 'csv');
      expect([name, code, out.split('\n')[1]]).toEqual([name, 1, expect.stringMatching(/^error,/)]);
    }
  });

  it('a table of dates cannot tell what came later on one day, and `check` says so', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', { carts: 'time: at', sales: 'key: nr, time: day' }),
      'people.csv': people('a', 'b'),
      'carts.csv': 'id,at\na,2026-06-10T09:00:00\nb,2026-06-10T09:00:00\n',
      'sales.csv': 'nr,id,day\n1,a,2026-06-10\n2,b,2026-06-11\n',
      'defs.yaml': definitions({ left: '{ carts: { then_not: { sales: any, within: 2d } } }' }),
    });
    const { code, out } = await shop.segment('check', 'defs.yaml', '--format', 'csv', '--quiet');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('dates') });
  });
});
