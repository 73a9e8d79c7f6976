/**
 * Comparisons of arms against SciPy 1.17.1 (reference.json, and the figures below) and the published effects of
 * the e-mail experiment of Hillstrom (MineThatData, 64,000 customers), from its counts and moments.
 */
import { expect, test } from 'vitest';
import { holm } from '../../src/stats/holm.ts';
import { relativeLift } from '../../src/stats/relative-lift.ts';
import { sampleRatio } from '../../src/stats/sample-ratio.ts';
import { sampleSizeForMeans, sampleSizeForProportions } from '../../src/stats/sample-size.ts';
import { twoProportions } from '../../src/stats/two-proportions.ts';
import { welch } from '../../src/stats/welch.ts';
import { near } from './near.ts';
import reference from './reference.json' with { type: 'json' };

const [mens, womens, control] = [21307, 21387, 21306];

test.each([
  [
    'mens visit',
    mens,
    3894,
    2262,
    [0.07658956365153125, 0.06995350121810838, 0.08322562608495411],
    22.48604082719282,
    5.685165482802317e-112,
  ],
  [
    'womens visit',
    womens,
    3238,
    2262,
    [0.045233106587052985, 0.03889382581264261, 0.05157238736146336],
    13.949180655258505,
    3.1824031593349214e-44,
  ],
  [
    'mens conversion',
    mens,
    267,
    122,
    [0.006805006519615695, 0.005000171380452313, 0.008609841658779076],
    7.385114410925771,
    1.5232235005955427e-13,
  ],
  [
    'womens conversion',
    womens,
    189,
    122,
    [0.003111057511085258, 0.0014986778214022348, 0.004723437200768281],
    3.77956095835785,
    0.00015710512910668448,
  ],
] as const)('e-mail experiment, %s', (_, n, successes, controlSuccesses, [difference, low, high], z, p) => {
  const found = twoProportions({ n, successes }, { n: control, successes: controlSuccesses })!;
  near(found.difference, difference, { relative: 1e-12 });
  near(found.low, low, { relative: 1e-12 });
  near(found.high, high, { relative: 1e-12 });
  near(found.statistic!, z, { relative: 1e-12 });
  near(found.p!, p, { relative: 1e-11 });
});

test.each([
  [
    'mens',
    mens,
    1.422616511005773,
    315.21179886555484,
    [0.7698271558945368, 0.4851397325684076, 1.0545145792206658],
    5.300140358411669,
    1.163814968225482e-7,
    36671.15797736051,
  ],
  [
    'womens',
    womens,
    1.0772015710478329,
    228.4966748346595,
    [0.4244122159365967, 0.16895678988377877, 0.6798676419894147],
    3.256371576025392,
    0.0011293971023632495,
    40064.88440653067,
  ],
] as const)('e-mail experiment, %s spend', (_, n, mean, variance, [difference, low, high], t, p, df) => {
  const found = welch(
    { n, mean, variance },
    { n: control, mean: 0.6527893551112361, variance: 134.28637185302165 },
  )!;
  near(found.difference, difference, { relative: 1e-12 });
  near(found.low, low, { relative: 1e-11 });
  near(found.high, high, { relative: 1e-11 });
  near(found.statistic!, t, { relative: 1e-12 });
  near(found.p!, p, { relative: 1e-10 });
  near(found.df!, df, { relative: 1e-12 });
});

test('welch on small samples', () => {
  const { treatment, control, ...expected } = reference.welch;
  const found = welch(treatment, control)!;
  for (const key of ['statistic', 'p', 'df', 'low', 'high'] as const) {
    near(found[key]!, expected[key], { relative: 1e-11 });
  }
});

test('nothing to compare, and nothing that varies', () => {
  expect(twoProportions({ n: 0, successes: 0 }, { n: 5, successes: 1 })).toBeUndefined();
  expect(welch({ n: 1, mean: 3, variance: 0 }, { n: 5, mean: 1, variance: 1 })).toBeUndefined();
  expect(twoProportions({ n: 5, successes: 0 }, { n: 9, successes: 0 })).toMatchObject({
    difference: 0,
    low: 0,
    statistic: undefined,
    p: undefined,
  });
  expect(welch({ n: 5, mean: 3, variance: 0 }, { n: 5, mean: 1, variance: 0 })).toMatchObject({
    difference: 2,
    high: 2,
    statistic: undefined,
    df: undefined,
  });
});

test('relative lift: ratio of means, interval on the logarithm', () => {
  const found = relativeLift({ mean: 0.125, se: 0.01 }, { mean: 0.1, se: 0.008 })!;
  near(found.relative, 0.25, { relative: 1e-14 });
  // ln 1.25 ± 1.959964 × √(0.08² + 0.08²)
  near(found.low, 0.00139991839046, { relative: 1e-9 });
  near(found.high, 0.5603156853771, { relative: 1e-12 });
  expect(relativeLift({ mean: 0.1, se: 0.01 }, { mean: 0, se: 0 })).toBeUndefined();
  expect(relativeLift({ mean: -1, se: 0.1 }, { mean: 2, se: 0.1 })).toBeUndefined();
});

test('sample ratio: chi-square against the plan', () => {
  const { arms, statistic, p } = reference.sampleRatio;
  const found = sampleRatio(arms.map((customers) => ({ customers, share: 1 })))!;
  near(found.statistic, statistic, { relative: 1e-12 });
  near(found.p, p, { relative: 1e-12 });
  const even = [
    { customers: 900, share: 0.9 },
    { customers: 100, share: 0.1 },
  ];
  expect(sampleRatio(even)).toEqual({ statistic: 0, df: 1, p: 1 });
  expect(sampleRatio(even.slice(1))).toBeUndefined();
});

test('sample size: as power.prop.test of R, and by hand', () => {
  // R: power.prop.test(p1 = .5, p2 = .75, power = .9) gives 76.7; (p1 = .1, p2 = .12) gives 3840.85.
  expect(sampleSizeForProportions(0.5, 0.25, { power: 0.9 })).toBe(77);
  expect(sampleSizeForProportions(0.1, 0.02)).toBe(3841);
  expect(sampleSizeForProportions(0.1, 0)).toBeUndefined();
  expect(sampleSizeForProportions(0.95, 0.1)).toBeUndefined();
  // 2 (1.959964 + 0.841621)² × (10 / 2)² = 392.4
  expect(sampleSizeForMeans(10, 2)).toBe(393);
  expect(sampleSizeForMeans(10, -2)).toBe(393);
  expect(sampleSizeForMeans(0, 2)).toBeUndefined();
});

test('holm: raised by how many are left, never below a smaller one (R: p.adjust)', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.6, 0.9])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
