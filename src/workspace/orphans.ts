import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { countOrphans } from '../sources/orphans.ts';
import { leadingColumn } from './owner-column.ts';
import type { Workspace } from './workspace.ts';

/** A quick look at a longer table is at its first rows: the mistakes that matter, as lost zeros, are in all of them. */
const QUICK_ROWS = 1_000_000;
const FIRST_ROWS = 100_000;

/** Event rows whose customer is in no customers file: a warning a table, since leading zeros are lost like that. */
export async function orphanWarnings(
  workspace: Workspace,
  look: 'whole' | 'quick',
): Promise<readonly Diagnostic[]> {
  const { schema, facts, database, engine, project } = workspace;
  if (engine) return [];
  // Whom rows are of that customers are made of is a customer by then, or not yet.
  const others = schema.events.filter(({ name }) => name !== project.customers.from?.name);
  const looks = others.map((events) => {
    const rows = facts.find((fact) => fact.table === events.name)?.rows ?? 0;
    const by = leadingColumn(events, project);
    return { events, rows, by, first: look === 'quick' && rows > QUICK_ROWS ? FIRST_ROWS : undefined };
  });
  const orphans = await countOrphans(looks, schema, database);
  return looks.flatMap(({ events: { name }, rows, first, by }) => {
    const found = orphans.get(name) ?? 0;
    const seen = first === undefined ? `${rows} rows` : `the first ${first} rows`;
    return found === 0 ? [] : [warningOf(name, found, seen, by)];
  });
}

function warningOf(table: string, orphans: number, seen: string, by: string | undefined): Diagnostic {
  return {
    severity: 'warning',
    code: 'unknown-customers',
    message: `${orphans} of ${seen} of \`${table}\` ${unknownWords(by)}`,
    help: [
      by === undefined
        ? 'they count for nobody; compare the keys of both files, leading zeros above all (where one writes `17.0` for `17`: `customer: { column: …, normalise: number }`)'
        : 'they count for nobody; `prefer:` says whose an address of several customers is',
    ],
  };
}

export function unknownWords(by: string | undefined): string {
  return by === undefined
    ? 'are of customers that the customers table does not have'
    : `lead to no customer by their \`${by}\`, or to several`;
}
