import { describe, expect, it } from 'vitest';
import { adjustedRand } from '../../src/stats/adjusted-rand.ts';
import { findGroups } from '../../src/stats/find-groups.ts';
import { seededNumbers } from '../../src/stats/seeded-numbers.ts';
import { distancesOf, meanSilhouette } from '../../src/stats/silhouette.ts';

/** About normal: the sum of twelve uniform numbers less six. */
const normal = (next: () => number): number => Array.from({ length: 12 }, next).reduce((a, b) => a + b, -6);

function planted(groups: number, width: number, seed: number, apart: number) {
  const next = seededNumbers(seed);
  const centres = Array.from({ length: groups }, (_, g) =>
    Array.from({ length: width }, (_, i) => apart * ((g >> (i % 3)) & 1) + (g > 7 ? 9 : 0)),
  );
  const labels = Array.from({ length: 900 }, (_, i) => i % groups);
  return { labels, points: labels.map((label) => centres[label]!.map((value) => value + normal(next))) };
}

describe('groups of a cloud of points', () => {
  it.each([
    [2, 2],
    [3, 4],
    [4, 3],
    [5, 6],
  ])('%i planted in %i dimensions are found', (groups, width) => {
    const { labels, points } = planted(groups, width, 10 * groups + width, 8);
    const found = findGroups(points)!;
    expect(found.centres.length).toBe(groups);
    expect(adjustedRand(labels, found.clusters)).toBeGreaterThan(0.95);
    expect(found.stability).toBeGreaterThan(0.95);
  });

  it.each([1, 2, 4])(
    'there are none in a uniform cloud of %i dimensions, nor in a slanted or a normal one',
    (width) => {
      for (const seed of [1]) {
        const next = seededNumbers(100 * width + seed);
        const uniform = Array.from({ length: 500 }, () => Array.from({ length: width }, () => next() * 3));
        const slanted = uniform.map(([first = 0, ...rest]) => [
          first,
          ...rest.map((value) => value * 0.2 + first),
        ]);
        const round = uniform.map((point) => point.map(() => normal(next)));
        for (const points of [uniform, slanted, round]) expect(findGroups(points)).toBeUndefined();
      }
    },
  );

  it('are as many as are asked for', () => {
    const { points } = planted(2, 2, 5, 8);
    expect(findGroups(points, 3)!.centres.length).toBe(3);
  });
});

it('the silhouette is that of counting by hand', () => {
  const points = [[0], [1], [10], [12]];
  // Of each: (b − a) / max(a, b), a to its own cluster, b to the other.
  const widths = [(11 - 1) / 11, (10 - 1) / 10, (9.5 - 2) / 9.5, (11.5 - 2) / 11.5];
  const expected = widths.reduce((a, b) => a + b) / 4;
  expect(meanSilhouette(distancesOf(points), [0, 0, 1, 1])).toBeCloseTo(expected, 12);
});

it('the adjusted Rand index is 1 for the same parts by other names, and that of the pairs by hand', () => {
  expect(adjustedRand(['a', 'a', 'b'], [2, 2, 1])).toBe(1);
  // Pairs together in both 1, in the one 2, in the other 3, of 10: (1 − 0.6) / (2.5 − 0.6).
  expect(adjustedRand([1, 1, 2, 2, 3], [1, 1, 1, 2, 3])).toBeCloseTo((1 - 0.6) / (2.5 - 0.6), 12);
});
