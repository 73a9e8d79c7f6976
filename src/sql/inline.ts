/** Common tables written where they are read: an engine of many machines groups on each only what it reads straight. */
import type { Expr, Query, Select, Union } from './ast.ts';
import { and, mapColumns, visit } from './build.ts';
import { withoutUnread } from './prune.ts';

/**
 * The query with each common table that does no more than choose rows and name columns in place of its name, where that
 * is all that is read and no window looks over it. What nobody reads by name any more is left out.
 */
export function inlined(query: Query): Query {
  const chosen = new Map<string, Select>();
  const over = <Body extends Select | Union>(body: Body): Body =>
    (body.kind === 'union'
      ? { ...body, items: body.items.map((select) => readStraight(select, chosen)) }
      : readStraight(body as Select, chosen)) as Body;
  const tables = query.with.map((table) => {
    const written = { ...table, query: over(table.query) };
    if (written.query.kind === 'select' && isChoice(written.query)) chosen.set(table.name, written.query);
    return written;
  });
  return withoutUnread({ with: tables, body: over(query.body) });
}

function isChoice({
  star,
  distinct,
  each,
  from,
  joins = [],
  groupBy,
  orderBy,
  limit,
  items,
}: Select): boolean {
  const isMore = star ?? each ?? distinct ?? groupBy ?? orderBy ?? limit;
  return (
    from !== undefined &&
    isMore === undefined &&
    joins.length === 0 &&
    !items.some(({ expr }) => looksFurther(expr))
  );
}

/** Whether the expression looks at more than its row. */
function looksFurther(expr: Expr): boolean {
  return has(expr, ['aggregate', 'window', 'in-query', 'verbatim']);
}

function has(expr: Expr, kinds: readonly Expr['kind'][]): boolean {
  let found = false;
  visit(expr, ({ kind }) => {
    found ||= kinds.includes(kind);
  });
  return found;
}

function readStraight(select: Select, chosen: ReadonlyMap<string, Select>): Select {
  const { from, joins = [], star, items, where, groupBy, orderBy } = select;
  const table = from && chosen.get(from.relation);
  const isOfWindows =
    items.some(({ expr }) => has(expr, ['window', 'verbatim'])) || (where && has(where, ['verbatim']));
  if (!table || joins.length > 0 || star || select.each || isOfWindows) return select;
  const columns = new Map(table.items.map(({ as, expr }) => [as, expr]));
  const straight = (expr: Expr): Expr => mapColumns(expr, (column) => columns.get(column.name) ?? column);
  const meant = [table.where, where && straight(where)].filter((each) => each !== undefined);
  return {
    ...select,
    from: table.from!,
    items: items.map((item) => ({ ...item, expr: straight(item.expr) })),
    ...(meant.length > 0 ? { where: and(...meant) } : {}),
    ...(groupBy ? { groupBy: groupBy.map(straight) } : {}),
    ...(orderBy ? { orderBy: orderBy.map((order) => ({ ...order, by: straight(order.by) })) } : {}),
  };
}
