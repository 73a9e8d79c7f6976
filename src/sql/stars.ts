/** Stars beside joins, a column each: an engine may call `t.x` of a star `t.x` where a table that is joined has an `x`. */
import type { CommonTable, Query, Select, SelectItem } from './ast.ts';
import { column } from './build.ts';
import { bodiesOf, mapSelects } from './walk.ts';

/** The query with each star over common tables that stands beside joins written out. */
export function withoutStars(query: Query): Query {
  const known = new Map<string, readonly string[]>();
  for (const { name, query: table } of query.with) {
    const columns = columnsOf(table, known);
    if (columns) known.set(name, columns);
  }
  return mapSelects(query, (select) => written(select, known));
}

type Columns = ReadonlyMap<string, readonly string[]>;

/** Undefined where a star is over what is no common table. */
function columnsOf(table: CommonTable['query'], known: Columns): readonly string[] | undefined {
  const [select] = bodiesOf(table);
  const starred = starredBy(select!, known);
  return starred && [...starred, ...select!.items].map(({ as }) => as);
}

function starredBy(
  { star = [], from, joins = [] }: Select,
  known: Columns,
): readonly SelectItem[] | undefined {
  const relations = new Map(
    [...(from ? [from] : []), ...joins].map(({ relation, as = relation }) => [as, relation]),
  );
  const items: SelectItem[] = [];
  for (const as of star) {
    const columns = known.get(as === '' ? from!.relation : relations.get(as)!);
    if (!columns) return undefined;
    items.push(...columns.map((name) => ({ expr: column(name, as === '' ? undefined : as), as: name })));
  }
  return items;
}

function written(select: Select, known: Columns): Select {
  const { star, joins = [], ...rest } = select;
  const starred = star && joins.length > 0 ? starredBy(select, known) : undefined;
  return starred ? { ...rest, joins, items: [...starred, ...select.items] } : select;
}
