/**
 * Whom several lists share. Each customer has a mask, a bit a list, 64 lists a mask; customers who are in exactly the
 * same lists make a region, and from the regions everything else is told.
 */
import { readRows } from '../evaluation/read-rows.ts';
import { customerItems, makeRelation } from '../evaluation/relation.ts';
import type { Expr } from '../sql/ast.ts';
import { aggregate, balanced, binary, column, literal, when } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Region {
  /** The places of its lists among those asked, rising; empty for those who are in none. */
  readonly lists: readonly number[];
  readonly customers: number;
}

export interface Overlap {
  /** Names of the segments, as asked. */
  readonly segments: readonly string[];
  /** Customers that exist at the as-of. */
  readonly base: number;
  /** Members of each. */
  readonly sizes: readonly number[];
  /** Regions in which there is somebody, the largest first; equal ones by their lists, as asked. */
  readonly regions: readonly Region[];
  readonly sql: string;
}

const RELATION = 'segment_overlap_masks';

export async function measureOverlap(workspace: Workspace, segments: readonly string[]): Promise<Overlap> {
  const masks = Array.from({ length: Math.ceil(segments.length / MASK_BITS) }, (_, at) => ({
    name: `mask_${at + 1}`,
    segments: segments.slice(at * MASK_BITS, (at + 1) * MASK_BITS),
  }));
  const { sql } = await makeRelation(workspace, RELATION, (planner) => {
    const items = masks.map((mask) => {
      const members = mask.segments.map((name) => column(planner.segment(name).member));
      return [mask.name, maskOf(members)] as const;
    });
    return { items: customerItems(planner.key, Object.fromEntries(items)) };
  });
  const columns = masks.map(({ name }) => column(name));
  const rows = await readRows(workspace, {
    kind: 'select',
    items: [
      ...masks.map(({ name }) => ({ expr: column(name), as: name })),
      { expr: aggregate('count', undefined), as: 'customers' },
    ],
    from: { relation: RELATION },
    groupBy: columns,
  });
  const regions = rows
    .map((row) => ({ lists: listsOf(row.slice(0, -1)), customers: Number(row.at(-1)) }))
    .toSorted(byCustomers);
  const sizes = segments.map(() => 0);
  for (const { lists, customers } of regions) for (const list of lists) sizes[list]! += customers;
  const base = regions.reduce((sum, { customers }) => sum + customers, 0);
  return { segments, base, sizes, regions, sql };
}

const MASK_BITS = 64;

/** The powers of two of the lists a customer is in; the last bit is the sign's. */
function maskOf(members: readonly Expr[]): Expr {
  const bits = members.map((member, bit) => {
    const power = BigInt.asIntN(MASK_BITS, 1n << BigInt(bit));
    return when(member, literal('integer', String(power)), literal('integer', '0'));
  });
  return balanced(bits, (left, right) => binary('+', left, right));
}

function listsOf(masks: readonly unknown[]): readonly number[] {
  return masks.flatMap((mask, at) => {
    const bits = BigInt.asUintN(MASK_BITS, BigInt(mask as number | bigint)).toString(2);
    return [...bits].reverse().flatMap((bit, place) => (bit === '1' ? [at * MASK_BITS + place] : []));
  });
}

function byCustomers(one: Region, other: Region): number {
  return other.customers - one.customers || compareLists(one.lists, other.lists);
}

function compareLists(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((list, place) => list !== other[place]);
  return at < 0 ? one.length - other.length : one[at]! - (other[at] ?? -1);
}

/** How many are in both lists of each pair, by the place of the first and then of the second. */
export function countPairs({ segments, regions }: Overlap): (a: number, b: number) => number {
  const { length } = segments;
  const both = new Float64Array(length * length);
  for (const { lists, customers } of regions) {
    for (const a of lists) for (const b of lists) both[a * length + b]! += customers;
  }
  return (a, b) => both[a * length + b]!;
}
