/** The lists of several segments as rows of one shape: `segment,<customer key>[,arm][,columns…]`. */
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { Plan, PlannedSegment } from '../plan/plan.ts';
import { membershipRelation } from './membership.ts';

/** A column of the lists: its header, and where a segment's value stands in the membership relation. */
export interface ListColumn {
  readonly name: string;
  /** Undefined where the segment does not ask for the column. */
  readonly of: (segment: PlannedSegment) => string | undefined;
}

/** The key, the arm where a segment is split, and the columns asked for, in the order of their first appearance. */
export function listColumns(plan: Plan, segments: readonly PlannedSegment[]): readonly ListColumn[] {
  const taken = new Set([plan.key]);
  const columns: ListColumn[] = [{ name: plan.key, of: () => plan.key }];
  if (segments.some(({ arm }) => arm !== undefined)) {
    columns.push({ name: 'arm', of: ({ arm }) => arm });
    taken.add('arm');
  }
  for (const { name } of segments.flatMap((segment) => segment.columns)) {
    if (taken.has(name)) continue;
    taken.add(name);
    columns.push({
      name,
      of: (segment) => segment.columns.find((column) => column.name === name)?.column,
    });
  }
  return columns;
}

/** A query for the members of one segment by customer key, whose rows keep the order of the relation. */
export function listRows(
  segment: PlannedSegment,
  columns: readonly ListColumn[],
  leading: 'segment' | 'none',
): string {
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
