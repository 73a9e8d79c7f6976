/** Everybody once: the part that each customer is in of each field, and the lists that they are in, a byte each. */
import type { Expr } from '../sql/ast.ts';
import { balanced, binary, cast, column, integer, literal, when } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Crossing } from '../stats/nested-sets.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Counts } from './profile-cells.ts';
import { IN_BASE, inList, PROFILE_RELATION } from './profile-facts.ts';
import type { Split } from './profile-splits.ts';

type Bytes = Uint8Array;

/** How customers lie in the parts of splits. */
export interface People {
  readonly totals: (list: number) => Counts;
  /** Of a list: how many are in each part. */
  readonly counted: (list: number, split: Split) => readonly Counts[];
  /** Of a list: how many are in each part of the one and each part of the other, of more and more customers, at last of all. */
  readonly crossed: (list: number, one: Split, other: Split) => Iterable<Crossings>;
}

/** Of everybody who is counted, and of those whom cells count: of the list, of the base, of the base beside the list. */
export interface Crossings {
  readonly everybody: Crossing;
  readonly groups: readonly Crossing[];
}

export async function readPeople(
  workspace: Workspace,
  splits: readonly Split[],
  lists: number,
): Promise<People> {
  const flags = [IN_BASE, ...Array.from({ length: lists }, (_, at) => inList(at))];
  const digits = [
    ...flags.map((name) => ({ part: when(column(name), integer(1), integer(0)), parts: 2 })),
    ...splits,
  ];
  const [base, ...columns] = await readDigits(workspace, digits);
  const parts = new Map(splits.map((split, at) => [split, columns[lists + at]!]));
  const bundles = bundlesOf(lists).map((places) =>
    bundleOf(base!, columns.slice(places[0], places.at(-1)! + 1), parts),
  );
  const bundleAt = (list: number): Bundle => bundles[Math.floor(list / TOGETHER)]!;
  return {
    totals: (list) => countsOf(bundleAt(list), list % TOGETHER, undefined)[0]!,
    counted: (list, split) => countsOf(bundleAt(list), list % TOGETHER, split),
    crossed: (list, one, other) => crossedOf(bundleAt(list).tally(one, other), list % TOGETHER),
  };
}

/** So many lists are counted at once: each more takes tallies of twice the size. */
const TOGETHER = 3;

function bundlesOf(lists: number): readonly (readonly number[])[] {
  const all = Array.from({ length: lists }, (_, list) => list);
  return all.flatMap((list) => (list % TOGETHER === 0 ? [all.slice(list, list + TOGETHER)] : []));
}

/** Some of the lists, with what was counted of them. */
interface Bundle {
  /** Of parts of one field, and of another; the one part of everybody where none is named. */
  readonly tally: (one: Split | undefined, other: Split | undefined) => Tally;
}

function bundleOf(base: Bytes, lists: readonly Bytes[], parts: ReadonlyMap<Split, Bytes>): Bundle {
  const standing = base.map((isBase, row) =>
    lists.reduce((sum, isIn, place) => sum + (isIn[row]! << (place + 1)), isBase),
  );
  const everybody = new Uint8Array(base.length);
  const known = new Map<Split | undefined, Map<Split | undefined, Tally>>();
  const partsOf = (split: Split | undefined): Bytes => (split ? parts.get(split)! : everybody);
  return {
    tally: (one, other) => {
      const beside = known.get(one) ?? new Map<Split | undefined, Tally>();
      const found = beside.get(other) ?? {
        one: partsOf(one),
        other: partsOf(other),
        size: [one?.parts ?? 1, other?.parts ?? 1] as const,
        standing,
        counts: new Float64Array((one?.parts ?? 1) * (other?.parts ?? 1) * KINDS),
        seen: 0,
      };
      known.set(one, beside.set(other, found));
      return found;
    },
  };
}

/** By the part of the one field, of the other, and by standing: how many of the first `seen` customers. */
interface Tally {
  readonly one: Bytes;
  readonly other: Bytes;
  readonly size: readonly [ones: number, others: number];
  /** A bit for the base, and one for each list. */
  readonly standing: Bytes;
  readonly counts: Float64Array;
  seen: number;
}

const KINDS = 2 ** (1 + TOGETHER);

/** What a double holds of whole numbers. */
const MOST = 2 ** 52;

