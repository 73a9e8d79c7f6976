/**
 * How far two partitions of the same things agree (Hubert and Arabie 1985): 1 where they are the same whatever their
 * parts are called, about 0 where they agree as by chance.
 */
export function adjustedRand(one: readonly unknown[], other: readonly unknown[]): number {
  const cells = pairsOf(one.map((part, i) => `${part}\n${other[i]}`));
  const [rows, columns] = [pairsOf(one), pairsOf(other)];
  const all = (one.length * (one.length - 1)) / 2;
  const expected = all === 0 ? 0 : (rows * columns) / all;
  const most = (rows + columns) / 2;
  return most === expected ? 1 : (cells - expected) / (most - expected);
}

/** How many pairs are in one part. */
function pairsOf(parts: readonly unknown[]): number {
  const sizes = new Map<unknown, number>();
  for (const part of parts) sizes.set(part, (sizes.get(part) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
