/** Lookups of which no row finds what it names: fields that are missing for everybody, without a word. */
import { type Diagnostic, warning } from '../diagnostics/diagnostic.ts';
import { type Lookup, tablesOf } from '../model/schema.ts';
import { findsAny } from '../sources/orphans.ts';
import type { Workspace } from './workspace.ts';

export interface UnmatchedLookup {
  readonly table: string;
  readonly lookup: Lookup;
  readonly says: string;
  readonly help: string;
}

type Opened = Pick<Workspace, 'schema' | 'database' | 'engine'>;

export async function unmatchedLookups({ schema, database }: Opened): Promise<readonly UnmatchedLookup[]> {
  const tables = tablesOf(schema);
  const found: UnmatchedLookup[] = [];
  for (const { name, relation, lookups: named } of tables) {
    for (const lookup of named) {
      const other = tables.find((table) => table.name === lookup.table);
      if (other?.key === undefined) continue;
      const joining = { relation, by: lookup.by, others: other.relation, key: other.key };
      if (await findsAny(joining, database)) continue;
      const says = `no row of \`${name}\` finds its \`${lookup.name}\`: \`${lookup.by}\` and the key \`${other.key}\` of \`${lookup.table}\` have no value in common`;
      const help = `every field \`${lookup.name}.…\` is missing; compare both columns, leading zeros and capitals above all, or name another: \`lookup: { ${lookup.name}: { table: ${lookup.table}, by: COLUMN } }\``;
      found.push({ table: name, lookup, says, help });
    }
  }
  return found;
}

export async function lookupWarnings(workspace: Opened): Promise<readonly Diagnostic[]> {
  // The engine would read all of the tables for it, each night.
  if (workspace.engine) return [];
  const found = await unmatchedLookups(workspace);
  return found.map(({ says, help }) => warning('unmatched-lookup', says, [help]));
}
