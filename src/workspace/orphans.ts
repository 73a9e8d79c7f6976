import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { countOrphans } from '../sources/orphans.ts';
import type { Workspace } from './workspace.ts';

/** A whole column is read to tell, which takes a second for some ten million rows. */
const QUICK_ROWS = 5_000_000;

/** Event rows whose customer is in no customers file: a warning a table, since leading zeros are lost like that. */
export async function orphanWarnings(
  workspace: Workspace,
  tables: 'all' | 'quick',
): Promise<readonly Diagnostic[]> {
  const { schema, facts, database } = workspace;
  const warnings: Diagnostic[] = [];
  for (const events of schema.events) {
    const rows = facts.find((fact) => fact.table === events.name)?.rows ?? 0;
    if (tables === 'quick' && rows > QUICK_ROWS) continue;
    const orphans = await countOrphans(events, schema, database);
    if (orphans > 0) warnings.push(warningOf(events.name, orphans, rows));
  }
  return warnings;
}

function warningOf(table: string, orphans: number, rows: number): Diagnostic {
  return {
    severity: 'warning',
    code: 'unknown-customers',
    message: `${orphans} of ${rows} rows of \`${table}\` are of customers that the customers table does not have`,
    help: ['they count for nobody; compare the keys of both files, leading zeros above all'],
  };
}
