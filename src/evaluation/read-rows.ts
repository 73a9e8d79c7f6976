import type { TableRow } from '../model/table.ts';
import type { Select } from '../sql/ast.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The rows of a query over relations that are there. */
export async function readRows(
  { database, dialect }: Pick<Workspace, 'database' | 'dialect'>,
  body: Select,
): Promise<readonly TableRow[]> {
  return database.rows(printQuery({ with: [], body }, dialect));
}
