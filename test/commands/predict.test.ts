/** `segment predict` as people type it: on shops in which little or nothing can be learned, and on public data. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';
import { near } from '../stats/near.ts';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

/** `customer day total`, days counted from 2025-01-01; the as-of is 2026-06-30, which is day 545. */
type Order = readonly [customer: string, day: number, total: number];

const lastDay = 545;

function dateOf(day: number): string {
  return new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
}

const project = `timezone: UTC
as_of: 2026-06-30
customers: { from: orders }
events: { orders: { file: orders.csv, customer: customer_id, time: ordered_at, value: total } }
`;

function shopOf(orders: readonly Order[], config = project): string {
  const lines = orders.map(([customer, day, total]) => `${customer},${dateOf(day)},${total}`);
  return built.folder({
    'segment.config.yaml': config,
    'orders.csv': `customer_id,ordered_at,total\n${lines.join('\n')}\n`,
  });
}

/** Three hundred customers who buy at rates of their own and stop some day, always the same. */
function usualShop(): readonly Order[] {
  let state = 7;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return Array.from({ length: 300 }, (_, i) => {
    const gap = 15 + 120 * random();
    const level = 30 * Math.exp(random() + random() - 1);
    const orders: Order[] = [];
    const stops = 0.4 * random();
    for (let day = 400 * random(); day <= lastDay; day += gap * -Math.log(1 - random())) {
      orders.push([`c${100 + i}`, Math.floor(day), Math.floor(level * (0.5 + random()))]);
      if (random() < stops) break;
    }
    return orders;
  }).flat();
}

const predict = (folder: string, ...words: readonly string[]) =>
  built.segment(folder, 'predict', '--no-cache', ...words);

const rowsOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => line.split(','));

const days = (customer: string, ...list: readonly number[]): readonly Order[] =>
  list.map((day) => [customer, day, 20]);

describe('a shop in which little can be learned gets a sentence, and the rhythm of its customers', () => {
  const thirty = Array.from({ length: 30 }, (_, i) => days(`c${10 + i}`, 100 + i, 140 + i)).flat();

  it('thirty customers', async () => {
    const folder = shopOf([...thirty, ...days('own', 400, 430, 490)]);
    const { out, err } = await predict(folder);
    expect(err).toContain('31 customers, of whom 31 came back, are too few to fit a model to');
    expect(err).toContain('in its place stands `own-rhythm`');
    const own = rowsOf(out).find(([customer]) => customer === 'own')!;
    // Gaps of 30 and 60 days, the last order 55 days ago; two orders in 90 days at that rhythm, less the silence.
    const overdue = (lastDay - 490) / 45;
    near(Number(own[1]), Math.exp(-overdue), { relative: 1e-12 });
    near(Number(own[2]), (Math.exp(-overdue) * 90) / 45, { relative: 1e-12 });
    expect(own.slice(5, 7)).toEqual([dateOf(535), overdue.toFixed(6)]);
    const parameters = await predict(folder, '--parameters');
    expect(parameters.out).toContain('own-rhythm,second_order_days,40,');
    expect((await predict(folder, '--save', 'fit.json')).code).toBe(2);
  });

  it('nobody who came back: no number at all', async () => {
    const folder = shopOf(Array.from({ length: 200 }, (_, i): Order => [`c${i}`, 100 + i, 20]));
    const { out, err } = await predict(folder);
    expect(err).toContain('nobody has come back yet');
    expect(err).toContain('values are missing');
    const [, first] = rowsOf(out);
    expect([first![1], first![2], first![4], first![5], first![7]]).toEqual(['', '', '', '', '']);
    const summary = await predict(folder, '--summary');
    expect(rowsOf(summary.out)[1]).toEqual(['all', 'all', '200', '', '', '', '', '', '', '']);
    expect(summary.err).toContain('of whom nothing can be said');
    expect(summary.err).not.toContain('varies too much');
    const backtest = await predict(folder, '--backtest');
    expect(backtest.out).not.toContain('own-rhythm');
    expect(backtest.err).toContain('it cannot be seen how well');
  });

  it('all alike', async () => {
    const folder = shopOf(Array.from({ length: 200 }, (_, i) => days(`c${i}`, 100, 200)).flat());
    const { out, err } = await predict(folder);
    expect(err).toContain('all customers are alike');
    const rows = rowsOf(out).slice(1);
    expect(new Set(rows.map((row) => row.slice(1).join()))).toHaveLength(1);
    expect(rows[0]![6]).toBe('3.450000');
  });

  it('one day of data', async () => {
    const folder = shopOf(Array.from({ length: 200 }, (_, i): Order => [`c${i}`, lastDay, 20]));
    expect((await predict(folder)).err).toContain('everybody began on the last day');
    expect((await predict(folder, '--summary')).out).toContain('\nall,all,200,,,,,,,\n');
  });

  it('nobody at all', async () => {
    const folder = shopOf([['late', lastDay + 3, 20]]);
    const { out, err, code } = await predict(folder);
    expect(err).toContain('nobody has such an event yet');
    expect([code, out]).toEqual([0, 'customer_id,alive,orders,order_value,value,next_order,overdue,risk\n']);
  });
});

