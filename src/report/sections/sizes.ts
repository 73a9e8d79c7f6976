import { countOf } from '../../model/count.ts';
import type { Segment } from '../../model/segment.ts';
import type { Cell, Table, TableColumn } from '../../model/table.ts';
import { isFew } from '../../stats/suppression.ts';
import { type Edition, sumsOf } from '../edition.ts';
import { isMovementTold } from '../moved.ts';
import type { Part, Section } from '../section.ts';
import { type CellPlace, cellsFrom, withholding } from '../small-cells.ts';
import { isStage, setOf } from '../titles.ts';
import { dateWords, inMoney } from '../words.ts';

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
          : `the base is ${countOf(edition.people.base, 'customer')}; a customer may be in several segments; the change is since ${dateWords(edition.movement.since.date)}`,
        ...(edition.people.channels.length > 0
          ? [
              'reached are those whom an export for the channel would hold: an address, an explicit yes, nobody suppressed',
            ]
          : []),
      ],
      parts: [...partOf(edition, bySize(edition), undefined), ...partOf(edition, byStage(edition), 'Stages')],
    };
  },
};

function partOf(
  edition: Edition,
  segments: readonly Segment[],
  heading: string | undefined,
): readonly Part[] {
  if (segments.length === 0) return [];
  return [{ ...(heading === undefined ? {} : { heading }), answer: { rows: sizeTable(edition, segments) } }];
}

/** The largest first; those that are not told come last, since their place among the others would tell of them. */
function bySize(edition: Edition): readonly Segment[] {
  const sizeOf = ({ name }: Segment): number =>
    edition.told.get(name)!.isTold ? sumsOf(edition, name).customers : -1;
  return edition.segments
    .filter((segment) => !isStage(segment))
    .toSorted((a, b) => sizeOf(b) - sizeOf(a) || (a.name < b.name ? -1 : 1));
}

/** Sets by name, and the stages of each as the set has them. */
function byStage({ segments, workspace }: Edition): readonly Segment[] {
  const places = new Map<string, number>(
    workspace.definitions.stageSets.flatMap(({ name, stages }) =>
      stages.map((stage, place) => [`${name}.${stage.name}`, place] as const),
    ),
  );
  const placeOf = ({ name }: Segment): number => places.get(name) ?? places.size;
  return segments
    .filter(isStage)
    .toSorted((a, b) =>
      setOf(a.name) < setOf(b.name) ? -1 : setOf(a.name) > setOf(b.name) ? 1 : placeOf(a) - placeOf(b),
    );
}

function sizeTable(edition: Edition, segments: readonly Segment[]): Table {
  const { people, workspace } = edition;
  // Those of the stages of a set would tell of each other.
  const hasChange = !segments.some(isStage);
  const trends = trendsOf(edition);
  const hasTrend = edition.segments.some(({ name }) => (trends.get(name)?.length ?? 0) > 2);
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
    ...(hasChange ? [{ name: 'change', kind: 'integer', signed: true } as const] : []),
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
      ...(hasChange ? [changeOf(edition, name) ?? null] : []),
    ];
  });
  return withholding({ columns, rows }, smallCells(edition, segments, columns));
}

function changeOf({ movement }: Edition, segment: string): number | undefined {
  const change = movement.changes.get(segment);
  return change && change.entered - change.left;
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

/** Figures of segments that are not told, movements that are not, and channels whose reach is not. */
function smallCells(
  edition: Edition,
  segments: readonly Segment[],
  columns: readonly TableColumn[],
): readonly CellPlace[] {
  return segments.flatMap(({ name }, row) => {
    const { isTold, reached } = edition.told.get(name)!;
    if (!isTold) return cellsFrom(columns, row, FIRST_FIGURE);
    const change = edition.movement.changes.get(name);
    const at = columns.findIndex(({ name: head }) => head === 'change');
    const untold = at >= 0 && change && !isMovementTold(edition, name, change) ? [[row, at] as const] : [];
    const unreached = reached.flatMap((isReachTold, channel) =>
      isReachTold ? [] : [[row, FIRST_CHANNEL + channel] as const],
    );
    return [...untold, ...unreached];
  });
}
