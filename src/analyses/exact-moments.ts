/** Count, mean and variance from sums that the engine made exactly: nothing is lost where figures are large. */
import type { Cell } from '../model/table.ts';
import type { Sample } from '../stats/welch.ts';

export interface Sums {
  readonly n: number;
  /** Integers or decimals as text: Σx and Σx². */
  readonly sum: Cell;
  readonly squares: Cell;
}

/** `variance` is 0 with fewer than two; undefined with nobody. */
export function sampleOf({ n, sum, squares }: Sums): Sample | undefined {
  if (n === 0) return undefined;
  const [total, scale] = scaled(sum);
  const [power, digits] = scaled(squares);
  const places = Math.max(2 * scale, digits);
  const size = BigInt(n);
  // n Σx² − (Σx)², in units of 10^-places
  const spread = size * power * tens(places - digits) - total * total * tens(places - 2 * scale);
  const variance = n < 2 ? 0 : ratio(spread, size * (size - 1n) * tens(places));
  return { n, mean: ratio(total, size * tens(scale)), variance };
}

function scaled(cell: Cell): readonly [bigint, number] {
  const [whole = '0', fraction = ''] = String(cell ?? 0).split('.');
  return [BigInt(whole + fraction), fraction.length];
}

function tens(n: number): bigint {
  return 10n ** BigInt(n);
}

function ratio(numerator: bigint, denominator: bigint): number {
  return Number(numerator) / Number(denominator);
}
