/** Groups around centres, by k-means from several seeded starts (k-means++, Arthur and Vassilvitskii 2007). */
import { kmeans } from 'ml-kmeans';

export type Point = readonly number[];

export interface Clustering {
  /** In the order of their coordinates, so that the same groups have the same numbers. */
  readonly centres: readonly Point[];
  /** By point: the place of its centre. */
  readonly clusters: readonly number[];
}

const USUAL_STARTS = 4;

/** Undefined where the points cannot be put into so many groups, each with somebody in it. */
export function clusterPoints(
  points: readonly Point[],
  count: number,
  starts = USUAL_STARTS,
): Clustering | undefined {
  if (points.length <= count) return undefined;
  const found = Array.from({ length: starts }, (_, start) => clusterFrom(points, count, start + 1));
  return found.filter((each) => each !== undefined).toSorted((a, b) => a.spread - b.spread)[0];
}

function clusterFrom(points: readonly Point[], count: number, seed: number) {
  const { centroids } = kmeans(points as number[][], count, { seed, initialization: 'kmeans++' });
  const centres = centroids.toSorted(compare);
  const clusters = points.map((point) => nearest(point, centres));
  if (new Set(clusters).size < count) return undefined;
  const spread = points.reduce((sum, point, i) => sum + squaredDistance(point, centres[clusters[i]!]!), 0);
  return { centres, clusters, spread };
}

/** The place of the nearest centre, the first of equally near ones. */
export function nearest(point: Point, centres: readonly Point[]): number {
  const distances = centres.map((centre) => squaredDistance(point, centre));
  return distances.indexOf(Math.min(...distances));
}

export function squaredDistance(one: Point, other: Point): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i]! - other[i]!) ** 2;
  return sum;
}

function compare(one: Point, other: Point): number {
  const at = one.findIndex((value, i) => value !== other[i]);
  return at < 0 ? 0 : one[at]! - other[at]!;
}
