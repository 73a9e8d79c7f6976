/**
 * Models of repeat buying and of spending: figures printed in papers, notes and the documentation of other
 * implementations, independent integrals (reference.json), and properties that need no other implementation.
 */
import { describe, expect, test } from 'vitest';
import { betaGeometricAhead, betaGeometricLikelihood, chanceAlive } from '../../src/stats/beta-geometric.ts';
import { bgNbd } from '../../src/stats/bg-nbd.ts';
import { buyingModels } from '../../src/stats/buying-models.ts';
import type { Likelihood } from '../../src/stats/fit.ts';
import { gammaGamma, gammaGammaLikelihood } from '../../src/stats/gamma-gamma.ts';
import { mbgCnbd } from '../../src/stats/mbg-cnbd.ts';
import { mbgNbd } from '../../src/stats/mbg-nbd.ts';
import { paretoNbd, paretoNbdLikelihood } from '../../src/stats/pareto-nbd.ts';
import { type History, type HistoryRow, outlookOf, unlessGone } from '../../src/stats/repeat-buying.ts';
import { eulerExpectation } from './euler-expectation.ts';
import { near } from './near.ts';
import reference from './reference.json' with { type: 'json' };

/** The CDNOW sample in weeks: Fader, Hardie and Lee 2005, table 2, with the digits of their data. */
const cdnow = [0.24259452243015703, 4.413602019013505, 0.7929220172256712, 2.4259067768266216];

const expectedOrders = (history: History, horizon: number, parameters: readonly number[] = cdnow) =>
  outlookOf(bgNbd, parameters, history, horizon).mean;

test('a customer with many orders: BTYD walkthrough, customer 1516', () => {
  const history = { repeats: 26, last: 30.857142857, age: 31 };
  near(expectedOrders(history, 52), 25.75659, { relative: 1e-4 });
  near(bgNbd.alive(cdnow, history), 0.9688523, { relative: 1e-5 });
});

test.each([
  [10, 0.3474606],
  [15, 0.04283391],
  [20, 0.004158973],
  [25, 0.0003583685],
])('the more of %d orders stopped early, the less is expected: BTYD walkthrough', (repeats, expected) => {
  near(expectedOrders({ repeats, last: 20, age: 39 }, 52), expected, { relative: 1e-4 });
});

test('conditional expectation: spreadsheet of Hardie', () => {
  near(expectedOrders({ repeats: 2, last: 30.43, age: 38.86 }, 39), 1.226, { relative: 1e-3 });
});

test.each([
  [0.1429, 0.0078],
  [1, 0.0532],
  [3, 0.1506],
  [31.8571, 1.0405],
  [32, 1.0437],
  [78, 1.8576],
])('a new customer in %d weeks: spreadsheet of Hardie', (weeks, expected) => {
  near(outlookOf(bgNbd, cdnow, { repeats: 0, last: 0, age: 0 }, weeks).mean, expected, {
    relative: 0,
    absolute: 5e-4,
  });
});

test('a heavy buyer long gone has a chance near nothing, and not nothing', () => {
  const history = { repeats: 254, last: 38, age: 45 };
  expect(bgNbd.alive(cdnow, history)).toBeGreaterThan(0);
  expect(bgNbd.alive(cdnow, history)).toBeLessThan(1e-12);
  expect(expectedOrders(history, 39)).toBeGreaterThan(0);
});

test('BG/NBD: whoever never came back is active for certain; MBG/NBD: no more than the others', () => {
  const history = { repeats: 0, last: 0, age: 30 };
  expect(bgNbd.alive(cdnow, history)).toBe(1);
  expect(mbgNbd.alive([0.525, 6.183, 0.891, 1.614], history)).toBeLessThan(0.5);
});

describe('the expectation is that of the printed equation, as a series of its own', () => {
  const points = [0, 1, 4, 31, 254].flatMap((repeats) => [1, 13, 400].map((horizon) => [repeats, horizon]));
  test.each(points)('%d repeats, %d ahead', (repeats, horizon) => {
    const history = { repeats: repeats!, last: 20, age: 39 };
    for (const parameters of [cdnow, [1, 9, 1, 2], [0.7, 60, 0.01, 300], [3, 0.4, 2.5, 0.3]]) {
      const found = bgNbd.ahead(parameters, history, horizon!).mean;
      near(found, eulerExpectation(parameters, history, horizon!), { relative: 1e-11 });
    }
  });
});

test('nearly nobody ever stops: what the NBD expects, (r + x) t / (α + T)', () => {
  const [r, alpha] = cdnow as [number, number];
  const expected = ((r + 3) * 20) / (alpha + 10);
  const loyal = [r, alpha, 1e-9, 2.4];
  near(expectedOrders({ repeats: 3, last: 8, age: 10 }, 20, loyal), expected, { relative: 1e-7 });
});

