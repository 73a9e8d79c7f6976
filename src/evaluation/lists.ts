/** The lists of several segments as rows of one shape: `segment,<customer key>[,arm][,columns…]`. */
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import { membershipRelation } from './membership.ts';

/** A column of the lists: its header, and where a segment's value stands in the membership relation. */
export interface ListColumn {
  readonly name: string;
  /** Undefined where the segment does not ask for the column. */
  readonly of: (segment: PlannedSegment) => string | undefined;
}

/**
 * The key, the arm where a segment is split, and the columns asked for, in the order of their first appearance.
 * Engines do not tell `Email` from `email`, so a name that is taken (`leading` stands before) gets a number.
 */
export function listColumns(
  key: string,
  segments: readonly PlannedSegment[],
  leading: Leading = 'segment',
): readonly ListColumn[] {
  const taken = new Set<string>(leading === 'segment' ? ['segment'] : []);
  const fresh = (name: string): string => {
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? name : `${name}_${n}`;
      if (taken.has(candidate.toLowerCase())) continue;
      taken.add(candidate.toLowerCase());
      return candidate;
    }
  };
  const isSplit = segments.some(({ arm }) => arm !== undefined);
  const names = new Set(segments.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return [
    { name: fresh(key), of: () => key },
    ...(isSplit ? [{ name: fresh('arm'), of: ({ arm }: PlannedSegment) => arm }] : []),
    ...[...names]
      .filter((name) => name !== key)
      .map((name) => ({ name: fresh(name), of: (segment: PlannedSegment) => placeOf(name, segment) })),
  ];
}

function placeOf(name: string, segment: PlannedSegment): string | undefined {
  return segment.columns.find((column) => column.name === name)?.column;
}

/** What stands before the key: the segment's name, where rows of several are in one list. */
export type Leading = 'segment' | 'none';

/** A query for the members of one segment by customer key, whose rows keep the order of the relation. */
export function listRows(segment: PlannedSegment, columns: readonly ListColumn[], leading: Leading): string {
  const items = columns.map((column) => {
    const place = column.of(segment);
    return `${place === undefined ? 'NULL' : quoteIdentifier(place)} AS ${quoteIdentifier(column.name)}`;
  });
  const name = leading === 'segment' ? [`${quoteText(segment.name)} AS segment`] : [];
  return [
    `SELECT ${[...name, ...items].join(', ')}`,
    `FROM ${membershipRelation}`,
    `WHERE ${quoteIdentifier(segment.member)}`,
  ].join('\n');
}
