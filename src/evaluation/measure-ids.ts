import { createHash } from 'node:crypto';
import type { Measured } from '../plan/measured.ts';
import type { Plan } from '../plan/plan.ts';
import type { Planner } from '../plan/planner.ts';
import type { CommonTable, Query } from '../sql/ast.ts';
import { column } from '../sql/build.ts';
import { relationsIn, visitQuery } from '../sql/walk.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Of the code that plans and prints, given by the build: other code may find other values by the same query. */
declare const PLANNER_DIGEST: string | undefined;
const planner = typeof PLANNER_DIGEST === 'undefined' ? 'unbuilt' : PLANNER_DIGEST;

/** What a value is. */
export interface ValueId {
  /** The digest of the query that finds it alone, with all that decides what the tables are. */
  readonly id: string;
  /** Whose rows decide, beside that. */
  readonly relations: readonly string[];
}

/** Undefined where the query reads more than data files, or the user's own SQL. */
export function measureId(measured: Measured, alone: Planner, workspace: Workspace): ValueId | undefined {
  const name = alone.measured(measured);
  const plan = alone.finish();
  const query = queryOf(plan, name);
  const relations = filesRead(query, workspace);
  if (plan.joined.length > 0 || !relations) return undefined;
  // How it would be printed follows from the query and the planner's code.
  const text = JSON.stringify([planner, workspace.keeping?.print, query]);
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 32), relations };
}

function queryOf({ tables, relation, key }: Plan, name: string): Query {
  const items = [
    { expr: column(key), as: 'customer' },
    { expr: column(name), as: 'value' },
  ];
  return { with: tables, body: { kind: 'select', items, from: { relation } } };
}

/** The relations of files that the query reads; undefined where it reads anything else. */
function filesRead(query: Query, { stamps }: Workspace): readonly string[] | undefined {
  const own = new Set(query.with.map(({ name }) => name));
  let isOurs = true;
  visitQuery(query, (node) => {
    if (node.kind === 'verbatim') isOurs = false;
  });
  const all: readonly CommonTable['query'][] = [...query.with.map((table) => table.query), query.body];
  const read = [...new Set(all.flatMap(relationsIn))].filter((relation) => !own.has(relation));
  return isOurs && read.every((relation) => stamps.has(relation)) ? read : undefined;
}
