/** Where a number is cut into bands: near its fifths, at numbers that a person would write. */
import { isMoment } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { and, binary, column, integer, isNotNull } from '../sql/build.ts';
import { simplestNumber } from '../stats/simplest-number.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { orderStatistics } from './order-statistics.ts';
import { type FieldFacts, PROFILE_RELATION } from './profile-facts.ts';

const BANDS = 5;

/** How far from the fifth a rounder number may lie, as a share of the way to its neighbours. */
const NEAR = 0.4;

/** Rising, without zero where that is a value of its own. */
export async function profileEdges(
  workspace: Workspace,
  { people, zeros, negative, field, column: name }: FieldFacts,
  value: Expr = column(name),
): Promise<readonly number[]> {
  const isApart = zeros > 0 && !negative && !isMoment(field.type);
  const counted = isApart ? people - zeros : people;
  if (counted < 1) return [];
  const places = Array.from({ length: BANDS + 1 }, (_, i) => 1 + Math.round(((counted - 1) * i) / BANDS));
  const where = and(isNotNull(column(name)), isApart ? binary('<>', value, integer(0)) : undefined);
  const found = await orderStatistics(workspace, { relation: PROFILE_RELATION, value, where }, places);
  const cuts = places.map((place) => found.get(place)!);
  const rounded = cuts.slice(1, -1).map((cut, i) => roundCut(cut, cuts[i]!, cuts[i + 2]!));
  const least = cuts[0]!;
  return [...new Set(rounded)].filter((edge) => edge > least).toSorted((a, b) => a - b);
}

/** A cut that many share is kept as it is. */
function roundCut(cut: number, before: number, after: number): number {
  return simplestNumber(cut - NEAR * (cut - before), cut + NEAR * (after - cut));
}
