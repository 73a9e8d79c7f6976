import { describe, expect, it } from 'vitest';
import type { CohortWords } from '../../src/analyses/cohort-words.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import { type Ask, picture, withCohorts } from './cohort-shop.ts';

const SHOP: Readonly<Record<string, string>> = {
  'segment.config.yaml': `timezone: Europe/Warsaw
customers: { file: customers.csv, key: id }
events:
  orders:
    { file: orders.csv, key: order_id, customer: customer, time: at, value: total, where: { status: { ne: cancelled } } }
  visits: { file: visits.csv, customer: customer, time: day }
  notes: { file: notes.csv, customer: customer }
cohorts:
  season: { ranges: { winter: [2026-01-01, 2026-02-28], spring: { since: 2026-03-01 } } }
  joined: { by: joined_at }
  online: { on: { orders: { where: { channel: web } } } }
`,
  'segments/all.yaml': `segments:
  - { name: pl, where: { country: PL } }
  - { name: repeat, where: { orders: { count: { gte: 2 } } } }
  - name: size
    stages: [ { stage: big, where: { orders: { sum: { of: total, gte: 35 } } } }, { stage: small } ]
`,
  'customers.csv': `id,country,joined_at
a,PL,2026-01-15
b,DE,2026-01-12
c,PL,2026-02-01
d,,
e,PL,2026-03-01
`,
  // The clock of the shop: b's January order is from before b joined, a's two orders are half an hour apart.
  'orders.csv': `order_id,customer,at,total,status,channel
1,a,2026-01-31 23:45,10.00,paid,shop
2,a,2026-02-01 00:15,20.00,paid,web
3,a,2026-04-10 12:00,5.00,paid,shop
4,b,2026-01-10 12:00,30.00,paid,web
5,b,2026-03-05 12:00,10.00,paid,web
6,c,2026-03-20 12:00,8.00,paid,shop
7,d,2026-01-05 12:00,99.00,cancelled,web
8,d,2026-02-14 12:00,7.50,paid,shop
9,d,2026-02-20 12:00,2.50,paid,shop
10,nobody,2026-01-01 12:00,1000.00,paid,web
11,e,2026-05-01 12:00,4.00,paid,web
`,
  'visits.csv': 'customer,day\na,2026-01-31\na,2026-01-30\nb,2026-04-02\n',
  'notes.csv': 'customer,text\na,hello\n',
};

/** The wide table of the shop on 15 April 2026, a row a line without its header. */
function rowsFor(words: CohortWords): Promise<readonly string[]> {
  return withShop(async (ask) => picture((await ask(words)).wide).slice(1));
}

async function withShop<Result>(work: (ask: Ask) => Promise<Result>, files = SHOP): Promise<Result> {
  let result: Result | undefined;
  await withCohorts(files, '2026-04-15', async (ask) => {
    result = await work(ask);
  });
  return result as Result;
}

