/** Thirty situations of refunds, gaps in the data, ties and edges of windows that people reported of other tools, worked out by hand. */
import { describe, expect, it } from 'vitest';
import { config, definitions, people, shopOf } from './shop.ts';

type Situation = readonly [name: string, where: string, members: readonly string[]];

/** Every situation is a segment, all are one run: none may change what another finds. */
async function expectAll(files: Readonly<Record<string, string>>, situations: readonly Situation[]) {
  const conditions = Object.fromEntries(situations.map(([name, where]) => [name, where]));
  const shop = shopOf({ ...files, 'defs.yaml': definitions(conditions) });
  const found = await shop.lists();
  const wanted = situations.map(([name, , members]) => [name, members]);
  expect(situations.map(([name]) => [name, found[name] ?? []])).toEqual(wanted);
}

describe('money', () => {
  // A refund is a row below zero; order 2 of b was exported twice; d has never bought; e paid in two currencies.
  const files = {
    'segment.config.yaml': config('Europe/Berlin', '2026-03-31', {
      orders: 'key: nr, time: at, value: total',
    }),
    'people.csv': people('a', 'b', 'c', 'd', 'e'),
    'orders.csv': [
      'nr,id,at,total,currency,status',
      '1,a,2026-03-01T10:00:00,100.00,EUR,refunded',
      '9,a,2026-03-03T10:00:00,-100.00,EUR,refund',
      '2,b,2026-03-02T10:00:00,100.00,EUR,paid',
      '2,b,2026-03-02T10:00:00,100.00,EUR,paid',
      '3,b,2026-03-05T10:00:00,-30.00,EUR,refund',
      '4,c,2026-03-02T10:00:00,0.10,EUR,paid',
      '5,c,2026-03-02T11:00:00,0.20,EUR,paid',
      '6,e,2026-03-02T10:00:00,50.00,EUR,paid',
      '7,e,2026-03-02T10:00:00,5000.00,JPY,paid',
      '',
    ].join('\n'),
  };
  const situations: readonly Situation[] = [
    ['what was paid back is not spent', '{ orders: { sum: { of: total, gt: 0 } } }', ['b', 'c', 'e']],
    [
      'a full refund leaves nothing, as nobody who never bought',
      '{ orders: { sum: { of: total, eq: 0 } } }',
      ['a', 'd'],
    ],
    ['the same row twice is one order', '{ orders: { where: { total: { gt: 0 } }, count: 2 } }', ['c', 'e']],
    ['what is left after a part was paid back', '{ orders: { sum: { of: total, eq: 70 } } }', ['b']],
    [
      'the mean of orders is not that of refunds too',
      '{ orders: { where: { total: { gt: 0 } }, avg: { of: total, eq: 100 } } }',
      ['a', 'b'],
    ],
    ['a tenth and two tenths are three', '{ orders: { sum: { of: total, eq: 0.3 } } }', ['c']],
    [
      'one currency is not added to another',
      '{ orders: { where: { currency: EUR }, sum: { of: total, eq: 50 } } }',
      ['e'],
    ],
    [
      'nobody without an order has a cheapest one',
      '{ orders: { min: { of: total, lt: 1000 } } }',
      ['a', 'b', 'c', 'e'],
    ],
    ['nor none of them below', '{ not: { orders: { min: { of: total, lt: 1000 } } } }', ['d']],
    ['fewer than two are none as well', '{ orders: { count: { lt: 2 } } }', ['d']],
    ['every order is no order of those who have none', '{ orders: { every: { status: paid } } }', ['c', 'e']],
    ['half is half', '{ orders: { share: { of: { total: { lt: 0 } }, gte: 50% } } }', ['a', 'b']],
  ].map(([name, where, members]) => [nameOf(name as string), where, members] as Situation);

  it('is what is left, counted once, in its currency', () => expectAll(files, situations));
});

describe('what is not known', () => {
  const files = {
    'segment.config.yaml': config('UTC', '2026-03-31', {}).replace(
      'key: id',
      'key: id, columns: { tags: { type: list, separator: "|" } }',
    ),
    'people.csv':
      'id,city,code,score,tags\n007,Berlin,1e5,5,red|blue\n7,,100000,,\nx,Wien,50%,0,blue\ny,  ,5_0,5,green\nz,wien,500,5,red\n',
    'away.csv': 'city\nBerlin\n\nWien\n',
  };
  const situations: readonly Situation[] = [
    ['a list with a gap keeps nobody in', '{ in_file: { path: away.csv, field: city } }', ['007', 'x']],
    [
      'and lets in who is in no city',
      '{ not: { in_file: { path: away.csv, field: city } } }',
      ['7', 'y', 'z'],
    ],
    ['not in is not set or elsewhere', '{ city: { not_in: [Berlin, Wien] } }', ['7', 'y', 'z']],
    ['a blank is no city', '{ city: { set: false } }', ['7', 'y']],
    ['capitals are told apart unless said', '{ city: Wien }', ['x']],
    ['and not where it is said', '{ city: { eq: Wien, ignore_case: true } }', ['x', 'z']],
    ['a key with zeros is another', '{ id: 7 }', ['7']],
    ['a code is no number', '{ code: "100000" }', ['7']],
    ['a percent sign is one', '{ code: { contains: "%" } }', ['x']],
    ['a low line is one', '{ code: { contains: "_" } }', ['y']],
    ['nought is a score', '{ score: { lt: 1 } }', ['x']],
    ['none of a list is also who has none', '{ tags: { contains_none: [red] } }', ['7', 'x', 'y']],
    ['the better half with all who are level', '{ score: { top: 60% } }', ['007', 'y', 'z']],
    ['exactly one, by key', '{ score: { top: { customers: 1 } } }', ['007']],
  ].map(([name, where, members]) => [nameOf(name as string), where, members] as Situation);

  it('is neither nought nor a no, and signs are themselves', () => expectAll(files, situations));
});

