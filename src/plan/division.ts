/**
 * A query of one row a customer in two steps: what each customer is by itself, which some of them at a time can be
 * asked for, and what then compares all of them (ranks, limits, cut points).
 */
import type { CommonTable, Expr, Query, Select } from '../sql/ast.ts';
import { column, rewrite, visit } from '../sql/build.ts';
import { bodiesOf } from '../sql/walk.ts';
import { keyOf, Names } from './intern.ts';

export interface Division {
  /** Its rows for some of the customers are those of the whole for them. */
  readonly each: Query;
  /** The rows of the query itself, of those of `each`; absent where they are the same. */
  readonly all?: (relation: string) => Query;
}

/** Undefined where customers are compared with each other before there is one row of each. */
export function divide(query: Query): Division | undefined {
  const body = query.body as Select;
  const first = query.with.findIndex((table) => bodiesOf(table.query).some(isAcross));
  if (first < 0) return isAcross(body) ? undefined : sortedLast({ ...query, body });
  const [each, all] = [query.with.slice(0, first), query.with.slice(first)];
  const base = bodiesOf(all[0]!.query)[0]!.from?.relation;
  const known = new Set([base, ...all.map(({ name }) => name)]);
  const selects = [...all.map((table) => table.query), body].flatMap(bodiesOf);
  if (base === undefined || !selects.every((select) => isRowwise(select, known))) return undefined;
  return inTwo({ each, all, body, base });
}

/** Rows are put in order once all of them are there. */
function sortedLast({ with: tables, body }: Query & { readonly body: Select }): Division {
  const { orderBy, ...each } = body;
  if (!orderBy) return { each: { with: tables, body } };
  const names = new Map(body.items.map(({ expr, as }) => [keyOf(expr), as]));
  const order = orderBy.map((by) => ({ ...by, by: column(names.get(keyOf(by.by))!) }));
  return {
    each: { with: tables, body: each },
    all: (relation) => ({
      with: [],
      body: { kind: 'select', star: [''], items: [], from: { relation }, orderBy: order },
    }),
  };
}

interface Cut {
  readonly each: readonly CommonTable[];
  readonly all: readonly CommonTable[];
  readonly body: Select;
  /** The relation that the second step reads in place of its tables. */
  readonly base: string;
}

/** What the second step needs of a customer is computed in the first, and nothing else is kept of it. */
function inTwo({ each, all, body, base }: Cut): Division {
  const later = new Set(
    all.flatMap(({ query }) => bodiesOf(query).flatMap(({ items }) => items.map(({ as }) => as))),
  );
  const names = new Names(later);
  const needed = new Map<string, { readonly expr: Expr; readonly as: string }>();
  const need = (expr: Expr): Expr => {
    const known = needed.get(keyOf(expr));
    if (known) return column(known.as);
    const as = names.give(expr.kind === 'column' ? expr.name : 'given');
    needed.set(keyOf(expr), { expr, as });
    return column(as);
  };
  const divided = (expr: Expr): Expr =>
    rewrite(expr, (node) => (isOwn(node, later) ? need(node) : undefined));
  const over = (select: Select, relation: string): Select => ({
    ...select,
    items: select.items.map((item) => ({ ...item, expr: divided(item.expr) })),
    ...(select.where ? { where: divided(select.where) } : {}),
    ...(select.orderBy
      ? { orderBy: select.orderBy.map((order) => ({ ...order, by: divided(order.by) })) }
      : {}),
    from: { relation: select.from!.relation === base ? relation : select.from!.relation },
  });
  const second = (relation: string): Query => ({
    with: all.map((table) => ({ ...table, query: over(table.query as Select, relation) })),
    body: over(body, relation),
  });
  // Tells what is needed.
  second(base);
  const items = [...needed.values()];
  return { each: { with: each, body: { kind: 'select', items, from: { relation: base } } }, all: second };
}

/** Whether the expression says something of a customer that the first step knows. */
function isOwn(expr: Expr, later: ReadonlySet<string>): boolean {
  if (expr.kind === 'literal' || expr.kind === 'null') return false;
  let own = true;
  visit(expr, (node) => {
    if (node.kind === 'column' && later.has(node.name)) own = false;
  });
  return own && !isExprAcross(expr, false);
}

/** One row of one of the relations for each of its own. */
function isRowwise(select: Select, relations: ReadonlySet<string | undefined>): boolean {
  const { from, joins = [], groupBy, distinct, limit } = select;
  const plain = joins.length === 0 && !groupBy && !distinct && limit === undefined;
  return plain && relations.has(from?.relation);
}

function isAcross(select: Select): boolean {
  if (select.limit !== undefined || select.distinct) return true;
  const expressions = [...select.items.map(({ expr }) => expr), ...(select.where ? [select.where] : [])];
  const grouped = select.groupBy?.some(isCustomer) ?? false;
  if (select.groupBy && !grouped) return true;
  return expressions.some((expr) => isExprAcross(expr, grouped));
}

/** The user's own SQL may hold anything; relations that a test looks into are no customers and no events. */
function isExprAcross(expr: Expr, grouped: boolean): boolean {
  let across = false;
  visit(expr, (node) => {
    if (node.kind === 'verbatim') across = true;
    if (node.kind === 'aggregate' && !grouped) across = true;
    if (node.kind === 'window' && !node.partition.some(isCustomer)) across = true;
  });
  return across;
}

function isCustomer(expr: Expr): boolean {
  return expr.kind === 'column' && expr.name === 'customer';
}
