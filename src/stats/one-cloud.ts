/** Points of a cloud without groups, as wide and as slanted as those given: what a grouping must be better than. */
import { choleskyOf } from './covariance.ts';
import type { Point } from './k-means.ts';
import { seededNumbers } from './seeded-numbers.ts';

/** As many points, uniform along each axis of the cloud (the reference of Tibshirani, Walther and Hastie 2001). */
export function oneCloud(points: readonly Point[], seed: number): readonly Point[] {
  const next = seededNumbers(seed);
  const width = points[0]?.length ?? 0;
  const means = Array.from({ length: width }, (_, i) => meanOf(points.map((point) => point[i]!)));
  const covariance = means.map((mean, i) =>
    means.map((other, j) => meanOf(points.map((point) => (point[i]! - mean) * (point[j]! - other)))),
  );
  const lower =
    choleskyOf(covariance) ?? covariance.map((row, i) => row.map((v, j) => (i === j ? Math.sqrt(v) : 0)));
  return points.map(() => {
    const free = means.map(() => (next() - 0.5) * Math.sqrt(12));
    return means.map((mean, i) => mean + lower[i]!.reduce((sum, l, j) => sum + l * (free[j] ?? 0), 0));
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
