/** Where a trait may be cut: between its quantiles, at the simplest number there is. */
import { simplestNumber } from '../stats/simplest-number.ts';
import { BANDS, type Quantiles, type Trait } from './discover-traits.ts';

/** Rising: `x < edge` and `x >= edge` part the customers at each. */
export function bandEdges({ type }: Trait, at: Quantiles): readonly number[] {
  const cuts = [...new Set(Array.from({ length: BANDS + 1 }, (_, i) => at(i / BANDS)))];
  return cuts.slice(1).map((cut, i) => edgeBetween(cuts[i]!, cut, type === 'integer'));
}

/** Above the one, and not above the other, so that it parts them. */
function edgeBetween(low: number, high: number, isWhole: boolean): number {
  const edge = simplestNumber(isWhole ? low + 1 : low + (high - low) / 1000, high);
  return edge > low ? edge : high;
}
