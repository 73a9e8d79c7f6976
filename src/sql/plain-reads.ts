import type { CommonTable, Query } from './ast.ts';
import { visit } from './build.ts';
import { expressionsIn, relationsIn } from './walk.ts';

/** The common tables that only show a table's columns, every row of it, and that are read more than once. */
export function plainReads({ with: tables, body }: Query): ReadonlySet<string> {
  const own = new Set(tables.map(({ name }) => name));
  const reads = new Map<string, number>();
  for (const name of [...tables.map(({ query }) => query), body].flatMap(relationsIn))
    reads.set(name, (reads.get(name) ?? 0) + 1);
  const plain = tables.filter((table) => (reads.get(table.name) ?? 0) > 1 && showsTable(table, own));
  return new Set(plain.map(({ name }) => name));
}

function showsTable({ query }: CommonTable, own: ReadonlySet<string>): boolean {
  if (query.kind === 'union' || !query.from || own.has(query.from.relation)) return false;
  const { joins, each, where, groupBy, distinct, limit } = query;
  if (joins ?? each ?? where ?? groupBy ?? distinct ?? limit) return false;
  let isPlain = true;
  for (const expr of expressionsIn(query))
    visit(expr, ({ kind }) => {
      if (kind === 'aggregate' || kind === 'window') isPlain = false;
    });
  return isPlain;
}
