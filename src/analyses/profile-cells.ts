/** Values of a field with their people, small ones joined so that nobody can be told from them. */

/** How many customers of the list, of those that it is held against, and of both at once. */
export interface Counts {
  readonly list: number;
  readonly base: number;
  readonly both: number;
}

export interface ProfileCell extends Counts {
  /** `other` is several values joined; a band is numbers between edges. */
  readonly kind: 'value' | 'missing' | 'other' | 'band';
  /** The text of a value, also of a band that is only one. */
  readonly value?: string;
  /** The edges of a band: the lower is of it, unless it is `above`, and the upper is not; none is infinite. */
  readonly from?: number;
  readonly above?: boolean;
  readonly to?: number;
  /** The parts of the field that are in it (`profile-splits.ts`). */
  readonly parts: readonly number[];
}

/**
 * Cells in which nobody or at least `least` people are, in the list, in the base, and in the base beside the list: those
 * with fewer are joined, and with the next smallest until the rest is as many, so that none can be had by subtraction.
 */
export function joinSmall(cells: readonly ProfileCell[], least: number): readonly ProfileCell[] {
  const bySize = cells.toSorted((a, b) => a.base - b.base || a.list - b.list);
  const joined = bySize.filter((cell) => !isLarge(cell, least));
  if (joined.length === 0) return cells;
  const rest = bySize.filter((cell) => isLarge(cell, least));
  while (!isLarge(sumOf(joined), least) && rest.length > 0) joined.push(rest.shift()!);
  const kept = new Set(rest);
  return [...cells.filter((cell) => kept.has(cell)), together(joined)];
}

/** The same with neighbours of an order; a small number of missing values is joined with what else is smallest. */
export function joinNeighbours(
  bands: readonly ProfileCell[],
  missing: readonly ProfileCell[],
  least: number,
): readonly ProfileCell[] {
  const joined = [...bands];
  for (;;) {
    const at = joined.findIndex((band) => !isLarge(band, least));
    if (at < 0 || joined.length === 1) break;
    const [left, right] = [joined[at - 1], joined[at + 1]];
    const first = left && (!right || left.base <= right.base) ? at - 1 : at;
    joined.splice(first, 2, mergeBands(joined[first]!, joined[first + 1]!));
  }
  return joinSmall([...joined, ...missing], least);
}

function mergeBands(one: ProfileCell, other: ProfileCell): ProfileCell {
  const { from, above } = one;
  const { to } = other;
  return {
    ...together([one, other]),
    kind: 'band',
    ...(from === undefined ? {} : { from }),
    ...(above ? { above } : {}),
    ...(to === undefined ? {} : { to }),
  };
}

/** Several cells as one. */
function together(cells: readonly ProfileCell[]): ProfileCell {
  return { ...sumOf(cells), kind: 'other', parts: cells.flatMap(({ parts }) => parts) };
}

/** One fewer: the smallest band with the smaller of its neighbours, or the two smallest values; undefined where there are two. */
export function coarser(cells: readonly ProfileCell[]): readonly ProfileCell[] | undefined {
  if (cells.length < 3) return undefined;
  const bySize = cells.toSorted((a, b) => a.base - b.base || a.list - b.list);
  const pairs = cells
    .slice(1)
    .flatMap((next, i) => (isBefore(cells[i]!, next) ? [[cells[i]!, next] as const] : []));
  const smallest = bySize.find((cell) => pairs.some((pair) => pair.includes(cell)));
  const [pair] = pairs
    .filter((each) => each.includes(smallest!))
    .toSorted((a, b) => sumOf(a).base - sumOf(b).base);
  const [one, other] = (pair ?? bySize) as readonly [ProfileCell, ProfileCell];
  const joined = pair ? mergeBands(one, other) : together([one, other]);
  return cells.flatMap((cell) => (cell === one ? [joined] : cell === other ? [] : [cell]));
}

/** Whether the second band begins where the first ends. */
function isBefore(one: ProfileCell, other: ProfileCell): boolean {
  if (one.kind !== 'band' || other.kind !== 'band') return false;
  return one.to === undefined ? one.value === '0' && other.above === true : one.to === other.from;
}

/** Those whom cells count: of the list, of the base, and of the base beside the list. */
export function groupsOf({ list, base, both }: Counts): readonly number[] {
  return [list, base, base - both];
}

export function isLarge(counts: Counts, least: number): boolean {
  return groupsOf(counts).every((people) => people === 0 || people >= least);
}

export function sumOf(cells: readonly Counts[]): Counts {
  const sum = (pick: (cell: Counts) => number): number =>
    cells.reduce((total, cell) => total + pick(cell), 0);
  return { list: sum(({ list }) => list), base: sum(({ base }) => base), both: sum(({ both }) => both) };
}

export function lessOf(whole: Counts, part: Counts): Counts {
  return { list: whole.list - part.list, base: whole.base - part.base, both: whole.both - part.both };
}

/** `2 to 4`, `up to 19`, `20 or more` of whole numbers; `20 to <50`, `<20` of others; a value's own text. */
export function labelOf(cell: ProfileCell, isWhole: boolean, others: string): string | null {
  switch (cell.kind) {
    case 'value':
      return cell.value!;
    case 'missing':
      return null;
    case 'other':
      return others;
    case 'band':
      return cell.value ?? (isWhole ? wholeLabel(cell) : bandLabel(cell));
  }
}

/** What joined values are called, which none of the others is. */
export function othersLabel(cells: readonly ProfileCell[]): string {
  const taken = new Set(cells.map(({ value }) => value));
  let label = '(other)';
  while (taken.has(label)) label = `(${label})`;
  return label;
}

function wholeLabel({ from, above, to }: ProfileCell): string {
  const least = from === undefined ? undefined : above ? from + 1 : from;
  if (to === undefined) return least === undefined ? 'any' : `${least} or more`;
  if (least === undefined) return `up to ${to - 1}`;
  return least === to - 1 ? `${least}` : `${least} to ${to - 1}`;
}

function bandLabel({ from, above, to }: ProfileCell): string {
  if (from === undefined) return to === undefined ? 'any' : `<${to}`;
  if (to === undefined) return above ? `>${from}` : `${from} or more`;
  return `${above ? '>' : ''}${from} to <${to}`;
}
