import { expect, test } from 'vitest';
import { fitLogistic, logisticChance } from '../../src/stats/logistic.ts';
import { seededNumbers } from '../../src/stats/seeded-numbers.ts';
import { near } from './near.ts';

const rows = [
  [1, 0.2, 0, 3],
  [2.5, -1, 0, 2],
  [4, 0.7, 1, 2],
  [3, Number.NaN, 1, 1],
  [5.5, 1.4, 1, 4],
  [2, 0.1, 1, 1],
  [0.5, -0.4, 0, 5],
  [6, -2, 0, 1],
].map(([a, b, outcome, customers]) => ({ values: [a!, b!], outcome: outcome!, customers: customers! }));

test('weights on standardised columns with a ridge of 1: SciPy 1.17.1 on the same function', () => {
  const found = fitLogistic(rows)!;
  expect(found.converged).toBe(true);
  near(found.intercept, -0.22766717, { relative: 1e-7 });
  near(found.weights[0]!, 1.17517648, { relative: 1e-7 });
  near(found.weights[1]!, 1.36609766, { relative: 1e-7 });
  near(found.deviations[1]!, 0.9306343250243783, { relative: 1e-13 });
});

test('at the mean of every column, and where values are missing, the chance is that of the intercept', () => {
  const found = fitLogistic(rows)!;
  const usual = 1 / (1 + Math.exp(-found.intercept));
  near(logisticChance(found, found.means), usual, { relative: 1e-14 });
  near(logisticChance(found, [Number.NaN, Number.NaN]), usual, { relative: 1e-14 });
});

test('a column that tells outcomes apart for certain stays within the ridge', () => {
  const apart = [0, 1, 2, 3].map((x) => ({ values: [x], outcome: x > 1 ? 1 : 0, customers: 50 }));
  const found = fitLogistic(apart)!;
  expect(found.converged).toBe(true);
  expect(found.weights[0]).toBeGreaterThan(2);
  expect(found.weights[0]).toBeLessThan(20);
});

test('a column in which all are alike, or nobody has a value, weighs nothing', () => {
  const found = fitLogistic(rows.map((row) => ({ ...row, values: [...row.values, 7, Number.NaN] })))!;
  expect(found.weights.slice(2)).toEqual([0, 0]);
  near(found.weights[0]!, 1.17517648, { relative: 1e-7 });
});

test('a million customers: every step is a whole one, also where a sum of so many rounds a rise away', () => {
  // Near the top steps rise by less than a sum of a million logarithms has digits for (seed 43 does).
  for (let seed = 1; seed <= 60; seed++) {
    const next = seededNumbers(seed);
    let looks = -1;
    const many = Array.from({ length: 400 }, (_, i) => {
      const values = [next(), Math.floor(next() * 60), next() < 0.2 ? Number.NaN : next() * 1000];
      const outcome = next() < 1 / (1 + Math.exp(6 - 4 * values[0]! - values[1]! / 20)) ? 1 : 0;
      const row = { values, customers: outcome ? 400 : 4873 };
      return {
        ...row,
        // Read once for the start, and once each time that the likelihood is looked at.
        get outcome() {
          if (i === 0) looks++;
          return outcome;
        },
      };
    });
    expect(fitLogistic(many)!.converged).toBe(true);
    expect({ seed, isFast: looks <= 8, looks }).toMatchObject({ isFast: true });
  }
});

test('nothing to learn from', () => {
  expect(fitLogistic([])).toBeUndefined();
  expect(fitLogistic([{ values: [1], outcome: 1, customers: 9 }])).toBeUndefined();
});
