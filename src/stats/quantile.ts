/**
 * The quantile of sorted numbers by linear interpolation between order statistics: type 7 of Hyndman and Fan
 * (1996), the default of R, NumPy and spreadsheets. `p` is a share from 0 to 1; NaN where there are no numbers.
 */
export function quantile(sorted: readonly number[], p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (place - below) * (high - low);
}
