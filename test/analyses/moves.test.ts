/** Moves between RFM segments by one set of cut points, against plain scores over the rows of the orders. */
import { describe, expect, it } from 'vitest';
import { type MovesAnswer, measureMoves } from '../../src/analyses/moves.ts';
import { type CutChoice, cutChoices } from '../../src/analyses/moves-cuts.ts';
import { type RfmMethod, rfmMethods } from '../../src/language/models/rfm.ts';
import { resolveAsOf } from '../../src/model/calendar.ts';
import { scoreNtile } from '../features/score.ts';
import { randomFrom } from '../oracle/random.ts';
import { withShop } from '../workspace/project.ts';
import { type Order, shopOf } from './rfm-shop.ts';

const days = { from: 90, to: 0 };
const dates = { from: '2026-04-01', to: '2026-06-30' };
const levels = 5;

function moves(
  files: Readonly<Record<string, string>>,
  field: string,
  cuts?: CutChoice,
): Promise<MovesAnswer> {
  return new Promise((resolve, reject) => {
    const asOf = (date: string) => resolveAsOf(date, 'UTC')!;
    withShop(
      files,
      async ({ workspace }) => {
        const question = { field, from: asOf(dates.from), to: asOf(dates.to), cuts };
        resolve(await measureMoves(workspace, question));
      },
      { asOf: dates.to, files: [] },
    ).catch(reject);
  });
}

/** What the orders come to some days before the end, higher being better: days negated, money in cents. */
interface Measured {
  readonly customer: string;
  readonly r: number;
  readonly f: number;
  readonly m: number;
}

function measured(orders: readonly Order[], ago: number): readonly Measured[] {
  const known = orders.filter(([, daysAgo]) => daysAgo >= ago);
  return [...new Set(known.map(([customer]) => customer))].toSorted().map((customer) => {
    const own = known.filter((order) => order[0] === customer);
    return {
      customer,
      r: -Math.min(...own.map(([, daysAgo]) => daysAgo - ago)),
      f: own.length,
      m: own.reduce((sum, [, , total]) => sum + Math.round(Number(total) * 100), 0),
    };
  });
}

type Score = (value: number) => number;

/** How one axis of a method scores any value, given the values of those who are the yardstick. */
function scorer(method: RfmMethod, axis: 'r' | 'f' | 'm', people: readonly Measured[]): Score {
  const values = people.map((one) => one[axis]);
  const n = values.length;
  const one = axis === 'm' ? 100 : 1;
  switch (method) {
    case 'quantile':
      return (value) => {
        const worse = values.filter((other) => other < value).length;
        return 1 + Math.min(levels - 1, Math.floor((worse * levels) / n));
      };
    case 'edges':
      return (value) => 1 + quantiles(values).filter((cut) => value * levels > cut).length;
    case 'r-rfm': {
      if (axis !== 'r') {
        return (value) => 1 + quantiles(values).filter((cut) => (value - one) * levels >= cut).length;
      }
      const cuts = quantiles(values.map((value) => -value));
      return (value) => levels - cuts.filter((cut) => (-value - 1) * levels >= cut).length;
    }
    case 'ntile': {
      const keys = people.map(({ customer }) => customer);
      const groups = scoreNtile(values, keys, levels);
      const begins = Array.from({ length: levels - 1 }, (_, group) =>
        Math.min(...values.filter((_value, index) => groups[index] === group + 2)),
      );
      return (value) => 1 + begins.filter((begin) => value >= begin).length;
    }
    case 'fixed': {
      const cuts = { r: [-200, -120, -60, -20], f: [2, 3, 5, 7], m: [3000, 6000, 9000, 12000] };
      return (value) => 1 + cuts[axis].filter((cut) => value >= cut).length;
    }
  }
}

/** The type-7 quantiles that make five parts, in fifths, so that they are whole numbers. */
function quantiles(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return [1, 2, 3, 4].map((step) => {
    const way = (sorted.length - 1) * step;
    const at = Math.floor(way / levels);
    return sorted[at]! * levels + ((sorted[at + 1] ?? sorted[at]!) - sorted[at]!) * (way % levels);
  });
}

/** The usual preset: rows are R from 5 down, columns FM from 1 up. */
const grid = [
  ['new', 'potential-loyalist', 'potential-loyalist', 'champions', 'champions'],
  ['promising', 'potential-loyalist', 'potential-loyalist', 'loyal', 'loyal'],
  ['about-to-sleep', 'about-to-sleep', 'need-attention', 'loyal', 'loyal'],
  ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cant-lose'],
  ['lost', 'lost', 'at-risk', 'at-risk', 'cant-lose'],
];

function segmentsOf(people: readonly Measured[], yardstick: readonly Measured[], method: RfmMethod) {
  const score = {
    r: scorer(method, 'r', yardstick),
    f: scorer(method, 'f', yardstick),
    m: scorer(method, 'm', yardstick),
  };
  return new Map(
    people.map(({ customer, r, f, m }) => {
      const fm = Math.floor((score.f(f) + score.m(m) + 1) / 2);
      return [customer, grid[levels - score.r(r)]![fm - 1]!] as const;
    }),
  );
}

