import { expect, test } from 'vitest';
import { minimise } from '../../src/stats/minimise.ts';
import { near } from './near.ts';

test('the banana of Rosenbrock (1960), from his own start', () => {
  const found = minimise(
    ([x, y]) => ({
      value: (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2,
      gradient: [-2 * (1 - x!) - 400 * x! * (y! - x! * x!), 200 * (y! - x! * x!)],
    }),
    [-1.2, 1],
  );
  expect(found.converged).toBe(true);
  for (const coordinate of found.point) near(coordinate, 1, { relative: 1e-8 });
});

test('a wall is not crossed', () => {
  const found = minimise(
    ([x]) =>
      x! > 1
        ? { value: Number.POSITIVE_INFINITY, gradient: [0] }
        : { value: (x! - 0.9) ** 4, gradient: [4 * (x! - 0.9) ** 3] },
    [-50],
  );
  near(found.point[0]!, 0.9, { relative: 1e-2 });
  expect(found.converged).toBe(true);
});

test('a slope without an end is no minimum, and is left', () => {
  const found = minimise(([x]) => ({ value: -x!, gradient: [-1] }), [0]);
  expect(found.converged).toBe(false);
});
