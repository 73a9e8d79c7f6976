import type { CommonTable, Expr, Query, Select, Union } from './ast.ts';
import { visit } from './build.ts';

/** The relations that the query reads by itself: not those of its common tables' own. */
export function relationsIn(query: CommonTable['query']): readonly string[] {
  return bodiesOf(query).flatMap((select) => {
    const { from, joins = [] } = select;
    const looked = expressionsIn(select).flatMap((expr) => lookedInto(expr));
    return [
      ...(from ? [from.relation] : []),
      ...joins.map(({ relation }) => relation),
      ...looked.flatMap(({ body }) => relationsIn(body)),
    ];
  });
}

/** The relations that are there before the query is, each once. */
export function relationsRead({ with: tables, body }: Query): readonly string[] {
  const made = new Set(tables.map(({ name }) => name));
  const read = [...tables.map(({ query }) => query), body].flatMap(relationsIn);
  return [...new Set(read)].filter((name) => !made.has(name));
}

/** Calls `see` for every expression of the query, those that it looks into included. */
export function visitQuery({ with: tables, body }: Query, see: (node: Expr) => void): void {
  const selects = [...tables.map(({ query }) => query), body].flatMap(bodiesOf);
  for (const expr of selects.flatMap(expressionsIn)) {
    visit(expr, see);
    for (const query of lookedInto(expr)) visitQuery(query, see);
  }
}

export function bodiesOf(query: CommonTable['query']): readonly Select[] {
  return query.kind === 'union' ? query.items : [query];
}

/** The query with what `map` makes of every SELECT, of its common tables too. */
export function mapSelects(query: Query, map: (select: Select) => Select): Query {
  const over = <Body extends Select | Union>(body: Body): Body =>
    body.kind === 'union' ? { ...body, items: body.items.map(map) } : (map(body as Select) as Body);
  const tables = query.with.map((table) => ({ ...table, query: over(table.query) }));
  return { with: tables, body: over(query.body) };
}

/** The SELECT over relations under other names, which it knows by those that they had. */
export function readingFrom(select: Select, renamed: ReadonlyMap<string, string>): Select {
  const { from, joins } = select;
  const through = <Source extends { readonly relation: string; readonly as?: string }>(
    source: Source,
  ): Source => {
    const relation = renamed.get(source.relation);
    return relation === undefined ? source : { ...source, relation, as: source.as ?? source.relation };
  };
  return {
    ...select,
    ...(from ? { from: through(from) } : {}),
    ...(joins ? { joins: joins.map(through) } : {}),
  };
}

export function expressionsIn(select: Select): readonly Expr[] {
  const { items, joins = [], each, where, groupBy = [], orderBy = [] } = select;
  return [
    ...items.map(({ expr }) => expr),
    ...joins.map(({ on }) => on),
    ...(each?.branches ?? []).flatMap(({ when, then }) => [when, then]),
    ...(where ? [where] : []),
    ...groupBy,
    ...orderBy.map(({ by }) => by),
  ];
}

function lookedInto(expr: Expr): readonly Query[] {
  const found: Query[] = [];
  visit(expr, (node) => {
    if (node.kind === 'in-query') found.push(node.query);
  });
  return found;
}
