import { expect, test } from 'vitest';
import { mbgNbd } from '../../src/stats/mbg-nbd.ts';
import { intervalOf } from '../../src/stats/totals.ts';
import { near } from './near.ts';
import { coverageOf } from './simulated-shops.ts';
import { totalOrders } from './total-orders.ts';

test('intervals at 95% hold what comes in about 57 of 60 simulated shops; README has the long run', () => {
  const { held } = coverageOf(60, 1);
  expect(held).toBeGreaterThanOrEqual(53);
  expect(held).toBeLessThanOrEqual(60);
});

test('an interval is on the logarithm: never below nothing, and as wide in the ratio up as down', () => {
  const { low, high } = intervalOf(100, 60 ** 2);
  near(low * high, 100 ** 2, { relative: 1e-12 });
  near(Math.log(high / 100), 1.959963984540054 * 0.6, { relative: 1e-12 });
  expect(intervalOf(0, 5)).toEqual({ mean: 0, low: 0, high: 0 });
});

test('a parameter of which the data say nothing does not make the total endless', () => {
  const loyal = [10, 20, 30].flatMap((age) =>
    [1, 2, 3, 5].map((repeats) => ({ repeats, last: age, age, customers: 25 })),
  );
  const fit = mbgNbd.fit(loyal, 0)!;
  const { mean, low, high } = totalOrders(mbgNbd, fit, loyal, 10);
  expect(fit.doubt).toBe('flat');
  expect(low).toBeGreaterThan(mean * 0.7);
  expect(high).toBeLessThan(mean * 1.4);
});