function expectedMoves(
  customers: readonly string[],
  orders: readonly Order[],
  method: RfmMethod,
  cuts: CutChoice,
) {
  const [first, second] = [measured(orders, days.from), measured(orders, days.to)];
  const was = segmentsOf(first, cuts === 'second' ? second : first, method);
  const now = segmentsOf(second, cuts === 'first' ? first : second, method);
  const counts = new Map<string, number>();
  for (const customer of customers) {
    const move = `${was.get(customer) ?? 'prospects'} → ${now.get(customer) ?? 'prospects'}`;
    counts.set(move, (counts.get(move) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

function counted({ moves: found }: MovesAnswer) {
  return Object.fromEntries(found.map(({ from, to, customers }) => [`${from} → ${to}`, customers]));
}

/** Few values, so that many are equal and stand on the cuts; some customers without any order. */
function randomShop(seed: number) {
  const random = randomFrom(seed);
  const customers = Array.from({ length: 47 }, (_, index) => `c${String(index).padStart(2, '0')}`);
  const orders = customers.slice(4).flatMap((customer): readonly Order[] =>
    Array.from({ length: random.int(1, 8) }, () => {
      const total = (random.int(0, 24) * 125) / 100;
      return [customer, random.int(0, 28) * 10, total.toFixed(2)] as const;
    }),
  );
  return { customers, orders };
}

describe.each(rfmMethods.map((method) => [method] as const))('cut points of %s', (method) => {
  const more =
    method === 'fixed'
      ? 'rfm: { method: fixed, cuts: { r: [20, 60, 120, 200], f: [2, 3, 5, 7], m: [30, 60, 90, 120] } }\n'
      : `rfm: { method: ${method} }\n`;
  // Each date by its own ties of keys is what `rfm` gives, and no matter of cut points.
  const choices = cutChoices.filter((choice) => method !== 'ntile' || choice !== 'each');

  it.each(choices)('of the %s date', async (cuts) => {
    for (const seed of [1, 2, 3]) {
      const { customers, orders } = randomShop(seed);
      const found = await moves(shopOf(customers, orders, more), 'rfm.segment', cuts);
      expect(counted(found)).toEqual(expectedMoves(customers, orders, method, cuts));
    }
  });
});

describe('moves without `--cuts`', () => {
  /** Ann bought twice long ago, and so did nine others once; they go on, and she does not. */
  const others = [...'bcdefghij'];
  const orders: readonly Order[] = [
    ['ann', 200, '20.00'],
    ['ann', 190, '20.00'],
    ...others.flatMap((customer): readonly Order[] => [
      [customer, 180, '10.00'],
      ...[30, 20, 10].map((ago) => [customer, ago, '10.00'] as const),
    ]),
  ];
  const more = 'traits: { buys: { orders: { count: true } } }\n';
  const shop = {
    ...shopOf(['ann', ...others], orders, more),
    'segments/often.yaml': 'name: often\nwhere: { rfm.f: { gte: 5 } }\n',
    'segments/rank.yaml':
      'name: rank\nstages:\n  - { stage: often, where: { segment: often } }\n  - { stage: seldom }\n',
    'segments/count.yaml':
      'name: count\nstages:\n  - { stage: many, where: { buys: { gte: 3 } } }\n  - { stage: few }\n',
  };

  it('leaves whoever did nothing where they were, through stages and segments too', async () => {
    const usual = await moves(shop, 'rank.stage');
    expect(counted(usual)).toEqual({ 'often → often': 1, 'seldom → often': 9 });
    expect(usual.cuts?.of.date).toBe(dates.from);
    const each = await moves(shop, 'rank.stage', 'each');
    expect(counted(each)).toEqual({ 'often → seldom': 1, 'seldom → seldom': 9 });
    expect(each.cuts).toBeUndefined();
  });

  it('cuts nothing where nothing is scored', async () => {
    const found = await moves(shop, 'count.stage');
    expect(counted(found)).toEqual({ 'few → many': 9, 'few → few': 1 });
    expect(found.cuts).toBeUndefined();
    await expect(moves(shop, 'count.stage', 'first')).rejects.toMatchObject({
      diagnostics: [{ message: '`--cuts` is about RFM scores, and `count.stage` is not made of any' }],
    });
  });

  it('refuses a date on which nobody is scored', async () => {
    const late = shopOf(['ann'], [['ann', 5, '1.00']]);
    await expect(moves(late, 'rfm.segment')).rejects.toMatchObject({
      exitCode: 2,
      diagnostics: [{ message: 'nobody is scored by `rfm` as of 2026-04-01, so that it has no cut points' }],
    });
    expect(counted(await moves(late, 'rfm.segment', 'second'))).toEqual({ 'prospects → lost': 1 });
  });
});

describe('values that are not plain decimals', () => {
  const shopWith = (rfm: string, type = '') => {
    const { customers, orders } = randomShop(7);
    const files = shopOf(customers, orders, `rfm: ${rfm}\n`);
    const config = files['segment.config.yaml']!.replace('value: total }', `value: total${type} }`);
    return { customers, orders, files: { ...files, 'segment.config.yaml': config } };
  };

  it('cuts floating numbers as it cuts decimals', async () => {
    const { customers, orders, files } = shopWith('{ method: edges }', ', columns: { total: float }');
    const found = await moves(files, 'rfm.segment');
    expect(counted(found)).toEqual(expectedMoves(customers, orders, 'edges', 'first'));
  });

  it('puts those of the first date where `rfm` puts them, averages too', async () => {
    const { files } = shopWith('{ monetary: average }');
    const starts = ({ moves: found }: MovesAnswer) => {
      const sizes = new Map<string | null, number>();
      for (const { from, customers } of found) sizes.set(from, (sizes.get(from) ?? 0) + customers);
      return sizes;
    };
    const [first, each] = [await moves(files, 'rfm.segment'), await moves(files, 'rfm.segment', 'each')];
    expect(starts(first)).toEqual(starts(each));
    expect(counted(first)).not.toEqual(counted(each));
  });
});
