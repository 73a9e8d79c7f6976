import type { TableRow } from '../model/table.ts';
import type { Query, Select } from '../sql/ast.ts';
import { printQuery } from '../sql/print.ts';
import { relationsIn } from '../sql/walk.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { engineSql } from './engine-sql.ts';

/** The engine, and what it speaks; that which has the tables, where it is another. */
export type Engine = Pick<Workspace, 'database' | 'dialect'> &
  Partial<Pick<Workspace, 'engine' | 'fileSchema'>>;

/** The rows of a query over relations that are there, or that the engine has. */
export async function readRows(workspace: Engine, asked: Select | Query): Promise<readonly TableRow[]> {
  const { database, dialect, engine, fileSchema } = workspace;
  const query = 'with' in asked ? asked : { with: [], body: asked };
  const read = [...query.with.map((table) => table.query), query.body].flatMap(relationsIn);
  if (!engine || !read.some((name) => engine.paths.has(name)))
    return database.rows(printQuery(query, dialect));
  await engine.fetch(engineSql({ fileSchema: fileSchema! }, engine, query), database, 'engine_rows');
  return database.rows(printQuery({ with: [], body: all }, dialect));
}

const all: Select = { kind: 'select', star: [''], items: [], from: { relation: 'engine_rows' } };