describe('one customer who is no customer leaves the others as they were', () => {
  it('a robot with an order a day', async () => {
    const robot = Array.from({ length: 400 }, (_, i): Order => ['robot', lastDay - i, 20]);
    const [alone, beside] = [shopOf(usualShop()), shopOf([...usualShop(), ...robot])];
    const [before, after] = [await predict(alone, '--parameters'), await predict(beside, '--parameters')];
    expect(after.err).toContain('1 customer orders on nine days of ten');
    const buying = (out: string) => out.split('\n').filter((line) => line.startsWith('mbg-nbd'));
    expect(buying(after.out)).toEqual(buying(before.out));
    const row = rowsOf((await predict(beside)).out).find(([customer]) => customer === 'robot')!;
    expect(Number(row[2])).toBeGreaterThan(50);
  });

  it('a robot that fell silent: the summary adds up what the list says, and has no ends without bounds', async () => {
    const robot = Array.from({ length: 400 }, (_, i): Order => ['robot', lastDay - 12 - i, 20]);
    const folder = shopOf([...usualShop(), ...robot]);
    const [list, summary] = [await predict(folder), await predict(folder, '--summary')];
    const listed = rowsOf(list.out)
      .slice(1)
      .filter((row) => row.length > 1);
    const [, all, ...groups] = rowsOf(summary.out);
    const sum = listed.reduce((orders, row) => orders + Number(row[2]), 0);
    expect(Number(all![4])).toBeCloseTo(sum, 6);
    for (const row of [all!, ...groups]) {
      if (row[6]) expect(Number(row[6])).toBeLessThanOrEqual(100 * Number(row[4]));
    }
  });

  describe.each([
    ['one giant', 'one customer has spent more than all others together', ['giant']],
    ['two giants', '2 customers have each spent more than all who spent less together', ['giant', 'titan']],
  ])('%s: the fit is of the others, and the own average stands for them', (_, said, names) => {
    const spent = (name: string) => (name === 'giant' ? 50_000_000 : 49_000_000);
    const giants = names.flatMap((name): readonly Order[] => [
      ...days(name, 200),
      [name, 430, spent(name)],
      [name, 500, 10],
    ]);
    const shop = () => shopOf([...usualShop(), ...giants]);

    it('in the list', async () => {
      const [before, after] = [await predict(shopOf(usualShop()), '--parameters'), await predict(shop())];
      expect(after.err).toContain(said);
      expect(after.err).toContain('by `own-average`');
      for (const name of names) {
        const row = rowsOf(after.out).find(([customer]) => customer === name)!;
        expect(Number(row[3])).toBe((spent(name) + 10) / 2);
        near(Number(row[4]), Number(row[2]) * Number(row[3]), { relative: 1e-9 });
      }
      const parameters = await predict(shop(), '--parameters');
      const spending = (out: string) => out.split('\n').filter((line) => line.startsWith('gamma-gamma'));
      expect(spending(parameters.out)).toEqual(spending(before.out));
    });

    it('in the summary, without an interval where they are', async () => {
      const [list, { out, err }] = [await predict(shop()), await predict(shop(), '--summary')];
      const [, all, ...groups] = rowsOf(out);
      const sum = (risk?: string) =>
        rowsOf(list.out)
          .slice(1)
          .filter((row) => !risk || row[7] === risk)
          .reduce((total, row) => total + Number(row[4]), 0);
      near(Number(all![7]), sum(), { relative: 1e-9 });
      expect(all!.slice(8)).toEqual(['', '']);
      expect(err).toContain('has no interval where');
      const risks = groups.filter(([by]) => by === 'risk');
      const theirs = rowsOf(list.out).filter(([customer]) => names.includes(customer!));
      for (const [, risk, , , , , , value, low] of risks) {
        near(Number(value), sum(risk), { relative: 1e-9 });
        expect([risk, low === '']).toEqual([risk, theirs.some((row) => row[7] === risk)]);
      }
    });

    it('in a report, which says nothing of so few', async () => {
      const words = ['--no-cache', '--sections', 'predicted'];
      const { out, err, code } = await built.segment(shop(), 'report', ...words);
      expect({ code, err }).toMatchObject({ code: 0 });
      expect(out).toContain('How far this can be leaned on');
      expect(out).not.toMatch(/all others together|who spent less together/);
    });

    it('and with parameters that were kept', async () => {
      const folder = shop();
      const fitted = await predict(folder, '--save', 'fit.json');
      const scored = await predict(folder, '--fitted', 'fit.json', '--format', 'csv');
      expect(scored.out).toBe(fitted.out);
    });
  });

  it('refunds below zero', async () => {
    const folder = shopOf([...usualShop(), ['back', 200, 50], ['back', 260, -80]]);
    const { out, err } = await predict(folder);
    expect(err).toContain('1 customer who came back has spent nothing or less');
    const row = rowsOf(out).find(([customer]) => customer === 'back')!;
    expect([row[3], row[4]]).toEqual(['', '']);
    expect(Number(row[1])).toBeGreaterThan(0);
  });

  it('nothing but refunds: no worth of orders, in all neither', async () => {
    const folder = shopOf(usualShop().map(([customer, day]): Order => [customer, day, -20]));
    const [, all] = rowsOf((await predict(folder, '--summary')).out);
    expect(all!.slice(-3)).toEqual(['', '', '']);
    expect(Number(all![4])).toBeGreaterThan(0);
  });
});

