import type { Snapshot } from '../../history/snapshots.ts';
import { countOf } from '../../model/count.ts';
import type { Segment } from '../../model/segment.ts';
import type { Cell, Table, TableColumn } from '../../model/table.ts';
import { type Edition, sumsOf } from '../edition.ts';
import type { Section } from '../section.ts';
import { withheld, withholding } from '../small-cells.ts';
import { inMoney } from '../words.ts';

export const sizes: Section = {
  name: 'sizes',
  title: 'How large the segments are',
  says: 'customers, share, trend, whom each channel reaches, and what they spent, a segment a row',
  write: async (edition) => ({
    lead: [
      `the base is ${countOf(edition.people.base, 'customer')}; a customer may be in several segments`,
      ...(edition.people.channels.length > 0
        ? [
            'reached are those whom an export for the channel would hold: an address, an explicit yes, nobody suppressed',
          ]
        : []),
    ],
    parts: [{ answer: { rows: sizeTable(edition) } }],
  }),
};

function sizeTable(edition: Edition): Table {
  const { segments, people, workspace } = edition;
  const trends = trendsOf(edition.movement.snapshots);
  const hasTrend = segments.some(({ name }) => (trends.get(name)?.length ?? 0) > 2);
  const columns: readonly TableColumn[] = [
    { name: 'segment', kind: 'text' },
    { name: 'what it is', kind: 'prose' },
    { name: 'customers', kind: 'integer' },
    { name: 'share', kind: 'percent' },
    ...people.channels.map((name) => ({ name: `by ${name}`, kind: 'integer' }) as const),
    ...(people.spent === undefined
      ? []
      : [{ name: inMoney(workspace, 'spent in a year'), kind: 'money' } as const]),
    ...(hasTrend ? [{ name: 'trend', kind: 'sparkline' } as const] : []),
  ];
  const rows = segments.map(({ name, about }): readonly Cell[] => {
    const { customers, spent, reached } = sumsOf(edition, name);
    return [
      name,
      about.title ?? null,
      customers,
      people.base === 0 ? null : customers / people.base,
      ...reached,
      ...(people.spent === undefined ? [] : [spent]),
      ...(hasTrend ? [trends.get(name)?.join(' ') ?? null] : []),
    ];
  });
  return withholding({ columns, rows }, smallCells(edition, columns.length));
}

/** The newest sizes of each. */
const MOST_POINTS = 24;

function trendsOf(snapshots: readonly Snapshot[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { segment, customers } of snapshots)
    found.set(segment, [...(found.get(segment) ?? []), customers]);
  return new Map([...found].map(([name, all]) => [name, all.slice(-MOST_POINTS)]));
}

/** Stages of a set are parts of one whole; other segments each stand alone. */
function smallCells(edition: Edition, columns: number): readonly (readonly [number, number])[] {
  const { segments, minCell, people } = edition;
  const rows = new Map<string, number[]>();
  for (const [row, { name }] of segments.entries()) {
    const set = setOf(segments[row]!) ?? name;
    rows.set(set, [...(rows.get(set) ?? []), row]);
  }
  const hidden = [...rows.values()].flatMap((group) => {
    const flags = withheld(
      group.map((row) => sumsOf(edition, segments[row]!.name).customers),
      minCell,
    );
    return group.filter((_, index) => flags[index]);
  });
  const whole = hidden.flatMap((row) =>
    Array.from({ length: columns - 2 }, (_, at) => [row, at + 2] as const),
  );
  const reach = segments.flatMap(({ name }, row) =>
    hidden.includes(row)
      ? []
      : sumsOf(edition, name).reached.flatMap((count, channel) =>
          count > 0 && count < minCell ? [[row, 4 + channel] as const] : [],
        ),
  );
  return [...whole, ...reach].filter(([, column]) => column < 4 + people.channels.length + columns);
}

function setOf({ name }: Segment): string | undefined {
  return name.includes('.') ? name.slice(0, name.indexOf('.')) : undefined;
}
