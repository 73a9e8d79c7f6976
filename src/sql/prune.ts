import type { CommonTable, Expr, Query, Select } from './ast.ts';
import { visit } from './build.ts';

/** The query without the common tables that nobody reads. */
export function withoutUnread({ with: tables, body }: Query): Query {
  const read = new Set(relationsIn(body));
  const kept = tables.toReversed().filter(({ name, query }) => {
    if (!read.has(name)) return false;
    for (const relation of relationsIn(query)) read.add(relation);
    return true;
  });
  return { with: kept.reverse(), body };
}

function relationsIn(query: CommonTable['query']): readonly string[] {
  return query.kind === 'union' ? query.items.flatMap(relationsOf) : relationsOf(query);
}

function relationsOf({ from, joins = [], items, where }: Select): readonly string[] {
  const expressions = [...items.map(({ expr }) => expr), ...(where ? [where] : [])];
  return [
    ...(from ? [from.relation] : []),
    ...joins.map(({ relation }) => relation),
    ...expressions.flatMap(lookedInto),
  ];
}

function lookedInto(expr: Expr): readonly string[] {
  const found: string[] = [];
  visit(expr, (node) => {
    if (node.kind === 'in-query') found.push(...relationsIn(node.query.body));
  });
  return found;
}
