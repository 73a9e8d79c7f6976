import type { Query } from './ast.ts';
import { relationsIn } from './walk.ts';

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
