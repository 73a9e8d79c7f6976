/** The rows of each number of repeats: most of the work of a likelihood is the same for all of them. */
export function groupByRepeats<Row extends { readonly repeats: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.repeats);
    if (group) group.push(row);
    else groups.set(row.repeats, [row]);
  }
  return groups;
}
