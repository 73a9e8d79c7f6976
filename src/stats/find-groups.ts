/** How many groups there are in a cloud of points, if any, and how well they hold. */
import { adjustedRand } from './adjusted-rand.ts';
import { type Clustering, clusterPoints, nearest, type Point } from './k-means.ts';
import { oneCloud } from './one-cloud.ts';
import { seededNumbers } from './seeded-numbers.ts';
import { distancesOf, meanSilhouette } from './silhouette.ts';

export interface Groups extends Clustering {
  readonly silhouette: number;
  /** The best of as many groups in clouds that have none. */
  readonly ofNone: number;
  /** The mean adjusted Rand index of the groups of halves of the points against these. */
  readonly stability: number;
}

const MOST_GROUPS = 8;
/** Silhouettes compare every two points: of so many they tell as much. */
const MEASURED = 600;
const CLOUDS = 4;
const HALVES = 6;
/** What a cloud without groups may reach by luck. */
const MARGIN = 0.03;

/**
 * The number of groups of the greatest silhouette among those that beat a cloud without groups; or as many as asked
 * for. Undefined where there are none.
 */
export function findGroups(points: readonly Point[], count?: number): Groups | undefined {
  const counts = count === undefined ? Array.from({ length: MOST_GROUPS - 1 }, (_, i) => i + 2) : [count];
  const some = points.slice(0, MEASURED);
  const distances = distancesOf(some);
  const references = Array.from({ length: CLOUDS }, (_, i) => oneCloud(some, i + 1)).map((cloud) => ({
    cloud,
    distances: distancesOf(cloud),
  }));
  const tried = counts.flatMap((each) => {
    const found = clusterPoints(points, each);
    if (!found) return [];
    const silhouette = meanSilhouette(distances, found.clusters);
    const ofNone = Math.max(
      ...references.map(({ cloud, distances: own }) => {
        const groups = clusterPoints(cloud, each, 2);
        return groups ? meanSilhouette(own, groups.clusters) : 0;
      }),
    );
    return [{ ...found, silhouette, ofNone }];
  });
  const telling = tried.filter(
    ({ silhouette, ofNone }) => count !== undefined || silhouette > ofNone + MARGIN,
  );
  const [best] = telling.toSorted((a, b) => b.silhouette - a.silhouette);
  return best && { ...best, stability: stabilityOf(points, best) };
}

/** Each half finds groups of its own, to which all points are then put. */
function stabilityOf(points: readonly Point[], { centres, clusters }: Clustering): number {
  const found = Array.from({ length: HALVES }, (_, half) => {
    const next = seededNumbers(half + 1);
    const drawn = points.filter(() => next() < 0.5);
    const groups = clusterPoints(drawn, centres.length, 2);
    return groups
      ? adjustedRand(
          clusters,
          points.map((point) => nearest(point, groups.centres)),
        )
      : 0;
  });
  return found.reduce((sum, index) => sum + index, 0) / found.length;
}
