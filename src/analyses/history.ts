/** Sizes over time, from what was recorded. */
import type { Snapshot } from '../history/snapshots.ts';
import { type AsOf, resolveAsOf } from '../model/calendar.ts';
import type { TrendFigure } from '../model/figure.ts';
import type { Table } from '../model/table.ts';

/** A date where the as-of is the end of it, else the instant. */
export function asOfText({ instant, date, zone }: AsOf): string {
  return resolveAsOf(date, zone)?.instant === instant ? date : instant;
}

/** A row a snapshot, by segment and as-of: what entered and left since the one before, missing in the first. */
export function historyTable(snapshots: readonly Snapshot[]): Table {
  const texts = snapshots.map(({ asOf }) => asOfText(asOf));
  return {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'as_of', kind: texts.every((text) => text.length === 10) ? 'date' : 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'entered', kind: 'integer' },
      { name: 'left', kind: 'integer' },
    ],
    rows: snapshots.map(({ segment, customers, entered, left }, index) => [
      segment,
      texts[index]!,
      customers,
      entered,
      left,
    ]),
  };
}

/** The newest sizes that a line of bars shows. */
const BARS = 30;

/** A small line a segment. */
export function trendFigure(snapshots: readonly Snapshot[]): TrendFigure {
  return {
    kind: 'trends',
    title: 'Sizes over time, as recorded',
    measured: 'integer',
    series: [...bySegment(snapshots)].map(([name, all]) => ({
      name,
      dates: all.map(({ asOf }) => asOf.date),
      values: all.map(({ customers }) => customers),
    })),
  };
}

function bySegment(snapshots: readonly Snapshot[]): ReadonlyMap<string, readonly Snapshot[]> {
  const groups = new Map<string, Snapshot[]>();
  for (const snapshot of snapshots) {
    const group = groups.get(snapshot.segment);
    if (group) group.push(snapshot);
    else groups.set(snapshot.segment, [snapshot]);
  }
  return groups;
}

/** A row a segment: the newest size, what it was before, and a line of the sizes so far. */
export function trendTable(snapshots: readonly Snapshot[]): Table {
  return {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'as_of', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'change', kind: 'percent', signed: true },
      { name: 'entered', kind: 'integer' },
      { name: 'left', kind: 'integer' },
      { name: 'runs', kind: 'integer' },
      { name: 'trend', kind: 'sparkline' },
    ],
    rows: [...bySegment(snapshots)].map(([segment, all]) => {
      const newest = all.at(-1)!;
      const before = all.at(-2)?.customers ?? 0;
      return [
        segment,
        asOfText(newest.asOf),
        newest.customers,
        before === 0 ? null : newest.customers / before - 1,
        newest.entered,
        newest.left,
        all.length,
        all
          .slice(-BARS)
          .map(({ customers }) => customers)
          .join(' '),
      ];
    }),
  };
}
