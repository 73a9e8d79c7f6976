/**
 * P-values of several tests, each raised so that any of them is below alpha in a share of at most alpha of the cases in
 * which nothing is there (Holm 1979). In the order given.
 */
export function holm(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).toSorted((a, b) => values[a]! - values[b]!);
  const raised = [...values];
  let least = 0;
  for (const [rank, index] of order.entries()) {
    least = Math.min(1, Math.max(least, (values.length - rank) * values[index]!));
    raised[index] = least;
  }
  return raised;
}
