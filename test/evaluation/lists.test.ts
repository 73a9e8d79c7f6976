/** Lists and numbers that were wrong once, each from its smallest input, by the program that is shipped. */
import { describe, expect, it } from 'vitest';
import { AS_OF, listsOf, rowsOf, segment, shopOf } from './lists.ts';

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

describe('numbers', () => {
  it('that grow too large are told by the name of the trait, and without their digits', async () => {
    const shop = shopOf(
      'orders: { file: orders.csv, customer: id, columns: { n: { type: integer } } }',
      { 'customers.csv': 'id\na\n', 'orders.csv': `id,n\n${'a,900000000000000000\n'.repeat(12)}` },
      'traits: { few: { orders: { count: true } }, big: { orders: { sum: n } } }\n',
    );
    const all = { ...shop, 'all.yaml': 'segments: [{ name: s, where: { few: 12, big: { gte: 5 } } }]' };
    const { code, err } = await segment(all, 'run', 'all.yaml', '--as-of', AS_OF);
    expect(code).toBe(3);
    expect(err).toContain('a number of the trait `big` grows beyond what can be counted exactly');
    expect(err).not.toMatch(/\d{5}/);
  });

  it('that grow too large in a trait nobody asks for are no answer to where the SQL of a segment fails', async () => {
    const shop = shopOf(
      'orders: { file: orders.csv, customer: id, columns: { n: { type: integer } } }',
      { 'customers.csv': 'id,name\na,Ann\n', 'orders.csv': `id,n\n${'a,900000000000000000\n'.repeat(12)}` },
      'traits: { big: { orders: { sum: n } } }\n',
    );
    const all = { ...shop, 'all.yaml': 'name: s\nwhere: { sql: { duckdb: CAST(name AS INTEGER) > 1 } }' };
    const { code, err } = await segment(all, 'run', 'all.yaml', '--as-of', AS_OF);
    expect(code).toBe(3);
    expect(err).toContain('the SQL of the segment `s` cannot be worked out for every value');
    expect(err).not.toContain('Ann');
  });
});

describe('digits', () => {
  const shop = shopOf(
    'orders: { file: orders.csv, customer: id, columns: { tiny: { type: decimal }, long: { type: decimal } } }',
    {
      'customers.csv': 'id\na\nb\n',
      'orders.csv':
        'id,tiny,long,n\na,0.00000040,3873194.8699999987,0\na,0.00000040,0.0000000001,-5\nb,0.030491525423,7,1\nb,0.030491525424,7,2\nb,0.030491525424,7,3\n',
    },
    `traits:
  tiny: { orders: { avg: tiny } }
  total: { orders: { sum: tiny } }
  long: { orders: { sum: long } }
  twice: { times: [long, total] }
  mean: { ratio: [{ orders: { sum: long } }, { orders: { sum: n } }] }
  zero: { ratio: [{ minus: [total, total] }, { orders: { sum: n } }] }
`,
  );

  it('are all there in sums and products, 15 of them in quotients, and never an exponent or −0', async () => {
    const [a, b] = await rowsOf(shop, [
      '{ name: s, where: { orders: any }, columns: [tiny, total, long, twice, mean, zero] }',
    ]);
    expect(a).toMatchObject({
      tiny: '0.0000004',
      total: '0.000000800000',
      long: '3873194.8699999988',
      mean: '-774638.974',
      zero: '0',
    });
    expect(a!['twice']).toBe('3.0985558959999990400000');
    expect(b).toMatchObject({ tiny: '0.0304915254236667', mean: '3.5' });
  });

  it('are compared as they are written', async () => {
    const lists = await listsOf(shop, [
      '{ name: tiny, where: { tiny: 0.0000004 } }',
      '{ name: mean, where: { tiny: 0.0304915254236667 } }',
      '{ name: long, where: { long: { gte: 3873194.8699999988 } } }',
      '{ name: longer, where: { long: { gte: 3873194.8699999989 } } }',
    ]);
    expect([...lists.values()]).toEqual(['a', 'b', 'a', '']);
  });
});