describe('what a cell shows', () => {
  it.each<[CohortWords['measure'], readonly string[]]>([
    [
      'customers',
      ['2026-01-01 2 2 1 1 1*', '2026-02-01 1 1 0 0*', '2026-03-01 1 1 0*', `average  ${4 / 3} 0.5 1`],
    ],
    [
      'retention',
      ['2026-01-01 2 1 0.5 0.5 0.5*', '2026-02-01 1 1 0 0*', '2026-03-01 1 1 0*', `average  1 ${1 / 3} 0.5`],
    ],
    [
      'orders',
      ['2026-01-01 2 2 1 1 1*', '2026-02-01 1 2 0 0*', '2026-03-01 1 1 0*', `average  ${5 / 3} 0.5 1`],
    ],
    [
      'revenue',
      [
        '2026-01-01 2 40.00 20.00 10.00 5.00*',
        '2026-02-01 1 10.00 0.00 0.00*',
        '2026-03-01 1 8.00 0.00*',
        `average  ${58 / 3} 10 10`,
      ],
    ],
    [
      'revenue-retention',
      ['2026-01-01 2 1 0.5 0.25 0.125*', '2026-02-01 1 1 0 0*', '2026-03-01 1 1 0*', 'average  1 0.4 0.25'],
    ],
    [
      'ltv',
      [
        '2026-01-01 2 20 30 35 37.5*',
        '2026-02-01 1 10 10 10*',
        '2026-03-01 1 8 8*',
        `average  14.5 ${70 / 3} 35`,
      ],
    ],
    ['aov', ['2026-01-01 2 20 20 10 5*', '2026-02-01 1 5  *', '2026-03-01 1 8 *', 'average  11.6 20 10']],
  ])('%s', async (measure, rows) => {
    expect(await rowsFor({ measure })).toEqual(rows);
  });

  it('customers active in the period or later, and by its end', async () => {
    const words = { measure: 'customers', by: 'joined' } as const;
    expect(await rowsFor({ ...words, kind: 'on' })).toEqual([
      '2026-01-01 2 1 1 1 1*',
      '2026-02-01 1 0 1 0*',
      '2026-03-01 1 0 0*',
      `average  ${1 / 3} 1 1`,
    ]);
    expect((await rowsFor({ ...words, kind: 'unbounded' })).slice(0, 2)).toEqual([
      '2026-01-01 2 2 2 2 1*',
      '2026-02-01 1 1 1 0*',
    ]);
    expect((await rowsFor({ ...words, kind: 'until' })).slice(0, 2)).toEqual([
      '2026-01-01 2 1 1 2 2*',
      '2026-02-01 1 0 1 1*',
    ]);
  });

  it('a row a cell, with the period and whether it has passed', () =>
    withShop(async (ask) => {
      const { long } = await ask({ measure: 'ltv', periods: 2 });
      expect(long.map((row) => Object.values(row).join(' '))).toEqual([
        '2026-01-01 2 0 2026-01-01 2 20 true',
        '2026-01-01 2 1 2026-02-01 1 30 true',
        '2026-02-01 1 0 2026-02-01 1 10 true',
        '2026-02-01 1 1 2026-03-01 0 10 true',
        '2026-03-01 1 0 2026-03-01 1 8 true',
        '2026-03-01 1 1 2026-04-01 0 8 false',
      ]);
      expect(Object.keys(long[0]!)).toEqual([
        'cohort',
        'size',
        'period',
        'starts',
        'customers',
        'value',
        'complete',
      ]);
    }));

  it('the same by calendar period', () =>
    withShop(async (ask) => {
      const { wide, long } = await ask({ measure: 'customers', view: 'calendar' });
      expect(picture(wide)).toEqual([
        'cohort size 2026-01-01 2026-02-01 2026-03-01 2026-04-01',
        '2026-01-01 2 2 1 1 1*',
        '2026-02-01 1  1 0 0*',
        '2026-03-01 1   1 0*',
        `average  2 1 ${2 / 3}`,
      ]);
      expect(long.at(-1)).toMatchObject({
        cohort: '2026-03-01',
        period: 1,
        starts: '2026-04-01',
        complete: false,
      });
      const last = await ask({ measure: 'customers', view: 'calendar', periods: 1 });
      expect(picture(last.wide)[1]).toBe('2026-01-01 2 1*');
    }));
});

