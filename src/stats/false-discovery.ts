/**
 * Chances corrected for the number of things tested (Benjamini and Hochberg 1995): of those that come out below 5%
 * one in twenty is by luck on average, and where nothing differs at all one list in twenty shows anything, whether the
 * tests are independent or move together (Benjamini and Yekutieli 2001).
 */
export function correctedChances(chances: readonly number[]): readonly number[] {
  const order = chances.map((_, place) => place).toSorted((a, b) => chances[b]! - chances[a]!);
  const corrected = [...chances];
  let least = 1;
  for (const [passed, place] of order.entries()) {
    const rank = chances.length - passed;
    least = Math.min(least, (chances[place]! * chances.length) / rank);
    corrected[place] = least;
  }
  return corrected;
}
