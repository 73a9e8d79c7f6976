import type { TableRow } from '../model/table.ts';
import type { Query, Select } from '../sql/ast.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The engine, and what it speaks. */
export type Engine = Pick<Workspace, 'database' | 'dialect'>;

/** The rows of a query over relations that are there. */
export async function readRows(
  { database, dialect }: Engine,
  asked: Select | Query,
): Promise<readonly TableRow[]> {
  const query = 'with' in asked ? asked : { with: [], body: asked };
  return database.rows(printQuery(query, dialect));
}
