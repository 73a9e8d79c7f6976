import type { TableRow } from '../model/table.ts';
import type { Select } from '../sql/ast.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The engine, and what it speaks. */
export type Engine = Pick<Workspace, 'database' | 'dialect'>;

/** The rows of a query over relations that are there. */
export async function readRows({ database, dialect }: Engine, body: Select): Promise<readonly TableRow[]> {
  return database.rows(printQuery({ with: [], body }, dialect));
}
