/**
 * Rules for groups: a shallow tree of cuts (Breiman, Friedman, Olshen and Stone 1984) over bands between numbers that a
 * person would write, grown by counts that the engine makes.
 */

/** From band `from` up to and without band `to` of a trait. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Leaf {
  /** By trait. */
  readonly ranges: readonly Range[];
  readonly depth: number;
  /** How many customers of each cluster. */
  readonly counts: readonly number[];
}

/** Customers of a node by trait, band and cluster. */
export type BandCounts = readonly (readonly (readonly number[])[])[];

export interface TreeOptions {
  readonly leaves: number;
  readonly depth: number;
  /** Counts within ranges. */
  readonly count: (ranges: readonly Range[]) => Promise<BandCounts>;
}

interface Cut {
  readonly gain: number;
  readonly trait: number;
  /** The first band of the right side. */
  readonly at: number;
  readonly left: readonly number[];
  readonly right: readonly number[];
}

interface Open extends Leaf {
  readonly cut: Cut | undefined;
}

/** Best cut first, until there are as many leaves, or none that is worth it. */
export async function growTree(root: Leaf, options: TreeOptions): Promise<readonly Leaf[]> {
  const { leaves: most, depth, count } = options;
  const all = sum(root.counts);
  const open = async (leaf: Leaf): Promise<Open> => ({
    ...leaf,
    cut: leaf.depth < depth ? bestCut(await count(leaf.ranges), leaf.ranges) : undefined,
  });
  const leaves = [await open(root)];
  while (leaves.length < most) {
    const [best] = leaves.toSorted((a, b) => (b.cut?.gain ?? 0) - (a.cut?.gain ?? 0));
    if (!best?.cut || best.cut.gain < all * LEAST_GAIN) break;
    const [left, right] = split(best, best.cut);
    leaves.splice(leaves.indexOf(best), 1, await open(left), await open(right));
  }
  return leaves;
}

/** In customers that change sides: less is not worth a rule. */
const LEAST_GAIN = 0.002;

function split({ ranges, depth }: Leaf, { trait, at, left, right }: Cut): readonly [Leaf, Leaf] {
  const within = (part: Partial<Range>): readonly Range[] =>
    ranges.map((range, i) => (i === trait ? { ...range, ...part } : range));
  return [
    { ranges: within({ to: at }), depth: depth + 1, counts: left },
    { ranges: within({ from: at }), depth: depth + 1, counts: right },
  ];
}

function bestCut(bands: BandCounts, ranges: readonly Range[]): Cut | undefined {
  const cuts = bands.flatMap((counts, trait) => cutsOf(counts, trait, ranges[trait]!));
  return cuts.reduce<Cut | undefined>((best, cut) => (cut.gain > (best?.gain ?? 0) ? cut : best), undefined);
}

function cutsOf(counts: readonly (readonly number[])[], trait: number, { from, to }: Range): readonly Cut[] {
  const whole = counts.slice(from, to).reduce(plus);
  const cuts: Cut[] = [];
  let left = whole.map(() => 0);
  for (let at = from + 1; at < to; at++) {
    left = plus(left, counts[at - 1]!);
    const right = whole.map((count, i) => count - left[i]!);
    cuts.push({ gain: impurity(whole) - impurity(left) - impurity(right), trait, at, left, right });
  }
  return cuts;
}

/** Gini's, times the number of customers. */
function impurity(counts: readonly number[]): number {
  const all = sum(counts);
  return all === 0 ? 0 : all - counts.reduce((squares, count) => squares + count * count, 0) / all;
}

/** The cluster that most of the leaf are of, the first of equally many. */
export function clusterOf({ counts }: Leaf): number {
  return counts.indexOf(Math.max(...counts));
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function plus(one: readonly number[], other: readonly number[]): number[] {
  return one.map((count, i) => count + other[i]!);
}
