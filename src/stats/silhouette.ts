import { type Point, squaredDistance } from './k-means.ts';

/** How far apart any two of the points are, once for all numbers of clusters. */
export function distancesOf(points: readonly Point[]): readonly Float64Array[] {
  return points.map((point) =>
    Float64Array.from(points, (other) => Math.sqrt(squaredDistance(point, other))),
  );
}

/**
 * The mean silhouette (Rousseeuw 1987): 1 where points are much nearer to their own cluster than to the next, about 0
 * where they lie between two.
 */
export function meanSilhouette(distances: readonly Float64Array[], clusters: readonly number[]): number {
  const count = Math.max(...clusters) + 1;
  const sizes = Array.from({ length: count }, () => 0);
  for (const cluster of clusters.slice(0, distances.length)) sizes[cluster]!++;
  const widths = distances.map((row, i) => silhouetteOf(row, clusters, sizes, clusters[i]!));
  return widths.reduce((sum, width) => sum + width, 0) / widths.length;
}

function silhouetteOf(
  row: Float64Array,
  clusters: readonly number[],
  sizes: readonly number[],
  own: number,
): number {
  if (sizes[own]! < 2) return 0;
  const sums = sizes.map(() => 0);
  for (let j = 0; j < row.length; j++) sums[clusters[j]!]! += row[j]!;
  const within = sums[own]! / (sizes[own]! - 1);
  const others = sums.flatMap((sum, cluster) =>
    cluster === own || sizes[cluster] === 0 ? [] : [sum / sizes[cluster]!],
  );
  const next = Math.min(...others);
  return Number.isFinite(next) && Math.max(within, next) > 0 ? (next - within) / Math.max(within, next) : 0;
}
