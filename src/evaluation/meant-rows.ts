/** Tables of whose rows the project's `where` keeps none: as where a shop has no order of a state that is written so. */

import { type Diagnostic, warning } from '../diagnostics/diagnostic.ts';
import { countOf } from '../model/count.ts';
import type { EventTable } from '../model/schema.ts';
import type { Query } from '../sql/ast.ts';
import { integer } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readRows } from './read-rows.ts';
import { plannerOf } from './relation.ts';

export interface MeantTable {
  readonly table: string;
  readonly rows: number;
  readonly says: string;
  readonly help: string;
}

export async function tablesWithoutMeantRows(workspace: Workspace): Promise<readonly MeantTable[]> {
  const { schema, project, facts } = workspace;
  const chosen = new Set(project.events.flatMap(({ name, where }) => (where ? [name.name] : [])));
  const found: MeantTable[] = [];
  for (const table of schema.events) {
    const rows = facts.find((fact) => fact.table === table.name)?.rows ?? 0;
    if (!chosen.has(table.name) || rows === 0 || (await hasMeantRow(table, workspace))) continue;
    found.push({
      table: table.name,
      rows,
      says: `none of the ${countOf(rows, 'row')} of \`${table.name}\` counts: no row with a customer before the as-of passes its \`where\``,
      help: 'words are compared letter by letter: `segment sources --verbose` shows the columns that were read',
    });
  }
  return found;
}

async function hasMeantRow({ name }: EventTable, workspace: Workspace): Promise<boolean> {
  const planner = await plannerOf(workspace);
  const table = planner.rows({ table: name, bounds: [], steps: [] }, 'meant_rows');
  const query: Query = {
    with: [...planner.finish().tables, ...table.tables()],
    body: {
      kind: 'select',
      items: [{ expr: integer(1), as: 'meant' }],
      from: { relation: table.relation },
      limit: 1,
    },
  };
  return (await readRows(workspace, query)).length > 0;
}

export async function meantRowWarnings(workspace: Workspace): Promise<readonly Diagnostic[]> {
  const found = await tablesWithoutMeantRows(workspace);
  return found.map(({ says, help }) => warning('no-meant-rows', says, [help]));
}
