/** Special functions and distributions against mpmath at 60 digits: reference.json. */
import { describe, expect, test } from 'vitest';
import { chiSquareSurvival } from '../../src/stats/chi-square.ts';
import { digamma, digammaRise, logBeta, logGamma, logGammaRatio } from '../../src/stats/gamma.ts';
import { incompleteBeta, incompleteGamma } from '../../src/stats/incomplete.ts';
import { normalCdf, normalQuantile, normalSurvival } from '../../src/stats/normal.ts';
import { quantile } from '../../src/stats/quantile.ts';
import { studentCdf, studentQuantile, studentSurvival } from '../../src/stats/student.ts';
import { near } from './near.ts';
import reference from './reference.json' with { type: 'json' };

const rows = (table: readonly (readonly number[])[]) =>
  table as readonly [number, number, number, number, number][];

test.each(rows(reference.logGamma))('logGamma(%d)', (x, expected) => {
  near(logGamma(x), expected, { relative: 1e-14, absolute: 1e-14 });
});

test.each(rows(reference.digamma))('digamma(%d)', (x, expected) => {
  near(digamma(x), expected, { relative: 1e-14, absolute: 1e-14 });
});

test.each([0.3, 7, 5e5])('differences of logGamma and digamma from %d on', (x) => {
  near(logGammaRatio(x, 3), -Math.log(x * (x + 1) * (x + 2)), { relative: 1e-14, absolute: 1e-14 });
  near(digammaRise(x, 3), 1 / x + 1 / (x + 1) + 1 / (x + 2), { relative: 1e-15 });
  near(digammaRise(x, 1001), digammaRise(x, 1000) + 1 / (x + 1000), { relative: 1e-11 });
});

test.each(rows(reference.logBeta))('logBeta(%d, %d)', (a, b, expected) => {
  near(logBeta(a, b), expected, { relative: 1e-14, absolute: 1e-13 });
});

test.each(rows(reference.incompleteGamma))('incompleteGamma(%d, %d)', (a, x, lower, upper) => {
  const parts = incompleteGamma(a, x);
  near(parts.lower, lower, { relative: 5e-13 });
  near(parts.upper, upper, { relative: 5e-13 });
});

test.each(rows(reference.incompleteBeta))('incompleteBeta(%d, %d, %d)', (a, b, x, lower, upper) => {
  const parts = incompleteBeta(a, b, x);
  near(parts.lower, lower, { relative: 5e-13 });
  near(parts.upper, upper, { relative: 5e-13 });
});

test.each(rows(reference.normal))('normal at %d, both tails', (z, below, above) => {
  near(normalCdf(z), below, { relative: 5e-13 });
  near(normalSurvival(z), above, { relative: 5e-13 });
});

test.each(rows(reference.student))('t at %d with %d degrees, both tails', (t, df, below, above) => {
  near(studentCdf(t, df), below, { relative: 1e-12 });
  near(studentSurvival(t, df), above, { relative: 1e-12 });
});

test.each(rows(reference.chiSquare))(
  'chi-square at %d with %d degrees, the upper tail',
  (x, df, _below, above) => {
    near(chiSquareSurvival(x, df), above, { relative: 5e-13 });
  },
);

describe('quantiles undo the distribution', () => {
  const shares = [1e-300, 1e-20, 1e-4, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9999];
  test.each(shares)('%d', (p) => {
    near(normalCdf(normalQuantile(p)), p, { relative: 1e-12 });
    near(studentCdf(studentQuantile(p, 7.5), 7.5), p, { relative: 1e-12 });
  });

  test('known ones', () => {
    near(normalQuantile(0.975), 1.959963984540054, { relative: 1e-14 });
    near(studentQuantile(0.975, 10), 2.228138851986274, { relative: 1e-13 });
  });

  test('at the ends, and outside', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(studentQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
    expect([normalQuantile(1.5), studentQuantile(-1, 3)]).toEqual([Number.NaN, Number.NaN]);
  });
});

test('quantile is type 7, as NumPy', () => {
  const { values, expected } = reference.quantile;
  for (const [p, value] of expected) near(quantile(values, p!), value!, { relative: 1e-14, absolute: 1e-14 });
  expect(quantile([], 0.5)).toBeNaN();
  expect(quantile([4], 0.9)).toBe(4);
});
