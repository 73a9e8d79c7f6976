import { shapeLists } from '../../src/evaluation/lists.ts';
import { evaluate, type Membership } from '../../src/evaluation/membership.ts';
import type { TableRow } from '../../src/model/table.ts';
import { printQuery } from '../../src/sql/print.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

/** The very query with which `run --out DIR/` writes the list of a segment. */
export function listSql({ dialect }: Workspace, { key, segments }: Membership, name: string): string {
  const planned = segments.find((segment) => segment.name === name)!;
  const body = shapeLists({ key, segments: [planned] }, 'none').select(planned);
  return printQuery({ with: [], body }, dialect);
}

/** The rows of the list of every segment asked for. */
export async function readLists(workspace: Workspace): Promise<ReadonlyMap<string, readonly TableRow[]>> {
  const membership = await evaluate(workspace, workspace.asked);
  const lists = new Map<string, readonly TableRow[]>();
  for (const { name } of workspace.asked) {
    lists.set(name, await workspace.database.rows(listSql(workspace, membership, name)));
  }
  return lists;
}
