/** Everybody once, with all that sections sum up: which segments they are in, who may be reached, what they spent. */
import { type ListPlaces, MEMBERSHIP_RELATION } from '../evaluation/lists.ts';
import { listsWanted } from '../evaluation/membership.ts';
import { readRows } from '../evaluation/read-rows.ts';
import { makeRelation } from '../evaluation/relation.ts';
import { shareMembers } from '../evaluation/shared.ts';
import { usualRfmTable } from '../features/rfm-model.ts';
import { measureValue } from '../language/measure-value.ts';
import { resolveAsOf, shiftDate } from '../model/calendar.ts';
import { columnValue } from '../model/column-value.ts';
import type { Segment } from '../model/segment.ts';
import type { MeasureValue, Value } from '../model/value.ts';
import type { Planner } from '../plan/planner.ts';
import type { Expr } from '../sql/ast.ts';
import { aggregate, and, cast, column } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const peopleRelation = MEMBERSHIP_RELATION;

export interface People extends ListPlaces {
  /** Customers that exist at the as-of. */
  readonly base: number;
  /** By segment; everybody is under the empty name. */
  readonly sums: ReadonlyMap<string, Sums>;
  /** The column of what a customer spent within a year; absent without money. */
  readonly spent: string | undefined;
  /** Names of the channels, in the order of `reached`. */
  readonly channels: readonly string[];
}

export interface Sums {
  readonly customers: number;
  /** Decimal; null without money. */
  readonly spent: string | null;
  /** Whom `run` would write for each channel. */
  readonly reached: readonly number[];
}

/** The values and the lists are there for whoever asks for them later (`shareValues`). */
export async function gatherPeople(
  workspace: Workspace,
  segments: readonly Segment[],
  values: readonly MeasureValue[] = [],
): Promise<People> {
  const reaching = workspace.definitions.channels.map(({ name }) => everybodyBy(name));
  const definitions = {
    ...workspace.definitions,
    segments: [...workspace.definitions.segments, ...reaching],
  };
  const { asked } = await makeRelation({ ...workspace, definitions }, peopleRelation, (planner) => {
    const planned = segments.map(({ name }) => ({ name, member: planner.segment(name).member, columns: [] }));
    const reached = reaching.map(({ name }) => planner.segment(name).member);
    const money = spentInYear(workspace);
    const spent = money && planner.value(money, 'spent in a year');
    askFor(values, planner);
    const wanted = listsWanted(planner, planned, [...reached, ...(spent === undefined ? [] : [spent])]);
    return { ...wanted, reached, spent, ...(workspace.keeping ? {} : { later: values }) };
  });
  const { key, segments: planned, reached, spent } = asked;
  const places = planned.map(
    ({ name, member }) => [name, { relation: peopleRelation, key, column: member }] as const,
  );
  shareMembers(workspace, new Map(places));
  const sums = await sumUp(workspace, planned, { reached, spent });
  const channels = workspace.definitions.channels.map(({ name }) => name);
  return { key, segments: planned, base: sums.get('')!.customers, sums, spent, channels };
}

/** No column of the lists, and computed with them. */
export function askFor(values: readonly Value[], planner: Planner): void {
  for (const value of values) planner.expression(value);
}

/** What the list for the channel would be if everybody were in the segment. */
function everybodyBy(channel: string): Segment {
  const name = `everybody by ${channel}`;
  const span = { source: { name, text: '' }, start: 0, end: 0 };
  const rest = { parameters: {}, exclude: [], columns: [], alerts: {}, output: true, enabled: true };
  return { name, span, about: { tags: [] }, channel, ...rest };
}

const aYear = { n: 1, unit: 'y' } as const;

function spentInYear({ schema, asOf }: Workspace): Value | undefined {
  const table = usualRfmTable(schema.events);
  const value = table?.columns.find(({ name }) => name === table.value);
  const start = resolveAsOf(shiftDate(asOf.date, aYear, -1), asOf.zone);
  if (!table || !value || !start) return undefined;
  const bounds = [
    {
      from: { kind: 'instant', instant: start.instant },
      to: { kind: 'instant', instant: asOf.instant },
    },
  ] as const;
  return measureValue('sum', { table: table.name, bounds, steps: [] }, columnValue(table.name, value));
}

async function sumUp(
  workspace: Workspace,
  segments: ListPlaces['segments'],
  { reached, spent }: { readonly reached: readonly string[]; readonly spent: string | undefined },
): Promise<ReadonlyMap<string, Sums>> {
  const groups: readonly (readonly [string, Expr | undefined])[] = [
    ['', undefined],
    ...segments.map(({ name, member }) => [name, column(member)] as const),
  ];
  const items = groups.flatMap(([, filter]) => [
    aggregate('count', undefined, filter ? { filter } : {}),
    ...(spent === undefined ? [] : [cast(aggregate('sum', column(spent), filter ? { filter } : {}), 'text')]),
    ...reached.map((each) => aggregate('count', undefined, { filter: and(filter, column(each)) })),
  ]);
  const each = items.length / groups.length;
  const [row = []] = await readRows(workspace, {
    kind: 'select',
    items: items.map((expr, index) => ({ expr, as: `n_${index}` })),
    from: { relation: peopleRelation },
  });
  return new Map(
    groups.map(([name], index) => {
      const [customers, ...rest] = row.slice(index * each, (index + 1) * each);
      const money = spent === undefined ? null : (rest.shift() ?? 0);
      return [
        name,
        {
          customers: Number(customers),
          spent: money === null ? null : String(money),
          reached: rest.map(Number),
        },
      ];
    }),
  );
}
