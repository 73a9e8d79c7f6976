/** Rules that do nearly what the nearest centre does, by counts of the customers within them. */
import { readRows } from '../evaluation/read-rows.ts';
import type { Expr, Select, Union } from '../sql/ast.ts';
import { aggregate, and, binary, column, integer, or } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { ASSIGNED, band } from './discover-assignment.ts';
import type { ScaledTrait } from './discover-traits.ts';
import { type BandCounts, growTree, type Leaf, type Range } from './discover-tree.ts';

export type Opened = Pick<Workspace, 'database' | 'dialect'>;

export async function findRules(
  workspace: Opened,
  edges: readonly (readonly number[])[],
  clusters: number,
): Promise<readonly Leaf[]> {
  const ranges = edges.map((each): Range => ({ from: 0, to: each.length + 1 }));
  const rows = await readRows(workspace, {
    kind: 'select',
    items: [
      { expr: column('cluster'), as: 'cluster' },
      { expr: aggregate('count', undefined), as: 'customers' },
    ],
    from: { relation: ASSIGNED },
    groupBy: [column('cluster')],
  });
  const counts = Array.from({ length: clusters }, () => 0);
  for (const [cluster, customers] of rows) counts[Number(cluster)] = Number(customers);
  const options = {
    count: (within: readonly Range[]) => countBands(workspace, within, edges, clusters),
    leaves: 2 * clusters,
    depth: DEEPEST,
  };
  return growTree({ ranges, depth: 0, counts }, options);
}

const DEEPEST = 5;

/** Of the customers of a node, all traits in one query. */
async function countBands(
  { database, dialect }: Opened,
  ranges: readonly Range[],
  edges: readonly (readonly number[])[],
  clusters: number,
): Promise<BandCounts> {
  const where = within(ranges, edges);
  const items = edges.map(
    (_, trait): Select => ({
      kind: 'select',
      items: [
        { expr: integer(trait), as: 'trait' },
        { expr: column(band(trait)), as: 'band' },
        { expr: column('cluster'), as: 'cluster' },
        { expr: aggregate('count', undefined), as: 'customers' },
      ],
      from: { relation: ASSIGNED },
      where,
      groupBy: [column(band(trait)), column('cluster')],
    }),
  );
  const body: Union = { kind: 'union', items };
  const counts = edges.map((each) =>
    Array.from({ length: each.length + 1 }, () => Array.from({ length: clusters }, () => 0)),
  );
  for (const [trait, at, cluster, customers] of await database.rows(
    printQuery({ with: [], body }, dialect),
  )) {
    counts[Number(trait)]![Number(at)]![Number(cluster)] = Number(customers);
  }
  return counts;
}

function within(ranges: readonly Range[], edges: readonly (readonly number[])[]): Expr {
  return and(
    ...ranges.flatMap(({ from, to }, trait) => [
      from > 0 ? binary('>=', column(band(trait)), integer(from)) : undefined,
      to <= edges[trait]!.length ? binary('<', column(band(trait)), integer(to)) : undefined,
    ]),
  );
}

export async function mediansOf(
  workspace: Opened,
  traits: readonly ScaledTrait[],
  edges: readonly (readonly number[])[],
  leaves: readonly Leaf[],
): Promise<readonly (number | undefined)[]> {
  if (leaves.length === 0) return traits.map(() => undefined);
  const bounds = leaves.map(({ ranges }) => within(ranges, edges));
  const [row = []] = await readRows(workspace, {
    kind: 'select',
    items: traits.map((trait) => ({ expr: aggregate('median', column(trait.column)), as: trait.column })),
    from: { relation: ASSIGNED },
    where: or(...bounds),
  });
  return row.map((cell) => (cell === null ? undefined : Number(cell)));
}
