/**
 * Which counts of people are withheld so that no small one can be read or had from the others: the small ones, and of
 * those that tell them, the smallest (primary and complementary cell suppression; Willenborg and de Waal 2001).
 */

/** `elsewhere`: told already, and not to be withheld. `nowhere`: told in no cell, and not to be had from any either. */
export type Place = 'here' | 'elsewhere' | 'nowhere';

export interface CountSheet {
  /** A count of people; gives its place. */
  readonly add: (people: number, place?: Place) => number;
  /** That the parts are the whole, without anybody twice. */
  readonly sum: (whole: number, parts: readonly number[]) => void;
  /** The part and the rest of the whole, which is told in no cell. */
  readonly rest: (whole: number, part: number) => void;
  /** Parts of which nobody is in two, and who is in none: that this is nobody is known of them. */
  readonly partition: (whole: number, parts: readonly number[]) => void;
  /** By place, with fewer than `least` being few. */
  readonly withheld: (least: number) => readonly boolean[];
}

interface Count {
  readonly people: number;
  readonly place: Place;
}

interface Sum {
  readonly whole: number;
  readonly parts: readonly number[];
}

export function countSheet(): CountSheet {
  const counts: Count[] = [];
  const sums: Sum[] = [];
  const add = (people: number, place: Place = 'here'): number => counts.push({ people, place }) - 1;
  const sum = (whole: number, parts: readonly number[]): void => {
    sums.push({ whole, parts });
  };
  return {
    add,
    sum,
    rest: (whole, part) => sum(whole, [part, add(counts[whole]!.people - counts[part]!.people, 'nowhere')]),
    partition: (whole, parts) => {
      const left = parts.reduce((people, part) => people - counts[part]!.people, counts[whole]!.people);
      sum(whole, left === 0 ? parts : [...parts, add(left, 'nowhere')]);
    },
    withheld: (least) => withhold(counts, sums, least),
  };
}

/** Zero is nobody. */
export function isFew(people: number, least: number): boolean {
  return people > 0 && people < least;
}

function withhold(counts: readonly Count[], sums: readonly Sum[], least: number): readonly boolean[] {
  const hidden = counts.map(
    ({ people, place }) => place === 'nowhere' || (place === 'here' && isFew(people, least)),
  );
  const lost = new Set<Sum>();
  const canHide = (place: number): boolean =>
    !hidden[place] && counts[place]!.place === 'here' && counts[place]!.people > 0;
  for (;;) {
    const left = sums.filter((sum) => !lost.has(sum));
    const telling = left.find((sum) => isTelling(sum, counts, hidden, least));
    const around = telling ? [telling] : left.filter(holdsOneOf(solvedFew(left, counts, hidden, least)));
    if (around.length === 0) return hidden;
    const next = nearest(around, sums, counts, canHide);
    if (next === undefined) for (const sum of around) lost.add(sum);
    else hidden[next] = true;
  }
}

/** The smallest that may be hidden of these sums: a part, else a whole, else one of sums that share a count with them. */
function nearest(
  around: readonly Sum[],
  sums: readonly Sum[],
  counts: readonly Count[],
  canHide: (place: number) => boolean,
): number | undefined {
  const smallest = (places: readonly number[]): number | undefined =>
    places.filter(canHide).toSorted((a, b) => counts[a]!.people - counts[b]!.people || a - b)[0];
  const found = smallest(around.flatMap(({ parts }) => parts)) ?? smallest(around.map(({ whole }) => whole));
  if (found !== undefined) return found;
  const further = sums.filter(holdsOneOf(new Set(around.flatMap(({ whole, parts }) => [whole, ...parts]))));
  return further.length > around.length ? nearest(further, sums, counts, canHide) : undefined;
}

function holdsOneOf(places: ReadonlySet<number>): (sum: Sum) => boolean {
  return ({ whole, parts }) => places.has(whole) || parts.some((part) => places.has(part));
}

/** The first of the few that are withheld and have to be what they are. */
function solvedFew(
  sums: readonly Sum[],
  counts: readonly Count[],
  hidden: readonly boolean[],
  least: number,
): ReadonlySet<number> {
  const [first] = solved(sums, hidden).filter((place) => isFew(counts[place]!.people, least));
  return new Set(first === undefined ? [] : [first]);
}

/** Whether the whole is told, and what is withheld of it is few people together. */
function isTelling(
  { whole, parts }: Sum,
  counts: readonly Count[],
  hidden: readonly boolean[],
  least: number,
): boolean {
  if (hidden[whole]) return false;
  return isFew(
    parts.reduce((total, part) => total + (hidden[part] ? counts[part]!.people : 0), 0),
    least,
  );
}

/** The withheld counts that the sums and all others leave no choice: by elimination. */
function solved(sums: readonly Sum[], hidden: readonly boolean[]): readonly number[] {
  const unknown = hidden.flatMap((isHidden, place) => (isHidden ? [place] : []));
  const columns = new Map(unknown.map((place, column) => [place, column]));
  const rows = sums.map(({ whole, parts }) => {
    const row = new Float64Array(unknown.length);
    for (const [place, factor] of [[whole, -1], ...parts.map((part) => [part, 1])] as [number, number][]) {
      const column = columns.get(place);
      if (column !== undefined) row[column]! += factor;
    }
    return row;
  });
  return reduced(rows, unknown.length).flatMap((row) => {
    const left = [...row.keys()].filter((column) => Math.abs(row[column]!) > NOTHING);
    return left.length === 1 ? [unknown[left[0]!]!] : [];
  });
}

const NOTHING = 1e-9;

/** The rows in reduced echelon form. */
function reduced(rows: readonly Float64Array[], columns: number): readonly Float64Array[] {
  const left = rows.filter((row) => row.some((value) => value !== 0));
  let done = 0;
  for (let column = 0; column < columns && done < left.length; column++) {
    const pivot = left.findIndex((row, at) => at >= done && Math.abs(row[column]!) > NOTHING);
    if (pivot < 0) continue;
    [left[done], left[pivot]] = [left[pivot]!, left[done]!];
    const by = left[done]![column]!;
    left[done] = left[done]!.map((value) => value / by);
    for (const [at, row] of left.entries()) {
      if (at === done || row[column] === 0) continue;
      const factor = row[column]!;
      for (let each = column; each < columns; each++) row[each]! -= factor * left[done]![each]!;
    }
    done++;
  }
  return left.slice(0, done);
}
