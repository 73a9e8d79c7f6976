/** Where a trait may be cut: between its quantiles, at the simplest number there is. */
import type { Expr } from '../sql/ast.ts';
import { column } from '../sql/build.ts';
import { simplestNumber } from '../stats/simplest-number.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Trait } from './discover-traits.ts';
import { orderStatistics } from './order-statistics.ts';

const bands = 48;

/** Rising: `x < edge` and `x >= edge` part the customers at each. */
export async function bandEdges(
  workspace: Workspace,
  relation: string,
  trait: Trait,
  { where, known }: { readonly where: Expr; readonly known: number },
): Promise<readonly number[]> {
  const places = Array.from({ length: bands + 1 }, (_, i) => 1 + Math.round(((known - 1) * i) / bands));
  const value = column(trait.column);
  const found = await orderStatistics(workspace, { relation, value, where }, places);
  const cuts = [...new Set(places.map((place) => found.get(place)!))];
  return cuts.slice(1).map((cut, i) => edgeBetween(cuts[i]!, cut, trait.type === 'integer'));
}

/** Above the one, and not above the other, so that it parts them. */
function edgeBetween(low: number, high: number, isWhole: boolean): number {
  const edge = simplestNumber(isWhole ? low + 1 : low + (high - low) / 1000, high);
  return edge > low ? edge : high;
}
