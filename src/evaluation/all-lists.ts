/** A row for each member of each of several segments, by segment and key, as one query. */
import type { CommonTable, Expr, Query, Select } from '../sql/ast.ts';
import { ascending, binary, column, integer, sqlTrue, text } from '../sql/build.ts';
import { type ListPlaces, MEMBERSHIP_RELATION, shapeLists } from './lists.ts';

/** A SELECT a segment, united. */
export function unitedLists(places: ListPlaces): Query {
  const { names, select } = shapeLists(places, 'segment');
  const items = places.segments.map((segment) => select(segment));
  const orderBy = names.slice(0, 2).map((name) => ascending(column(name)));
  return { with: [], body: { kind: 'union', items, orderBy } };
}

/** The relation beside the names of the lists: it is named once, and NULL beside values has their type. */
export function chosenLists(places: ListPlaces): Query {
  const { names, items } = shapeLists(places, 'segment');
  const sorted = [...places.segments].sort((a, b) =>
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
  );
  const shown = sorted.map((segment) => ({ segment, items: items(segment) }));
  const choose = (of: (each: (typeof shown)[number]) => Expr): Expr => ({
    kind: 'case',
    branches: shown.flatMap((each, index) => {
      const then = of(each);
      return then.kind === 'null' ? [] : [{ when: binary('=', place, integer(index + 1)), then }];
    }),
  });
  const [segment, key, ...more] = names;
  const body: Select = {
    kind: 'select',
    items: [
      { expr: column('name', LISTS), as: segment! },
      { expr: column(places.key, MEMBERSHIP_RELATION), as: key! },
      ...more.map((as, index) => ({ expr: choose((each) => each.items[index + 2]!.expr), as })),
    ],
    from: { relation: MEMBERSHIP_RELATION },
    joins: [{ kind: 'cross', relation: LISTS, as: LISTS, on: sqlTrue }],
    where: choose((each) => column(each.segment.member)),
    orderBy: [ascending(place), ascending(column(places.key, MEMBERSHIP_RELATION))],
  };
  return { with: [namesOf(sorted.map(({ name }) => name))], body };
}

const LISTS = 'segment_lists';
const place = column('place', LISTS);

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