it('without money there is none to expect, and its fields are no names', async () => {
  const folder = shopOf(usualShop(), project.replace(', value: total', ''));
  const [header, first] = rowsOf((await predict(folder)).out);
  expect([header!.slice(3, 5), first!.slice(3, 5)]).toEqual([
    ['order_value', 'value'],
    ['', ''],
  ]);
  writeFileSync(join(folder, 'x.yaml'), 'name: x\nwhere: { predicted.value: { gte: 1 } }\n');
  expect((await built.segment(folder, 'run', 'x.yaml')).code).toBe(2);
});

it('times in place of dates change nothing', async () => {
  const dated = usualShop();
  const folder = shopOf(dated);
  const lines = dated.map(([customer, day, total], i) => {
    const hour = String(i % 24).padStart(2, '0');
    return `${customer},${dateOf(day)} ${hour}:30:00,${total}`;
  });
  const timed = built.folder({
    'segment.config.yaml': project,
    'orders.csv': `customer_id,ordered_at,total\n${lines.join('\n')}\n`,
  });
  expect((await predict(timed)).out).toBe((await predict(folder)).out);
});

it('a past date knows nothing later: the same bytes with and without the rows after it', async () => {
  const date = dateOf(400);
  const orders = usualShop();
  const [whole, cut] = [shopOf(orders), shopOf(orders.filter(([, day]) => day <= 400))];
  for (const words of [[], ['--parameters'], ['--summary'], ['--backtest', '--holdout', '60d']]) {
    const [later, then] = [
      await predict(whole, '--as-of', date, ...words),
      await predict(cut, '--as-of', date, ...words),
    ];
    expect(later.out.length).toBeGreaterThan(100);
    expect(later.out).toBe(then.out);
  }
});

