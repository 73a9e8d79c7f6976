/** How many people are in each part of one field and each part of another. */
import { readRows } from '../evaluation/read-rows.ts';
import type { NumberColumns } from '../model/number-columns.ts';
import type { Expr } from '../sql/ast.ts';
import { and, cast, column, integer, notTrue, when } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Crossing } from '../stats/nested-sets.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { countsOf, IN_BASE, IN_LIST, PROFILE_RELATION, readCounts } from './profile-facts.ts';

/** Everybody is in one of the parts, which are counted from 0. */
export interface Split {
  readonly part: Expr;
  readonly parts: number;
}

/** Of everybody who is counted, and of those whom cells count: of the list, of the base, of the base beside the list. */
export interface Crossings {
  readonly everybody: Crossing;
  readonly groups: readonly Crossing[];
}

/** Some customers, and the part of each in each split. */
export interface Look {
  readonly crossed: (one: Split, other: Split) => Crossings;
  /** Whether they are all. */
  readonly isWhole: boolean;
}

/** Enough customers to see of nearly all fields that many people stand between them. */
const LOOK = 5000;

/** Some of the list and some of the others. */
export async function takeLook({ database, dialect }: Workspace, splits: readonly Split[]): Promise<Look> {
  const [inList, inBase] = [column(IN_LIST), column(IN_BASE)];
  const beside = and(inBase, notTrue(inList));
  const flags = [inList, inBase, beside].map((test) => when(test, integer(1), integer(0)));
  const items = [...flags, ...splits.map(({ part }) => part)].map((expr, i) => ({
    expr: cast(expr, 'double'),
    as: `x_${i}`,
  }));
  const read = (where: Expr): Promise<NumberColumns> => {
    const from = { relation: PROFILE_RELATION };
    const body = { kind: 'select', items, from, where, limit: LOOK } as const;
    return database.numbers(printQuery({ with: [], body }, dialect));
  };
  const looks = [await read(inList), await read(beside)];
  const columns = items.map(({ as }) => Float64Array.from(looks.flatMap((each) => [...each[as]!])));
  const groups = columns.slice(0, flags.length);
  const places = new Map(splits.map(({ part }, i) => [part, columns[flags.length + i]!]));
  return {
    crossed: (one, other) => crossedOf(one, other, [places.get(one.part)!, places.get(other.part)!], groups),
    isWhole: looks.every((each) => each['x_0']!.length < LOOK),
  };
}

function crossedOf(
  one: Split,
  other: Split,
  [ones, others]: readonly [Float64Array, Float64Array],
  groups: readonly Float64Array[],
): Crossings {
  const [everybody, ...counted] = [undefined, ...groups].map((group) => {
    const crossing = emptyCrossing(one, other);
    for (let row = 0; row < ones.length; row++) crossing[ones[row]!]![others[row]!]! += group?.[row] ?? 1;
    return crossing;
  });
  return { everybody: everybody!, groups: counted };
}

/** Of all customers. */
export async function readCrossings(workspace: Workspace, one: Split, other: Split): Promise<Crossings> {
  const rows = await readRows(workspace, {
    kind: 'select',
    items: [one.part, other.part, ...countsOf()].map((expr, i) => ({ expr, as: `x_${i}` })),
    from: { relation: PROFILE_RELATION },
    groupBy: [one.part, other.part],
  });
  const [everybody, ...groups] = [0, 1, 2, 3].map(() => emptyCrossing(one, other));
  for (const [a, b, ...counts] of rows) {
    const { list, base, both } = readCounts(counts);
    for (const [i, people] of [list + base - both, list, base, base - both].entries())
      [everybody!, ...groups][i]![Number(a)]![Number(b)] = people;
  }
  return { everybody: everybody!, groups };
}

function emptyCrossing(one: Split, other: Split): number[][] {
  return Array.from({ length: one.parts }, () => Array.from({ length: other.parts }, () => 0));
}
