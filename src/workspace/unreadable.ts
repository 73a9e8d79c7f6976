/** Tables of which more could not be read than the project allows. */
import { unreadableRows } from '../sources/loaded.ts';
import type { Workspace } from './workspace.ts';

export interface UnreadableTable {
  readonly table: string;
  /** A share: 0.01 is 1%. */
  readonly limit: number;
  /** Rows left out because they could not be read, of so many in the files. */
  readonly rows: number;
  readonly read: number;
}

export function unreadableTables({
  project,
  facts,
}: Pick<Workspace, 'project' | 'facts'>): readonly UnreadableTable[] {
  const limit = Number(project.unreadable);
  return facts.flatMap((fact) => {
    const rows = unreadableRows(fact);
    const { table, read } = fact;
    return rows > 0 && rows > limit * read ? [{ table, limit, rows, read }] : [];
  });
}