describe('who is in a cohort', () => {
  it.each<[string, CohortWords, readonly string[]]>([
    [
      'a date of the customer',
      { by: 'joined_at' },
      ['2026-01-01 2 1 1 1 1*', '2026-02-01 1 0 1 0*', '2026-03-01 1 0 0*'],
    ],
    ['ranges of the project file', { by: 'season' }, ['winter 3 3 1 1* 1*', 'spring 1 1 0*']],
    [
      'ranges of the command line',
      { ranges: ['..2026-01-20', 'later=2026-01-21..2026-02-28,none=2027'] },
      ['..2026-01-20 1 1 0 1 0*', 'later 2 2 1 0* 1*', 'none 0'],
    ],
    ['a named cohort with a block', { by: 'online' }, ['2026-01-01 1 1 0 1 0*', '2026-02-01 1 1 0 0*']],
    ['segments', { by: 'segment:pl,repeat' }, ['pl 2 2 1* 0* 1*', 'repeat 3 3 1 1* 1*']],
    ['the stages of a set', { by: 'segment:size' }, ['size.big 2 2 1 1 1*', 'size.small 2 2 0* 0*']],
    [
      'members of a segment only',
      { segment: 'pl' },
      ['2026-01-01 1 1 1 0 1*', '2026-02-01 0 0 0 0*', '2026-03-01 1 1 0*'],
    ],
    [
      'every period with events',
      { by: 'every' },
      ['2026-01-01 2 2 1 1 1*', '2026-02-01 2 2 0 1*', '2026-03-01 2 2 0*', '2026-04-01 1 1*'],
    ],
    [
      'other events',
      { on: 'visits', return: 'orders' },
      ['2026-01-01 1 1 1 0 1*', '2026-02-01 0 0 0 0*', '2026-03-01 0 0 0*', '2026-04-01 1 0*'],
    ],
    [
      'some of the events',
      { on: 'orders: { where: { channel: web } }', return: 'orders: { where: { channel: shop } }' },
      ['2026-01-01 1 0 0 0 0*', '2026-02-01 1 0 0 1*'],
    ],
    ['quarters counted in months', { cohort: 'quarter' }, ['2026-01-01 4 4 1* 1* 1*']],
    ['quarters', { period: 'quarter' }, ['2026-01-01 4 4 1*']],
    ['years', { period: 'year' }, ['2026-01-01 4 4*']],
  ])('%s', async (_, words, rows) => {
    const found = await rowsFor({ ...words, measure: 'customers' });
    expect(found.slice(0, -1)).toEqual(rows);
  });

  it('by each value of a field, those without one last', () =>
    withShop(async (ask) => {
      const { wide, long } = await ask({ measure: 'customers', split: 'country' });
      expect(picture(wide)).toEqual([
        'country cohort size 0 1 2 3',
        'DE 2026-01-01 1 1 0 1 0*',
        'DE average  1 0 1',
        'PL 2026-01-01 1 1 1 0 1*',
        'PL 2026-02-01 0 0 0 0*',
        'PL 2026-03-01 1 1 0*',
        'PL average  1 1 0',
        ' 2026-02-01 1 1 0 0*',
        ' average  1 0',
      ]);
      expect(Object.keys(long[0]!)[0]).toBe('country');
    }));
});