describe('edges', () => {
  // New York goes from UTC-5 to UTC-4 at 07:00Z on 8 March 2026: the day has 23 hours, from 05:00Z to 04:00Z.
  const at = (rows: Readonly<Record<string, string>>): string =>
    `id,at\n${Object.entries(rows)
      .map(([id, when]) => `${id},${when}\n`)
      .join('')}`;
  const files = (asOf: string, rows: Readonly<Record<string, string>>) => ({
    'segment.config.yaml': config('America/New_York', asOf, { visits: 'time: at' }),
    'people.csv': people('a', 'b', 'c', 'd'),
    'visits.csv': at(rows),
  });

  it.each<readonly [string, string, Readonly<Record<string, string>>, string, readonly string[]]>([
    [
      'the day of the change has 23 hours',
      '2026-03-08',
      {
        a: '2026-03-08T04:59:59Z',
        b: '2026-03-08T05:00:00Z',
        c: '2026-03-09T03:59:59Z',
        d: '2026-03-09T04:00:00Z',
      },
      '{ visits: { last: 1d } }',
      ['b', 'c'],
    ],
    [
      '24 hours are 24 hours on it',
      '2026-03-08',
      { a: '2026-03-08T03:59:59Z', b: '2026-03-08T04:00:00Z', c: '2026-03-09T03:59:59Z' },
      '{ visits: { last: 24h } }',
      ['b', 'c'],
    ],
    [
      'yesterday is that day, the day after',
      '2026-03-09',
      {
        a: '2026-03-08T04:59:59Z',
        b: '2026-03-08T05:00:00Z',
        c: '2026-03-09T03:59:59Z',
        d: '2026-03-09T04:00:00Z',
      },
      '{ visits: { during: yesterday } }',
      ['b', 'c'],
    ],
    [
      'a month up to the 31st is all of March',
      '2026-03-31',
      { a: '2026-02-28T23:59:59', b: '2026-03-01T00:00:00', c: '2026-03-31T23:59:59' },
      '{ visits: { last: 1mo } }',
      ['b', 'c'],
    ],
    [
      'a month up to the end of February is February',
      '2026-02-28',
      { a: '2026-01-31T23:59:59', b: '2026-02-01T00:00:00' },
      '{ visits: { last: 1mo } }',
      ['b'],
    ],
    [
      'a year up to a leap day begins on 1 March',
      '2024-02-29',
      { a: '2023-02-28T12:00:00', b: '2023-03-01T00:00:00' },
      '{ visits: { last: 1y } }',
      ['b'],
    ],
    [
      'a year up to 28 February leaves the leap day out',
      '2025-02-28',
      { a: '2024-02-29T12:00:00', b: '2024-03-01T00:00:00' },
      '{ visits: { last: 1y } }',
      ['b'],
    ],
    [
      'this week on a Sunday began on Monday',
      '2026-03-29',
      { a: '2026-03-22T23:59:59', b: '2026-03-23T00:00:00', c: '2026-03-29T23:59:59' },
      '{ visits: { during: this week } }',
      ['b', 'c'],
    ],
    [
      'a span of one day is that day',
      '2026-03-31',
      {
        a: '2026-03-09T23:59:59',
        b: '2026-03-10T00:00:00',
        c: '2026-03-10T23:59:59',
        d: '2026-03-11T00:00:00',
      },
      '{ visits: { between: [2026-03-10, 2026-03-10] } }',
      ['b', 'c'],
    ],
    [
      'last night is one day ago',
      '2026-03-31',
      { a: '2026-03-30T23:59:59', b: '2026-03-31T00:00:00' },
      '{ visits: { days_since_last: 1 } }',
      ['a'],
    ],
    [
      'one visit has no gap',
      '2026-03-31',
      { a: '2026-03-30T23:59:59' },
      '{ visits: { average_gap: { lt: 1000 } } }',
      [],
    ],
  ])('%s', async (_what, asOf, rows, where, members) => {
    const found = await shopOf({ ...files(asOf, rows), 'defs.yaml': definitions({ found: where }) }).lists();
    expect(found['found'] ?? []).toEqual(members);
  });
});

/** A segment is called by a name. */
function nameOf(words: string): string {
  return words.replaceAll(/[^a-z0-9]+/g, '-');
}
