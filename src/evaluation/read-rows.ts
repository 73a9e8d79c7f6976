import type { TableRow } from '../model/table.ts';
import type { Query, Select } from '../sql/ast.ts';
import { printQuery } from '../sql/print.ts';
import { relationsIn } from '../sql/walk.ts';
import type { OpenEngine, Workspace } from '../workspace/workspace.ts';
import { engineSql } from './engine-sql.ts';

/** The engine, and what it speaks; that which has the tables, where it is another. */
export type Engine = Pick<Workspace, 'database' | 'dialect'> &
  Partial<Pick<Workspace, 'engine' | 'fileSchema'>>;

/** The rows of a query over relations that are there, or that the engine has. */
export async function readRows(workspace: Engine, asked: Select | Query): Promise<readonly TableRow[]> {
  const { database, dialect, engine } = workspace;
  const sql = sqlOf(workspace, asked);
  if (!engine || !isThere(engine, queryOf(asked))) return database.rows(sql);
  await engine.fetch(sql, database, FETCHED);
  return database.rows(printQuery({ with: [], body: all }, dialect));
}

/** The query as that which has the relations is asked it. */
export function sqlOf({ dialect, engine, fileSchema }: Engine, asked: Select | Query): string {
  const query = queryOf(asked);
  return engine && isThere(engine, query)
    ? engineSql({ fileSchema: fileSchema! }, engine, query)
    : printQuery(query, dialect);
}

const queryOf = (asked: Select | Query): Query => ('with' in asked ? asked : { with: [], body: asked });

function isThere({ paths }: OpenEngine, query: Query): boolean {
  const read = [...query.with.map((table) => table.query), query.body].flatMap(relationsIn);
  return read.some((name) => paths.has(name));
}

const FETCHED = 'segment_engine_rows';

const all: Select = { kind: 'select', star: [''], items: [], from: { relation: FETCHED } };
