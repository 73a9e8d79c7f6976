/** What ClickHouse would move between shards, by what it says of a query over Distributed tables. */

/** `EXPLAIN json = 1`. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly Description?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The tables whose rows leave their shard, each once: no shard aggregates them before the shards are united. */
export function tablesThatMove(plan: PlanNode): readonly string[] {
  return [...new Set(moving(plan, 'united'))];
}

/** What stands over the rows, nearest to them. */
type Over = 'united' | 'aggregated on a shard';

function moving(node: PlanNode, over: Over): readonly string[] {
  const type = node['Node Type'];
  if (type.startsWith('ReadFrom')) return over === 'united' ? [node.Description ?? type] : [];
  const below: Over = type === 'Union' ? 'united' : type === 'Aggregating' ? 'aggregated on a shard' : over;
  return (node.Plans ?? []).flatMap((each) => moving(each, below));
}