test.each(buyingModels)('$name: the expectation grows from nothing, and none of it passes away', (model) => {
  const parameters = model === mbgCnbd ? [1, ...cdnow] : cdnow;
  const history = { repeats: 4, last: 20, age: 30 };
  const rate = (model.alive(parameters, history) * (cdnow[0]! + 4)) / (cdnow[1]! + 30);
  near(outlookOf(model, parameters, history, 1e-6).mean / 1e-6, rate, { relative: 1e-6 });
  expect(outlookOf(model, parameters, history, 0)).toEqual({ mean: 0, variance: 0, any: 0 });
  const means = [1, 10, 100, 1000].map((horizon) => outlookOf(model, parameters, history, horizon).mean);
  expect(means).toEqual(means.toSorted((a, b) => a - b));
});

test.each(reference.paretoNbd)('Pareto/NBD, r %d, α %d, s %d, β %d, x %d', (...row) => {
  const [parameters, [repeats, last, age, horizon], expected] = partsOf(row, 4);
  const history = { repeats: repeats!, last: last!, age: age! };
  const outlook = outlookOf(paretoNbd, parameters, history, horizon!);
  near(paretoNbdLikelihood([{ ...history, customers: 1 }])(parameters).value, expected[0]!, tight);
  near(paretoNbd.alive(parameters, history), expected[1]!, tight);
  for (const [i, found] of [outlook.mean, outlook.variance, outlook.any].entries()) {
    near(found, expected[i + 2]!, tight);
  }
});

test.each(reference.betaGeometric)('k %d, %d chances at first, r %d, α %d, a %d, b %d, x %d', (...row) => {
  const [[stages, first, ...parameters], [repeats, last, age, horizon], expected] = partsOf(row, 6);
  const shape = { stages: stages!, chancesAtFirst: first as 0 | 1 };
  const history = { repeats: repeats!, last: last!, age: age! };
  const alive = chanceAlive(parameters, history, shape);
  const outlook = unlessGone(alive, betaGeometricAhead(parameters, history, shape, horizon!));
  // The likelihood of the gaps themselves is a constant of the data: none here.
  const gaps = repeats! * Math.log(stages === 3 ? 2 : 1);
  const value = betaGeometricLikelihood([{ ...history, customers: 1 }], shape)(parameters).value;
  near(value + gaps, expected[0]!, tight);
  near(alive, expected[1]!, tight);
  for (const [i, found] of [outlook.mean, outlook.variance, outlook.any].entries()) {
    near(found, expected[i + 2]!, tight);
  }
});

const tight = { relative: 1e-9 };

function partsOf(row: readonly number[], parameters: number) {
  return [
    row.slice(0, parameters),
    row.slice(parameters, parameters + 4),
    row.slice(parameters + 4),
  ] as const;
}

test('MBG/CNBD-k with k = 1 is MBG/NBD', () => {
  const history = { repeats: 3, last: 12, age: 30 };
  near(mbgCnbd.alive([1, ...cdnow], history), mbgNbd.alive(cdnow, history), { relative: 1e-15 });
});

test('MBG/CNBD-k finds the regularity that gaps have', () => {
  // Every 10 days give or take a little, everybody: gaps with the spread of a sum of many stages.
  let logGaps = 0;
  const regular = Array.from({ length: 200 }, (_, i) => {
    const gaps = Array.from({ length: 2 + (i % 5) }, (_, j) => 9 + ((i * 7 + j * 3) % 3));
    const last = gaps.reduce((sum, gap) => sum + gap, 0);
    logGaps += gaps.reduce((sum, gap) => sum + Math.log(gap), 0);
    return { repeats: gaps.length, last, age: last + (i % 4 === 0 ? 40 : 6), customers: 1 };
  });
  expect(mbgCnbd.fit(regular, logGaps)!.parameters[0]).toBeGreaterThan(5);
});

test.each([
  [2, 22.35, 24.65],
  [1, 11.77, 18.91],
  [0, 0, 35.17],
  [7, 73.74, 71.46],
  [2, 25.55, 27.28],
])('the value to expect after %d transactions of %d: note 025', (repeats, mean, expected) => {
  const found = gammaGamma.expectedValue([6.24957, 3.74422, 15.44352], { repeats, mean })!;
  near(found, expected, { relative: 0, absolute: 0.01 });
});

test('without repeats and with q at most 1 there is no expected value', () => {
  expect(gammaGamma.expectedValue([1, 1, 10], { repeats: 0, mean: 0 })).toBeUndefined();
});