it('a backtest says what was said at its start: that of the holdout is a prediction as of the day before it', async () => {
  const folder = shopOf(usualShop());
  const { out } = await predict(folder, '--as-of', dateOf(460), '--backtest', '--holdout', '60d');
  const then = await predict(folder, '--as-of', dateOf(400), '--summary', '--horizon', '60d');
  const [, all] = rowsOf(then.out);
  const said = (measure: string) =>
    Number(rowsOf(out).find((row) => row[0] === measure && row[1] === 'mbg-nbd')![2]);
  near(said('orders'), Number(all![4]), { relative: 1e-9 });
});

it('what is kept scores as it did, and says of when it is', async () => {
  const folder = shopOf(usualShop());
  const fitted = await predict(folder, '--save', 'fit.json', '--unit', 'week');
  const scored = await predict(folder, '--fitted', 'fit.json', '--format', 'csv');
  expect(scored.out).toBe(fitted.out);
  expect(scored.err).toContain('fitted as of 2026-06-30');
  const later = await predict(folder, '--fitted', 'fit.json', '--as-of', dateOf(500));
  expect(later.code).toBe(0);
  writeFileSync(join(folder, 'bad.json'), '{"models":[{"model":"mbg-nbd","parameters":{"r":1}}]}');
  const bad = await predict(folder, '--fitted', 'bad.json');
  expect([bad.code, bad.err.includes('`mbg-nbd` needs a `alpha` above 0')]).toEqual([2, true]);
  expect((await predict(folder, '--fitted', 'none.json')).err).toContain('there is no such file');
});

it('the summary adds up, within its intervals', async () => {
  const folder = shopOf(usualShop());
  const [header, all, ...groups] = rowsOf((await predict(folder, '--summary')).out);
  expect(header).toEqual(
    'by,group,customers,alive,orders,orders_low,orders_high,value,value_low,value_high'.split(','),
  );
  const risks = groups.filter(([by]) => by === 'risk');
  for (const at of [2, 3, 4, 7]) {
    const sum = risks.reduce((total, row) => total + Number(row[at]), 0);
    near(sum, Number(all![at]), { relative: 1e-9 });
  }
  for (const row of [all!, ...risks]) {
    expect(Number(row[5])).toBeLessThan(Number(row[4]));
    expect(Number(row[9])).toBeGreaterThan(Number(row[7]));
  }
  const list = rowsOf((await predict(folder)).out).slice(1);
  near(
    list.reduce((sum, row) => sum + Number(row[2]), 0),
    Number(all![4]),
    { relative: 1e-9 },
  );
});

it('a discount of nothing changes nothing; one of all leaves only what comes at once', async () => {
  const folder = shopOf(usualShop());
  const plain = await predict(folder);
  expect((await predict(folder, '--discount', '0%/mo')).out).toBe(plain.out);
  const half = rowsOf((await predict(folder, '--discount', '100%/y')).out).slice(1);
  for (const [i, row] of rowsOf(plain.out).slice(1).entries()) {
    near(Number(half[i]![4]), Number(row[4]) / 2, { relative: 1e-4, absolute: 2e-6 });
  }
});