interface Digit {
  readonly part: Expr;
  readonly parts: number;
}

/** The columns are read as the digits of few numbers. */
async function readDigits(
  { database, dialect }: Workspace,
  digits: readonly Digit[],
): Promise<readonly Bytes[]> {
  const words = wordsOf(digits);
  const items = words.map((word, at) => ({ expr: numberOf(word), as: `word_${at}` }));
  const body = { kind: 'select', items, from: { relation: PROFILE_RELATION } } as const;
  const read = await database.numbers(printQuery({ with: [], body }, dialect));
  return words.flatMap((word, at) => digitsOf(read[`word_${at}`]!, word));
}

function wordsOf(digits: readonly Digit[]): readonly (readonly Digit[])[] {
  const words: Digit[][] = [];
  let size = MOST;
  for (const digit of digits) {
    if (size * digit.parts > MOST) {
      words.push([]);
      size = 1;
    }
    words.at(-1)!.push(digit);
    size *= digit.parts;
  }
  return words;
}

/** The first digit counts least. */
function numberOf(word: readonly Digit[]): Expr {
  let size = 1;
  const terms = word.map(({ part, parts }) => {
    const times = cast(literal('integer', String(size)), 'double');
    size *= parts;
    return binary('*', cast(part, 'double'), times);
  });
  return balanced(terms, (left, right) => binary('+', left, right));
}

function digitsOf(numbers: Float64Array, word: readonly Digit[]): readonly Bytes[] {
  const left = Float64Array.from(numbers);
  return word.map(({ parts }) => {
    const digits = new Uint8Array(left.length);
    for (let row = 0; row < left.length; row++) {
      const rest = Math.floor(left[row]! / parts);
      digits[row] = left[row]! - rest * parts;
      left[row] = rest;
    }
    return digits;
  });
}

/** Of so many first, which is enough to see of most fields that many people stand between them, and of four times as many next. */
const FIRST = 8192;
const TIMES = 4;

function countUntil(tally: Tally, end: number): void {
  const { one, other, size, standing, counts, seen } = tally;
  for (let row = seen; row < end; row++)
    counts[(one[row]! * size[1] + other[row]!) * KINDS + standing[row]!]!++;
  tally.seen = end;
}

/** What was counted for another list already is not counted again. */
function* crossedOf(tally: Tally, place: number): Generator<Crossings> {
  const all = tally.one.length;
  if (tally.seen === 0) countUntil(tally, Math.min(FIRST, all));
  for (;;) {
    yield crossingsOf(tally, place);
    if (tally.seen === all) return;
    countUntil(tally, Math.min(tally.seen * TIMES, all));
  }
}

function crossingsOf(tally: Tally, place: number): Crossings {
  const people = (isCounted: (list: number, base: number) => boolean) =>
    crossingOf(tally, standingsOf(place, isCounted));
  return {
    everybody: people((list, base) => list + base > 0),
    groups: [
      people((list) => list === 1),
      people((_, base) => base === 1),
      people((list, base) => base > list),
    ],
  };
}

function countsOf(bundle: Bundle, place: number, split: Split | undefined): readonly Counts[] {
  const tally = bundle.tally(split, undefined);
  countUntil(tally, tally.one.length);
  const [list, base, both] = [
    standingsOf(place, (inList) => inList === 1),
    standingsOf(place, (_, inBase) => inBase === 1),
    standingsOf(place, (inList, inBase) => inList + inBase === 2),
  ].map((standings) => crossingOf(tally, standings).map(([people]) => people!));
  return list!.map((people, part) => ({ list: people, base: base![part]!, both: both![part]! }));
}

/** Which standings are counted of the list at that place of its bundle. */
function standingsOf(place: number, isCounted: (list: number, base: number) => boolean): readonly number[] {
  const all = Array.from({ length: KINDS }, (_, standing) => standing);
  return all.filter((standing) => isCounted((standing >> (place + 1)) & 1, standing & 1));
}

function crossingOf({ counts, size: [ones, others] }: Tally, standings: readonly number[]): Crossing {
  const places = (count: number) => Array.from({ length: count }, (_, place) => place);
  return places(ones).map((one) =>
    places(others).map((other) =>
      standings.reduce((sum, standing) => sum + counts[(one * others + other) * KINDS + standing]!, 0),
    ),
  );
}