describe('time', () => {
  it('is of the local calendar, in spans of days, or exact', async () => {
    const second = async (period: string) =>
      (await rowsFor({ measure: 'orders', period, segment: 'repeat' }))[0];
    // a ordered at a quarter to midnight of the last of January, and half an hour later
    expect((await second('day'))!.split(' ').slice(0, 4)).toEqual(['2026-01-10', '1', '1', '0']);
    const spans = (await second('1d'))!.split(' ').slice(0, 4);
    expect(spans).toEqual(['2026-01-01', '2', '2', '1']);
    expect((await second('24h'))!.split(' ').slice(0, 4)).toEqual(['2026-01-01', '2', '3', '0']);
  });

  it('spans have passed when they have for the last of the cohort', async () => {
    // the last of January is 74 days before the 15th of April is over, the 10th 95
    expect((await rowsFor({ measure: 'customers', period: '30d' }))[0]).toBe('2026-01-01 2 2 1 1* 0*');
  });

  it.each<[CohortWords['weekStart'], readonly string[]]>([
    ['monday', ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26']],
    ['sunday', ['2026-01-04', '2026-01-11', '2026-01-18', '2026-01-25']],
    ['saturday', ['2026-01-10', '2026-01-17', '2026-01-24', '2026-01-31']],
  ])('weeks begin on %s', async (weekStart, weeks) => {
    const rows = await rowsFor({ measure: 'customers', period: 'week', weekStart });
    expect(rows.slice(0, 4).map((row) => row.split(' ')[0])).toEqual(weeks);
    expect(rows[0]!.split(' ')[1]).toBe('1');
  });

  it('has no cell after the as-of, and events after it do not exist', () =>
    withCohorts(SHOP, '2026-03-31', async (ask) => {
      expect(picture((await ask({ measure: 'customers' })).wide).slice(1)).toEqual([
        '2026-01-01 2 2 1 1',
        '2026-02-01 1 1 0',
        '2026-03-01 1 1',
        `average  ${4 / 3} 0.5 1`,
      ]);
    }));

  it('with an as-of inside a day, that day has not passed', () =>
    withCohorts(SHOP, '2026-03-31T23:00:00+02:00', async (ask) => {
      expect(picture((await ask({ measure: 'customers' })).wide)[1]).toBe('2026-01-01 2 2 1 1*');
    }));
});

describe('events before the cohort began', () => {
  it('are no returns, and are counted', () =>
    withShop(async (ask) => {
      expect((await ask({ by: 'joined_at' })).ignored).toBe(1);
      expect((await ask({ by: 'joined_at', return: 'visits' })).ignored).toBe(0);
      expect((await ask({ return: 'visits' })).ignored).toBe(1);
      expect((await ask()).ignored).toBe(0);
    }));
});

describe('little data', () => {
  const orders = 'order_id,customer,at,total,status,channel\n';

  it('no rows at all', () =>
    withShop(
      async (ask) => {
        const { wide, long, ignored } = await ask();
        expect([picture(wide), long, ignored]).toEqual([['cohort size'], [], 0]);
      },
      { ...SHOP, 'customers.csv': 'id,country,joined_at\n', 'orders.csv': orders },
    ));

  it('customers without an order', () =>
    withShop(
      async (ask) => {
        expect(picture((await ask()).wide)).toEqual(['cohort size']);
        expect(picture((await ask({ by: 'joined_at', measure: 'ltv' })).wide)).toEqual([
          'cohort size 0 1 2 3',
          '2026-01-01 2 0 0 0 0*',
          '2026-02-01 1 0 0 0*',
          '2026-03-01 1 0 0*',
          'average  0 0 0',
        ]);
      },
      { ...SHOP, 'orders.csv': `${orders}1,nobody,2026-01-01 12:00,1.00,paid,web\n` },
    ));

  it('one customer', () =>
    withShop(
      async (ask) => {
        expect(picture((await ask()).wide)).toEqual(['cohort size 0', '2026-04-01 1 1*', 'average']);
      },
      { ...SHOP, 'orders.csv': `${orders}1,a,2026-04-15 23:59,1.00,paid,web\n` },
    ));
});

describe('questions that make no sense are refused', () => {
  it.each<[CohortWords, string]>([
    [{ by: 'country' }, '`country` is no date, and a cohort is made of one'],
    [{ by: 'cuontry' }, 'a customer has no field `cuontry`'],
    [{ by: 'segment:pls' }, 'there is no segment `pls`'],
    [{ on: 'order' }, 'there is no event table `order`'],
    [{ on: 'notes' }, '`notes` has no time, and cohorts need one'],
    [{ return: 'visits', measure: 'ltv' }, '`--measure ltv` needs money, and `visits` has no `value`'],
    [{ kind: 'until', measure: 'aov' }, '`--kind until` counts customers, and `--measure aov` does not'],
    [
      { period: '30d', view: 'calendar' },
      '`--view calendar` needs calendar periods, and `--period 30d` counts from each customer’s own date',
    ],
    [
      { period: 'fortnight' },
      '`--period` is one of `day`, `week`, `month`, `quarter`, `year`, or a span, found `fortnight`',
    ],
    [
      { period: '0d' },
      '`--period` is one of `day`, `week`, `month`, `quarter`, `year`, or a span, found `0d`',
    ],
    [{ period: '24h', on: 'visits' }, '`visits` has dates only, and `--period 24h` needs times'],
    [{ by: 'season', cohort: 'year' }, '`--cohort year` makes cohorts of periods, and here they are ranges'],
    [
      { by: 'every', period: '7d' },
      '`--by every` makes a cohort of each period in which customers are active, and of nothing else',
    ],
    [{ ranges: ['2026-Q1', '2026-03'] }, 'the ranges `2026-Q1` and `2026-03` overlap'],
    [{ segment: 'size' }, '`size` is a stage set, and `--segment` takes one segment'],
    [{ split: 'colour' }, 'a customer has no field `colour`'],
  ])('%j', (words, message) =>
    withShop(async (ask) => {
      const error = await ask(words).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(Failure);
      expect((error as Failure).exitCode).toBe(2);
      expect((error as Failure).message).toBe(message);
    }),
  );
});