const histories: readonly HistoryRow[] = [
  { repeats: 0, last: 0, age: 38, customers: 700 },
  { repeats: 0, last: 0, age: 20, customers: 500 },
  { repeats: 1, last: 12, age: 38, customers: 200 },
  { repeats: 1, last: 18, age: 20, customers: 90 },
  { repeats: 2, last: 25, age: 30, customers: 80 },
  { repeats: 4, last: 30, age: 36, customers: 60 },
  { repeats: 9, last: 15, age: 38, customers: 10 },
  { repeats: 14, last: 37, age: 38, customers: 6 },
];

const spendings = [
  { repeats: 1, mean: 12, customers: 40 },
  { repeats: 2, mean: 35.5, customers: 30 },
  { repeats: 2, mean: 20, customers: 12 },
  { repeats: 5, mean: 28, customers: 9 },
  { repeats: 9, mean: 61.25, customers: 3 },
  { repeats: 1, mean: 140, customers: 5 },
];

const regular = { stages: 3, chancesAtFirst: 1 } as const;

test.each([
  ['BG/NBD', betaGeometricLikelihood(histories, { stages: 1, chancesAtFirst: 0 }), [0.3, 5, 0.7, 2.1]],
  ['MBG/NBD', betaGeometricLikelihood(histories, { stages: 1, chancesAtFirst: 1 }), [0.3, 5, 0.7, 2.1]],
  ['MBG/CNBD-k', betaGeometricLikelihood(histories, regular), [0.3, 5, 0.7, 2.1]],
  ['Pareto/NBD', paretoNbdLikelihood(histories), [0.3, 5, 0.7, 21]],
  ['Gamma-Gamma', gammaGammaLikelihood(spendings), [5, 3, 17]],
] as readonly [string, Likelihood, number[]][])(
  '%s: the gradient is that of the value',
  (_, likelihood, at) => {
    for (const [i, slope] of likelihood(at).gradient.entries()) {
      const step = 1e-5 * at[i]!;
      const [up, down] = [step, -step].map(
        (by) => likelihood(at.map((x, j) => (i === j ? x + by : x))).value,
      );
      near(slope, (up! - down!) / (2 * step), { relative: 1e-6, absolute: 1e-4 });
    }
  },
);

const logGaps = 1800;

test.each(buyingModels)('$name: the unit of time changes nothing but what is in it', (model) => {
  const inDays = ({ repeats, last, age, customers }: HistoryRow): HistoryRow => ({
    repeats,
    last: last * 7,
    age: age * 7,
    customers,
  });
  const gaps = histories.reduce((sum, { repeats, customers }) => sum + repeats * customers, 0);
  const weeks = model.fit(histories, logGaps)!;
  const days = model.fit(histories.map(inDays), logGaps + gaps * Math.log(7))!;
  for (const row of histories) {
    const outlook = outlookOf(model, weeks.parameters, row, 10);
    near(outlookOf(model, days.parameters, inDays(row), 70).mean, outlook.mean, { relative: 1e-4 });
  }
});

test('equal rows may be one; with many rows, a first look at some of them changes nothing', () => {
  const many = histories.map((row) => ({ ...row, customers: row.customers * 30 }));
  const each = many.flatMap((row) => Array.from({ length: row.customers }, () => ({ ...row, customers: 1 })));
  const [together, apart] = [bgNbd.fit(many, 0)!, bgNbd.fit(each, 0)!];
  near(apart.logLikelihood, together.logLikelihood, { relative: 1e-11 });
  near(apart.parameters[2]!, together.parameters[2]!, { relative: 1e-5 });
});

test.each(buyingModels)('$name: nothing to learn from', (model) => {
  expect(model.fit([], 0)).toBeUndefined();
  expect(model.fit([{ repeats: 0, last: 0, age: 30, customers: 10 }], 0)).toBeUndefined();
  expect(model.fit([{ repeats: 0, last: 0, age: 0, customers: 10 }], 0)).toBeUndefined();
});

test('no spending to learn from', () => {
  expect(gammaGamma.fit([{ repeats: 0, mean: 0, customers: 10 }])).toBeUndefined();
  expect(gammaGamma.fit([{ repeats: 2, mean: 5, customers: 10 }])).toBeUndefined();
});

test.each(buyingModels)('$name: nobody ever stops: the likelihood is flat, and says so', (model) => {
  const loyal = [10, 20, 30].flatMap((age) =>
    [1, 2, 3, 5].map((repeats) => ({ repeats, last: age, age, customers: 25 })),
  );
  expect(model.fit(loyal, 0)!.doubt).toBe('flat');
});
