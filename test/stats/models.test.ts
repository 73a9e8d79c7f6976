/**
 * BG/NBD and Gamma-Gamma: figures printed in the paper, the notes and the documentation of other
 * implementations, and properties that need no other implementation.
 */
import { describe, expect, test } from 'vitest';
import {
  type BgNbd,
  bgNbdLikelihood,
  expectedOrders,
  expectedOrdersOfNew,
  fitBgNbd,
  type HistoryRow,
  probabilityAlive,
} from '../../src/stats/bg-nbd.ts';
import type { Likelihood } from '../../src/stats/fit.ts';
import { expectedValue, fitGammaGamma, gammaGammaLikelihood } from '../../src/stats/gamma-gamma.ts';
import { near } from './near.ts';

/** The CDNOW sample in weeks: Fader, Hardie and Lee 2005, table 2, with the digits of their data. */
const cdnow: BgNbd = {
  r: 0.24259452243015703,
  alpha: 4.413602019013505,
  a: 0.7929220172256712,
  b: 2.4259067768266216,
};

test('a customer with many orders: BTYD walkthrough, customer 1516', () => {
  const history = { repeats: 26, last: 30.857142857, age: 31 };
  near(expectedOrders(cdnow, history, 52), 25.75659, { relative: 1e-4 });
  near(probabilityAlive(cdnow, history), 0.9688523, { relative: 1e-5 });
});

test.each([
  [10, 0.3474606],
  [15, 0.04283391],
  [20, 0.004158973],
  [25, 0.0003583685],
])('the more of %d orders stopped early, the less is expected: BTYD walkthrough', (repeats, expected) => {
  near(expectedOrders(cdnow, { repeats, last: 20, age: 39 }, 52), expected, { relative: 1e-4 });
});

test('conditional expectation: spreadsheet of Hardie', () => {
  near(expectedOrders(cdnow, { repeats: 2, last: 30.43, age: 38.86 }, 39), 1.226, { relative: 1e-3 });
});

test.each([
  [0.1429, 0.0078],
  [1, 0.0532],
  [3, 0.1506],
  [31.8571, 1.0405],
  [32, 1.0437],
  [78, 1.8576],
])('a new customer in %d weeks: spreadsheet of Hardie', (weeks, expected) => {
  near(expectedOrdersOfNew(cdnow, weeks), expected, { relative: 0, absolute: 5e-4 });
});

test('a heavy buyer long gone has a chance near nothing, and not nothing', () => {
  const chance = probabilityAlive(cdnow, { repeats: 254, last: 38, age: 45 });
  expect(chance).toBeGreaterThan(0);
  expect(chance).toBeLessThan(1e-12);
  expect(expectedOrders(cdnow, { repeats: 254, last: 38, age: 45 }, 39)).toBeGreaterThan(0);
});

describe('where the printed equation divides by zero, its neighbours meet', () => {
  const history = { repeats: 0, last: 0, age: 10 };
  const at = (change: Partial<BgNbd>) => expectedOrders({ ...cdnow, ...change }, history, 20);

  test('a = 1', () => {
    near(at({ a: 1 }), (at({ a: 1 - 1e-6 }) + at({ a: 1 + 1e-6 })) / 2, { relative: 1e-10 });
  });

  test('a + b = 1 for those who never came back', () => {
    const [below, above] = [at({ a: 0.4, b: 0.6 - 1e-6 }), at({ a: 0.4, b: 0.6 + 1e-6 })];
    near(at({ a: 0.4, b: 0.6 }), (below + above) / 2, { relative: 1e-10 });
  });

  test('nearly nobody ever stops: what the NBD expects, (r + x) t / (α + T)', () => {
    const loyal = { ...cdnow, a: 1e-9 };
    const expected = ((loyal.r + 3) * 20) / (loyal.alpha + 10);
    near(expectedOrders(loyal, { repeats: 3, last: 8, age: 10 }, 20), expected, { relative: 1e-7 });
  });
});

test('the expectation grows from nothing at the rate of the model', () => {
  const history = { repeats: 4, last: 20, age: 30 };
  const rate = (probabilityAlive(cdnow, history) * (cdnow.r + 4)) / (cdnow.alpha + 30);
  near(expectedOrders(cdnow, history, 1e-6) / 1e-6, rate, { relative: 1e-6 });
  expect(expectedOrders(cdnow, history, 0)).toBe(0);
});

test.each([
  [2, 22.35, 24.65],
  [1, 11.77, 18.91],
  [0, 0, 35.17],
  [7, 73.74, 71.46],
  [2, 25.55, 27.28],
])('the value to expect after %d transactions of %d: note 025', (repeats, mean, expected) => {
  const model = { p: 6.24957, q: 3.74422, v: 15.44352 };
  near(expectedValue(model, { repeats, mean })!, expected, { relative: 0, absolute: 0.01 });
});

test('without repeats and with q at most 1 there is no expected value', () => {
  expect(expectedValue({ p: 1, q: 1, v: 10 }, { repeats: 0, mean: 0 })).toBeUndefined();
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

test.each([
  ['BG/NBD', bgNbdLikelihood(histories), [0.3, 5, 0.7, 2.1]],
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

test('the unit of time changes α alone, and equal rows may be one', () => {
  const weeks = fitBgNbd(histories)!;
  const days = fitBgNbd(histories.map((row) => ({ ...row, last: row.last * 7, age: row.age * 7 })))!;
  near(days.parameters.alpha, weeks.parameters.alpha * 7, { relative: 1e-5 });
  near(days.parameters.a, weeks.parameters.a, { relative: 1e-5 });
});

test('equal rows may be one; with many rows, a first look at some of them changes nothing', () => {
  const many = histories.map((row) => ({ ...row, customers: row.customers * 30 }));
  const each = many.flatMap((row) => Array.from({ length: row.customers }, () => ({ ...row, customers: 1 })));
  const [together, apart] = [fitBgNbd(many)!, fitBgNbd(each)!];
  near(apart.logLikelihood, together.logLikelihood, { relative: 1e-11 });
  near(apart.parameters.a, together.parameters.a, { relative: 1e-5 });
});

test('nothing to learn from', () => {
  expect(fitBgNbd([])).toBeUndefined();
  expect(fitBgNbd([{ repeats: 0, last: 0, age: 30, customers: 10 }])).toBeUndefined();
  expect(fitGammaGamma([{ repeats: 0, mean: 0, customers: 10 }])).toBeUndefined();
  expect(fitGammaGamma([{ repeats: 2, mean: 5, customers: 10 }])).toBeUndefined();
});

test('nobody ever stops: the likelihood is flat, and says so', () => {
  const regular = [10, 20, 30].flatMap((age) =>
    [1, 2, 3, 5].map((repeats) => ({ repeats, last: age, age, customers: 25 })),
  );
  expect(fitBgNbd(regular)!.doubt).toBe('flat');
});
