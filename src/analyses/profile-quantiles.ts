/** How a number lies among the list and among the base, told where enough people lie on either side. */
import { isNumber } from '../model/value.ts';
import { and, column, isNotNull } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { orderStatistics } from './order-statistics.ts';
import type { Profile } from './profile.ts';
import { IN_BASE, PROFILE_RELATION } from './profile-facts.ts';

export const quantileShares = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

export interface FieldQuantiles {
  readonly field: string;
  readonly of: 'list' | 'base';
  /** Who have a value, and who have none; undefined where one of them could be told from it. */
  readonly customers: number | undefined;
  readonly missing: number | undefined;
  readonly quantiles: readonly (number | undefined)[];
}

/** Of every number of the profile, that of the list and that of the base, in its order. */
export async function measureQuantiles(
  workspace: Workspace,
  { fields, totals, question, inList }: Profile,
): Promise<readonly FieldQuantiles[]> {
  const found: FieldQuantiles[] = [];
  const least = question.leastPeople;
  for (const { field, known: having, column: name } of fields.filter((each) => isNumber(each.field.type))) {
    for (const of of ['list', 'base'] as const) {
      const [known, all] = [having[of], totals[of]];
      const missing = all - known;
      const isTold = [known, missing].every((people) => people === 0 || people >= least);
      const where = and(column(of === 'list' ? inList : IN_BASE), isNotNull(column(name)));
      found.push({
        field: field.name,
        of,
        customers: isTold ? known : undefined,
        missing: isTold ? missing : undefined,
        quantiles: await quantilesOf(workspace, column(name), where, known, least),
      });
    }
  }
  return found;
}

/** Type 7 of Hyndman and Fan (1996), from the two values that each lies between. */
async function quantilesOf(
  workspace: Workspace,
  value: ReturnType<typeof column>,
  where: ReturnType<typeof and>,
  known: number,
  least: number,
): Promise<readonly (number | undefined)[]> {
  const places = quantileShares.map((share) => 1 + (known - 1) * share);
  const isTold = quantileShares.map((share) => known * Math.min(share, 1 - share) >= least);
  const wanted = places.flatMap((place, i) => (isTold[i] ? [Math.floor(place), Math.ceil(place)] : []));
  if (wanted.length === 0) return quantileShares.map(() => undefined);
  const values = await orderStatistics(workspace, { relation: PROFILE_RELATION, value, where }, wanted);
  return places.map((place, i) => {
    if (!isTold[i]) return undefined;
    const [low, high] = [values.get(Math.floor(place))!, values.get(Math.ceil(place))!];
    return Number((low + (place - Math.floor(place)) * (high - low)).toPrecision(15));
  });
}
