/**
 * The x at which an increasing function reaches the target, to the last digit, by bisection. The bracket is
 * widened until it holds the target; `low` may be a hard end, such as 0.
 */
export function invert(
  increasing: (x: number) => number,
  target: number,
  bracket: { readonly low: number; readonly high: number },
): number {
  let { low, high } = bracket;
  while (increasing(high) < target) high *= 2;
  while (low < 0 && increasing(low) > target) low *= 2;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (increasing(middle) < target) low = middle;
    else high = middle;
  }
}
