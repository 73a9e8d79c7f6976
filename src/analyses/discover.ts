/**
 * Natural groups of the customers: centres found by k-means on a sample, everybody put to the nearest, and rules that a
 * person can read and the language can say, with how far they agree.
 */
import { makeTable } from '../database/relation.ts';
import { readRows } from '../evaluation/read-rows.ts';
import { customerItems, makeRelation } from '../evaluation/relation.ts';
import type { Expr } from '../sql/ast.ts';
import { aggregate, ascending, call, column } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import { findGroups, type Groups } from '../stats/find-groups.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { ASSIGNED, assignment, DISCOVER_VALUES } from './discover-assignment.ts';
import { bandEdges } from './discover-edges.ts';
import { findRules, mediansOf, type Opened } from './discover-rules.ts';
import {
  isKnown,
  readQuantiles,
  type ScaledTrait,
  scaledValue,
  scaleTrait,
  type Trait,
} from './discover-traits.ts';
import { clusterOf, type Leaf, sum } from './discover-tree.ts';

export interface DiscoverQuestion {
  readonly traits: readonly Trait[];
  /** Only members of the segment. */
  readonly segment: string | undefined;
  /** As many, in place of the number that stands out. */
  readonly clusters: number | undefined;
}

export interface FoundGroup {
  readonly leaves: readonly Leaf[];
  /** In the order of the traits, standardised. */
  readonly centre: readonly number[];
  readonly customers: number;
  /** Those of them whose nearest centre is the group's. */
  readonly agree: number;
  /** In the order of the traits; undefined where nobody is. */
  readonly medians: readonly (number | undefined)[];
}

export interface Discovery {
  readonly traits: readonly ScaledTrait[];
  /** Of which nearly everybody has the same. */
  readonly alike: readonly Trait[];
  /** By trait: where bands end, numbers that a person would write. */
  readonly edges: readonly (readonly number[])[];
  /** Everybody who is looked at, and those of whom a trait is missing. */
  readonly base: number;
  readonly missing: number;
  readonly sampled: number;
  readonly found: (Groups & { readonly groups: readonly FoundGroup[] }) | undefined;
  readonly sql: string;
}

/** Of so many, taken by the hash of their key, centres are found. */
const SAMPLE_SIZE = 2000;
const FEWEST = 50;

export async function discoverGroups(workspace: Workspace, question: DiscoverQuestion): Promise<Discovery> {
  const { traits, segment } = question;
  const { sql } = await makeRelation(workspace, DISCOVER_VALUES, (planner) => ({
    items: customerItems(
      planner.key,
      Object.fromEntries(
        traits.map((trait) => [trait.column, column(planner.value(trait.value, trait.column))]),
      ),
    ),
    ...(segment === undefined ? {} : { where: column(planner.segment(segment).member) }),
  }));
  const where = isKnown(traits);
  const { base, known } = await countKnown(workspace, where);
  const looked = [];
  for (const trait of known < FEWEST ? [] : traits) {
    const at = await readQuantiles(workspace, DISCOVER_VALUES, trait, { where, known });
    looked.push({ trait, scaled: scaleTrait(trait, at), edges: bandEdges(trait, at) });
  }
  const telling = looked.flatMap(({ scaled, edges }) => (scaled ? [{ scaled, edges }] : []));
  const told = telling.map(({ scaled }) => scaled);
  const edges = telling.map((each) => each.edges);
  const points = told.length === 0 ? [] : await samplePoints(workspace, told, where);
  const groups = points.length < FEWEST ? undefined : findGroups(points, question.clusters);
  const found = groups && { ...groups, groups: await describeGroups(workspace, told, edges, groups) };
  return {
    traits: told,
    alike: looked.flatMap(({ trait, scaled }) => (scaled ? [] : [trait])),
    edges,
    base,
    missing: base - known,
    sampled: points.length,
    found,
    sql,
  };
}

async function countKnown(workspace: Workspace, where: Expr) {
  const items = [
    { expr: aggregate('count', undefined), as: 'base' },
    { expr: aggregate('count', undefined, { filter: where }), as: 'known' },
  ];
  const [[base = 0, known = 0] = []] = await readRows(workspace, {
    kind: 'select',
    items,
    from: { relation: DISCOVER_VALUES },
  });
  return { base: Number(base), known: Number(known) };
}

async function samplePoints(workspace: Workspace, traits: readonly ScaledTrait[], where: Expr) {
  const key = column('customer');
  const rows = await readRows(workspace, {
    kind: 'select',
    items: traits.map((trait) => ({ expr: scaledValue(trait), as: trait.column })),
    from: { relation: DISCOVER_VALUES },
    where,
    orderBy: [ascending(call('md5-bucket', key)), ascending(key)],
    limit: SAMPLE_SIZE,
  });
  return rows.map((row) => row.map(Number));
}

/** Puts everybody to the nearest centre, and finds rules that do nearly the same. */
async function describeGroups(
  workspace: Opened,
  traits: readonly ScaledTrait[],
  edges: readonly (readonly number[])[],
  { centres }: Groups,
): Promise<readonly FoundGroup[]> {
  const { database, dialect } = workspace;
  await makeTable(database, ASSIGNED, printQuery(assignment(traits, edges, centres), dialect));
  const leaves = await findRules(workspace, edges, centres.length);
  const groups = [];
  for (const [cluster, centre] of centres.entries()) {
    const own = leaves.filter((leaf) => clusterOf(leaf) === cluster);
    groups.push({
      leaves: own,
      centre,
      customers: sum(own.map(({ counts }) => sum(counts))),
      agree: sum(own.map(({ counts }) => counts[cluster]!)),
      medians: await mediansOf(workspace, traits, edges, own),
    });
  }
  return groups;
}
