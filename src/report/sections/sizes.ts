import { countOf } from '../../model/count.ts';
import type { Cell, Table, TableColumn } from '../../model/table.ts';
import { isFew } from '../../stats/suppression.ts';
import { type Edition, sumsOf } from '../edition.ts';
import type { Section } from '../section.ts';
import { type CellPlace, cellsFrom, withholding } from '../small-cells.ts';
import { inMoney } from '../words.ts';

export const sizes: Section = {
  name: 'sizes',
  title: 'How large the segments are',
  says: 'customers, share, trend, whom each channel reaches, and what they spent, a segment a row',
  write: async (edition) => {
    if (edition.segments.length === 0) return undefined;
    return {
      lead: [
        isFew(edition.people.base, edition.minCell)
          ? `the base is fewer than ${edition.minCell} customers, and no figure of them is told`
          : `the base is ${countOf(edition.people.base, 'customer')}; a customer may be in several segments`,
        ...(edition.people.channels.length > 0
          ? [
              'reached are those whom an export for the channel would hold: an address, an explicit yes, nobody suppressed',
            ]
          : []),
      ],
      parts: [{ answer: { rows: sizeTable(edition) } }],
    };
  },
};

function sizeTable(edition: Edition): Table {
  const { segments, people, workspace } = edition;
  const trends = trendsOf(edition);
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

/** The columns behind the names. */
const FIRST_FIGURE = 2;
const FIRST_CHANNEL = 4;

/** The newest sizes of each. */
const MOST_POINTS = 24;

function trendsOf({ movement, minCell }: Edition): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { segment, customers } of movement.snapshots) {
    if (!isFew(customers, minCell)) found.set(segment, [...(found.get(segment) ?? []), customers]);
  }
  return new Map([...found].map(([name, all]) => [name, all.slice(-MOST_POINTS)]));
}

/** Figures of segments that are not told, and channels whose reach is not. */
function smallCells({ segments, told }: Edition, columns: number): readonly CellPlace[] {
  return segments.flatMap(({ name }, row) => {
    const { isTold, reached } = told.get(name)!;
    if (!isTold) return cellsFrom(Array(columns).fill(null), row, FIRST_FIGURE);
    return reached.flatMap((isReachTold, channel) =>
      isReachTold ? [] : [[row, FIRST_CHANNEL + channel] as const],
    );
  });
}