describe('explain --id says why, and by what: the model, or what stands in its place', () => {
  const late = 'name: late\nwhere: { predicted.value: { gte: 1 }, predicted.overdue: { gte: 1 } }\n';
  const why = async (folder: string, customer: string): Promise<string> => {
    writeFileSync(join(folder, 'late.yaml'), late);
    const words = ['explain', '--no-cache', 'late.yaml', '--id', customer];
    const { err, code } = await runBundle(words, { cwd: folder });
    expect(code).toBe(0);
    return err;
  };
  const robot = Array.from({ length: 400 }, (_, i): Order => ['robot', lastDay - 12 - i, 20]);
  const odd: readonly Order[] = [
    ...days('own', 400, 430, 490),
    ...days('once', 300),
    ...robot,
    ...days('giant', 200),
    ['giant', 430, 50_000_000],
    ['giant', 500, 10],
    ['back', 200, 50],
    ['back', 260, -80],
  ];

  it.each([
    [
      'own',
      '3 days of `orders`, every 45 days, 55 days of silence are certain; by `mbg-nbd` the chance is',
      /an order is worth \d+\.\d\d by `gamma-gamma`\n/,
    ],
    ['once', '1 day of `orders`, others come every', /an order is worth \d+\.\d\d by `gamma-gamma`\n/],
    ['robot', 'by `own-rhythm`, of whoever orders on nine days of ten, the chance is', /by `gamma-gamma`/],
    [
      'giant',
      'by `mbg-nbd` the chance is',
      /an order is worth 25000005\.00 by `own-average`, of a customer who has spent more/,
    ],
    ['back', 'by `mbg-nbd` the chance is', /what an order is worth cannot be said/],
  ])('%s', async (customer, chances, worth) => {
    const said = await why(shopOf([...usualShop(), ...odd]), customer);
    expect(said).toContain(chances);
    expect(said).toMatch(worth);
  });

  it('where no model could be fitted', async () => {
    const thirty = Array.from({ length: 18 }, (_, i) => days(`c${10 + i}`, 100 + i, 140 + i)).flat();
    const said = await why(shopOf([...thirty, ...days('once', 300)]), 'once');
    expect(said).toContain('by `own-rhythm` the chance is');
    expect(said).toContain('an order is worth 20.00 by `own-average`');
    const nobody = await why(shopOf(days('c1', 100).concat(days('c2', 200))), 'c1');
    expect(nobody).toContain(
      'nobody has a gap to go by, 445 days of silence are certain; what comes cannot be said',
    );
    expect(nobody).toContain('what an order is worth cannot be said');
  });

  it('where nobody is seen to stop: only `alive` is by the rhythm', async () => {
    const loyal = Array.from({ length: 200 }, (_, i) =>
      Array.from({ length: 12 }, (_, n) => days(`c${i}`, (i % 40) + n * (38 + (i % 5)))).flat(),
    ).flat();
    const folder = shopOf(loyal);
    expect((await predict(folder)).err).toContain('`alive` is by `own-rhythm`');
    expect(await why(folder, 'c7')).toMatch(
      /the chance is [\d.]+% to be active still by `own-rhythm`, and [\d.]+% of an order in 90 days by `mbg-nbd`/,
    );
  });
});

it('parameters by which orders have no mean: averages in their place, and never less than nothing', async () => {
  const folder = shopOf(usualShop());
  await predict(folder, '--save', 'fit.json');
  const kept = JSON.parse(readFileSync(join(folder, 'fit.json'), 'utf8'));
  const withMoney = async (p: number, q: number) => {
    const models = kept.models.map((each: { model: string }) =>
      each.model === 'gamma-gamma' ? { model: 'gamma-gamma', parameters: { p, q, v: 15 } } : each,
    );
    writeFileSync(join(folder, 'other.json'), JSON.stringify({ ...kept, models }));
    const { out, err } = await predict(folder, '--fitted', 'other.json', '--format', 'csv');
    return { rows: rowsOf(out).slice(1), err };
  };
  const mild = await withMoney(6, 0.9);
  expect(mild.err).toContain('who never came back is worth is by `own-average`');
  expect(new Set(mild.rows.map((row) => row[3])).size).toBeGreaterThan(100);
  const wild = await withMoney(0.1, 0.5);
  expect(wild.err).toContain('or everybody’s, since no model fits them');
  for (const { rows } of [mild, wild]) {
    expect(rows.filter((row) => row[3] !== '' && !(Number(row[3]) > 0))).toEqual([]);
  }
});

it('says what does not go together, before any work', async () => {
  const folder = shopOf(usualShop());
  for (const words of [
    ['--summary', '--backtest'],
    ['--holdout', '30d'],
    ['--horizon', '90'],
    ['--risk', '50%,20%'],
    ['--discount', '1%'],
    ['--on', 'nothing'],
    ['some-segment'],
  ]) {
    const { code, out } = await predict(folder, ...words);
    expect([words, code, out]).toEqual([words, 2, '']);
  }
  const { code, err } = await predict(folder, '--backtest', '39w');
  expect([code, err]).toEqual([2, expect.stringContaining('`--holdout 39w`')]);
});

