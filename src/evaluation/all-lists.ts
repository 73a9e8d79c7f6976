/** A row for each member of each of several segments, by segment and key, as one query. */

import { Names } from '../plan/intern.ts';
import type { PlannedSegment } from '../plan/plan.ts';
import type { CommonTable, Expr, Query, Select } from '../sql/ast.ts';
import { ascending, binary, column, integer, sqlTrue, text } from '../sql/build.ts';
import type { Dialect } from '../sql/dialect.ts';
import { type ListPlaces, MEMBERSHIP_RELATION, shapeLists } from './lists.ts';

/** As the dialect does it best. */
export function allLists(places: ListPlaces, { unites, each }: Dialect): Query {
  if (unites || places.segments.length === 1) return unitedLists(places);
  return each ? namedLists(places) : chosenLists(places);
}

/** A SELECT a segment, united. */
function unitedLists(places: ListPlaces): Query {
  const { names, select } = shapeLists(places, 'segment');
  const items = places.segments.map((segment) => select(segment));
  const orderBy = names.slice(0, 2).map((name) => ascending(column(name)));
  return { with: [], body: { kind: 'union', items, orderBy } };
}

/** A customer's row, once for each name of the lists that it is in. */
function namedLists(places: ListPlaces): Query {
  const taken = places.segments.flatMap(({ member, arm, columns }) => [
    member,
    ...(arm === undefined ? [] : [arm]),
    ...columns.map((each) => each.column),
  ]);
  const as = new Names([places.key, ...taken]).give(LISTS);
  const branches = byName(places).map(({ name, member }) => ({ when: column(member), then: text(name) }));
  const body = selectLists(places, {
    name: column(as),
    order: column(as),
    is: ({ name }) => binary('=', column(as), text(name)),
  });
  return { with: [], body: { ...body, each: { branches, as } } };
}

/** The relation beside the names of the lists: it is named once, and NULL beside values has their type. */
function chosenLists(places: ListPlaces): Query {
  const sorted = byName(places);
  const order = column('place', LISTS);
  const is = (segment: PlannedSegment): Expr => binary('=', order, integer(sorted.indexOf(segment) + 1));
  const body: Select = {
    ...selectLists(places, { name: column('name', LISTS), order, is }),
    joins: [{ kind: 'cross', relation: LISTS, as: LISTS, on: sqlTrue }],
    where: { kind: 'case', branches: sorted.map((each) => ({ when: is(each), then: column(each.member) })) },
  };
  return { with: [namesOf(sorted.map(({ name }) => name))], body };
}

interface ListTests {
  readonly name: Expr;
  readonly order: Expr;
  /** Whether the row is one of the list. */
  readonly is: (segment: PlannedSegment) => Expr;
}

/** From the relation beside something that says which list a row is of. */
function selectLists(places: ListPlaces, { name, order, is }: ListTests): Select {
  const { names, items } = shapeLists(places, 'segment');
  const [segment, key, ...more] = names;
  const own = column(places.key, MEMBERSHIP_RELATION);
  const shown = byName(places).map((each) => ({ when: is(each), items: items(each) }));
  const further = more.map((as, index) => {
    const branches = shown.flatMap((list) => {
      const then = list.items[index + 2]!.expr;
      return then.kind === 'null' ? [] : [{ when: list.when, then }];
    });
    return { expr: { kind: 'case', branches } as const, as };
  });
  return {
    kind: 'select',
    items: [{ expr: name, as: segment! }, { expr: own, as: key! }, ...further],
    from: { relation: MEMBERSHIP_RELATION },
    orderBy: [ascending(order), ascending(own)],
  };
}

/** By the bytes of their names, as the rows are. */
function byName({ segments }: ListPlaces): readonly PlannedSegment[] {
  return [...segments].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

const LISTS = 'segment_lists';

function namesOf(names: readonly string[]): CommonTable {
  const items = names.map(
    (name, index): Select => ({
      kind: 'select',
      items: [
        { expr: integer(index + 1), as: 'place' },
        { expr: text(name), as: 'name' },
      ],
    }),
  );
  return { name: LISTS, query: { kind: 'union', items } };
}
