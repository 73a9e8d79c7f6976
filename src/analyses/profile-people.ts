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
  const groups = columns.slice(0, lists).map((within) => within.map((is, row) => is + 2 * base![row]!));
  const parts = new Map(splits.map((split, at) => [split, columns[lists + at]!]));
  return {
    totals: (list) => countParts(new Uint8Array(base!.length), groups[list]!, 1)[0]!,
    counted: (list, split) => countParts(parts.get(split)!, groups[list]!, split.parts),
    crossed: (list, one, other) =>
      crossParts([parts.get(one)!, parts.get(other)!], groups[list]!, [one.parts, other.parts]),
  };
}

/** Of a list: in neither, in the list alone, in the base alone, in both. */
const GROUPS = 4;

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

function countParts(part: Bytes, group: Bytes, parts: number): readonly Counts[] {
  const tally = new Float64Array(parts * GROUPS);
  for (let row = 0; row < part.length; row++) tally[part[row]! * GROUPS + group[row]!]!++;
  return Array.from({ length: parts }, (_, at) => {
    const [, list = 0, base = 0, both = 0] = tally.subarray(at * GROUPS, (at + 1) * GROUPS);
    return { list: list + both, base: base + both, both };
  });
}

/** Of so many first, which is enough to see of most fields that many people stand between them, and of four times as many next. */
const FIRST = 8192;
const TIMES = 4;

function* crossParts(
  [one, other]: readonly [Bytes, Bytes],
  group: Bytes,
  [ones, others]: readonly [number, number],
): Generator<Crossings> {
  const tally = new Float64Array(ones * others * GROUPS);
  for (let [from, to] = [0, FIRST]; ; [from, to] = [to, to * TIMES]) {
    const end = Math.min(to, one.length);
    for (let row = from; row < end; row++)
      tally[(one[row]! * others + other[row]!) * GROUPS + group[row]!]!++;
    const people = (counted: readonly number[]) => crossingOf(tally, counted, [ones, others]);
    yield { everybody: people([1, 2, 3]), groups: [people([1, 3]), people([2, 3]), people([2])] };
    if (end === one.length) return;
  }
}

function crossingOf(
  tally: Float64Array,
  groups: readonly number[],
  [ones, others]: readonly [number, number],
): Crossing {
  const places = (count: number) => Array.from({ length: count }, (_, place) => place);
  return places(ones).map((one) =>
    places(others).map((other) =>
      groups.reduce((sum, group) => sum + tally[(one * others + other) * GROUPS + group]!, 0),
    ),
  );
}