const data = process.env['SEGMENT_REFERENCE_DATA'];

it.skipIf(!data).each([
  ['cdnow_sample', '1998-06-30', 0.78, 0.83],
  ['online_retail', '2011-12-09', 0.65, 0.72],
  ['online_retail_2y', '2011-12-09', 0.74, 0.8],
  ['completejourney', '2017-12-31', 0.75, 0.82],
  ['apparel', '2010-12-20', 0.89, 0.91],
])('who comes back to %s: the table of test/README.md', async (name, asOf, alive, orders) => {
  const words = ['--data', join(data!, name), '--on', 'orders', '--as-of', asOf, '--backtest'];
  const { out } = await predict(built.folder({}), ...words);
  const figure = (measure: string): number =>
    Number(rowsOf(out).find((row) => row[0] === measure && row[1] === 'mbg-nbd')![2]);
  expect(figure('auc_alive')).toBeGreaterThan(alive);
  expect(figure('auc_orders')).toBeGreaterThan(orders);
});

it.skipIf(!data)('says that nothing tells customers apart who were invented at random', async () => {
  const words = ['--data', join(data!, 'rfm_r'), '--as-of', '2006-12-31', '--backtest'];
  expect((await predict(built.folder({}), ...words)).err).toContain('no better than chance');
});

describe.skipIf(!data)('the CDNOW sample to 1997-09-30', () => {
  const folder = () => built.folder({});
  const sample = join(data ?? '', 'cdnow_sample');
  const words = ['--data', sample, '--as-of', '1997-09-30', '--model', 'bg-nbd', '--format', 'csv'];

  it('every customer, alive, orders in 273 days and order value as by other tools', async () => {
    const { out } = await predict(folder(), ...words, '--horizon', '273d');
    const file = join(sample, 'expected', 'clv_cdnow_sample_1997-09-30_day.csv.gz');
    const [header, ...expected] = rowsOf(gunzipSync(readFileSync(file)).toString().replaceAll('\r', ''));
    const found = new Map(rowsOf(out).map((row) => [row[0], row]));
    const at = (name: string) => header!.indexOf(name);
    expect(expected).toHaveLength(2357);
    for (const row of expected) {
      const mine = found.get(row[0])!;
      near(Number(mine[1]), Number(row[at('p_alive')]), { relative: 1e-6, absolute: 1e-14 });
      near(Number(mine[2]), Number(row[at('exp_purchases_273d')]), { relative: 1e-6, absolute: 1e-14 });
      near(Number(mine[3]), Number(row[at('exp_spend')]), { relative: 1e-6 });
    }
  });

  it('CLV of 360 days at 1% in 30 days', async () => {
    const { out } = await predict(folder(), ...words, '--horizon', '360d', '--discount', '1%/mo');
    const total = rowsOf(out)
      .slice(1)
      .reduce((sum, row) => sum + Number(row[4]), 0);
    near(total, 70726.720077236, { relative: 1e-6 });
  });

  it('the backtest of 39 weeks: 1,882 orders came, and BG/NBD is worse than chance at who is active', async () => {
    const { out } = await predict(
      folder(),
      ...['--data', sample, '--as-of', '1998-06-30', '--model', 'bg-nbd'],
      ...['--backtest', '--holdout', '273d'],
    );
    expect(out).toContain('orders,actual,1882\n');
    const figure = (measure: string, model: string): number =>
      Number(rowsOf(out).find((row) => row[0] === measure && row[1] === model)![2]);
    near(figure('orders', 'bg-nbd'), 1653.4087, { relative: 1e-6 });
    expect(figure('auc_alive', 'bg-nbd')).toBeLessThan(0.35);
    expect(figure('auc_alive', 'recency')).toBeGreaterThan(0.75);
  });
});
