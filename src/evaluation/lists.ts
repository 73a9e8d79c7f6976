/** Lists of members as SQL data: the one query that writes, shows, records and tests all ask for. */
import { flagPlaces, type Packing, packedName } from '../database/packed-table.ts';
import { Names } from '../plan/intern.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import type { Expr, Select, SelectItem } from '../sql/ast.ts';
import { call, cast, column, literal, sqlNull, text } from '../sql/build.ts';

/** The relation of an evaluated run: one row a customer, in the order of the keys. */
export const MEMBERSHIP_RELATION = 'segment_membership';

/** Where the lists stand in a relation of one row a customer. */
export interface ListPlaces {
  /** The customer key's column. */
  readonly key: string;
  readonly segments: readonly PlannedSegment[];
}

/** Lists of one shape. */
export interface ListShape {
  /** The header. */
  readonly names: readonly string[];
  /** What a customer has in the list of one of the segments, under the header. */
  readonly items: (segment: PlannedSegment) => readonly SelectItem[];
  /** The members of one of the segments, by customer key where the relation is; the first rows of them. */
  readonly select: (segment: PlannedSegment, rows?: number) => Select;
}

/** What stands before the key: the segment's name, where rows of several are in one list. */
export type Leading = 'segment' | 'none';

/**
 * Lists as `[segment,]<customer key>[,arm][,columns…]`: the arm where a segment is split, and the columns asked for
 * in the order of their first appearance, NULL where a segment does not ask for one. Engines do not tell `Email`
 * from `email`, so a name that is taken gets a number.
 */
export function shapeLists(
  { key, segments }: ListPlaces,
  leading: Leading,
  relation = MEMBERSHIP_RELATION,
): ListShape {
  const columns = listColumns(key, segments, leading);
  const items = (segment: PlannedSegment) =>
    columns.map(({ name, of }) => ({ expr: of(segment) ?? sqlNull, as: name }));
  return {
    names: columns.map(({ name }) => name),
    items,
    select: (segment, rows) => ({
      ...members(segment, items(segment), relation),
      ...(rows === undefined ? {} : { limit: rows }),
    }),
  };
}

/** The keys of a segment's members as text, in one column `customer`. */
export function selectKeys(key: string, segment: PlannedSegment, relation = MEMBERSHIP_RELATION): Select {
  return members(segment, [{ expr: cast(column(key), 'text'), as: 'customer' }], relation);
}

/** Rows keep the order of the relation: the engine preserves it. */
function members({ member, packed }: PlannedSegment, items: readonly SelectItem[], relation: string): Select {
  const isPacked = packed?.relation === packedName(relation);
  const from = { relation: isPacked ? packed.relation : relation };
  return { kind: 'select', items, from, where: isPacked ? packed.member : column(member) };
}

/** The segments with where they stand behind the relation. */
export function packedSegments(
  segments: readonly PlannedSegment[],
  packing: Packing,
  relation = MEMBERSHIP_RELATION,
): readonly PlannedSegment[] {
  const places = flagPlaces(packing);
  return segments.map((segment) => {
    const { word, bit } = places.get(segment.member)!;
    const member = call('has-bit', column(word), literal('integer', String(bit)));
    return { ...segment, packed: { relation: packedName(relation), member } };
  });
}

interface ListColumn {
  readonly name: string;
  /** Undefined where the segment does not ask for the column. */
  readonly of: (segment: PlannedSegment) => Expr | undefined;
}

function listColumns(
  key: string,
  segments: readonly PlannedSegment[],
  leading: Leading,
): readonly ListColumn[] {
  const names = new Names();
  const give = (name: string, of: ListColumn['of']): ListColumn => ({ name: names.give(name), of });
  const at = (place: string | undefined): Expr | undefined =>
    place === undefined ? undefined : column(place);
  const isSplit = segments.some(({ arm }) => arm !== undefined);
  const asked = new Set(segments.flatMap(({ columns }) => columns.map(({ name }) => name)));
  asked.delete(key);
  return [
    ...(leading === 'segment' ? [give('segment', ({ name }) => text(name))] : []),
    give(key, () => column(key)),
    ...(isSplit ? [give('arm', ({ arm }) => at(arm))] : []),
    ...[...asked].map((name) =>
      give(name, ({ columns }) => at(columns.find((each) => each.name === name)?.column)),
    ),
  ];
}