describe('shares', () => {
  const shop = shopOf('orders: { file: orders.csv, customer: id }', {
    'customers.csv': `id\n${Array.from({ length: 3000 }, (_, n) => `c${n}\n`).join('')}`,
    'orders.csv': 'id\nc1\n',
  });

  it('with many digits leave nobody without an arm', async () => {
    const rows = await rowsOf(shop, [
      '{ name: s, split: { seed: x, arms: { a: 33.333%, b: 33.333%, c: 33.334% } } }',
      '{ name: t, split: { seed: x, arms: { a: 16.6665%, b: 16.6665%, c: 16.667%, d: 50% } } }',
    ]);
    expect(rows.length).toBe(6000);
    expect(rows.filter(({ arm }) => arm === '')).toEqual([]);
  });

  it.each([
    ['sample: { share: 0.004%, seed: x }', '0.004%'],
    ['split: { arms: { a: 0.004%, b: 99.996% } }', '0.004%'],
  ])('%s is refused', async (step, share) => {
    const { code, err } = await segment({ ...shop, 'all.yaml': `name: s\n${step}\n` }, 'run', 'all.yaml');
    expect(code).toBe(2);
    expect(err).toContain(`\`${share}\` is less than 0.01%`);
  });
});

it('`ignore_case` finds every form of a Greek letter', async () => {
  const shop = shopOf('orders: { file: orders.csv, customer: id }', {
    'customers.csv': 'id,name\na,Νίκος\nb,ΝΊΚΟΣ\nc,Νίκο\nd,νίκοσ\n',
    'orders.csv': 'id\na\n',
  });
  const lists = await listsOf(shop, [
    '{ name: s, where: { name: { eq: ΝΊΚΟΣ, ignore_case: true } } }',
    '{ name: t, where: { name: { ends_with: ος, ignore_case: true } } }',
  ]);
  expect([...lists.values()]).toEqual(['a b d', 'a b d']);
});

it('of two rows at one time the later is that of the larger number', async () => {
  const shop = shopOf('orders: { file: orders.csv, key: no, customer: id, time: at }', {
    'customers.csv': 'id\na\n',
    'orders.csv': 'no,id,at,channel\n99,a,2026-06-01,web\n100,a,2026-06-01,app\n',
  });
  const lists = await listsOf(shop, [
    '{ name: s, where: { orders: { latest: 1, having: { channel: app } } } }',
  ]);
  expect(lists.get('s')).toBe('a');
});

describe('what is long or deep', () => {
  const shop = (traits: readonly string[] = []) =>
    shopOf(
      'orders: { file: orders.csv, customer: id }',
      { 'customers.csv': 'id,x\na,5\nb,2\n', 'orders.csv': 'id,n\na,1\n' },
      `traits:\n  t0: { orders: { sum: n } }\n${traits.map((each) => `  ${each}\n`).join('')}`,
    );
  const many = Array.from({ length: 1500 }, (_, n) => `{ x: { gt: ${n + 4} } }`).join(', ');

  it('is evaluated all the same', async () => {
    const twice = Array.from({ length: 20 }, (_, n) => `t${n + 1}: { plus: [t${n}, t${n}] }`);
    const lists = await listsOf(shop(twice), [
      `{ name: any, where: { any: [${many}] } }`,
      `{ name: some, where: { at_least: { n: 1, of: [${many}] } } }`,
      '{ name: twice, where: { t20: 1048576 } }',
    ]);
    expect([...lists.values()]).toEqual(['a', 'a', 'a']);
  });

  it('is refused by name where no engine could follow', async () => {
    const chain = Array.from({ length: 3000 }, (_, n) => `t${n + 1}: { plus: [t${n}, 1] }`);
    const all = { ...shop(chain), 'all.yaml': 'name: s\nwhere: { t3000: { gte: 5 } }\n' };
    const { code, err } = await segment(all, 'run', 'all.yaml', '--as-of', AS_OF);
    expect(code).toBe(2);
    expect(err).toContain('made of more than 100 traits, one of the other');
  });

  it('names the segment that depends on too many', async () => {
    const chain = Array.from(
      { length: 1000 },
      (_, n) => `  - { name: s${n + 1}, where: { segment: s${n} } }\n`,
    );
    const text = `segments:\n  - { name: s0, where: { x: 5 } }\n${chain.join('')}`;
    const { code, err } = await segment({ ...shop(), 'all.yaml': text }, 'run', 'all.yaml', '--as-of', AS_OF);
    expect(code).toBe(2);
    expect(err).toContain('`s301` depends on more than 300 segments');
  });
});
