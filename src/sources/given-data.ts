/** Rows that are written out, loaded one after the other into one engine: a table is made again only where it differs. */
import type { Database } from '../database/database.ts';
import { dropOthers } from '../database/relation.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Project } from '../project/project.ts';
import { cleaningMacros } from './clean.ts';
import { loadSources } from './load.ts';
import { type LoadedTable, loadTable } from './load-table.ts';
import type { LoadedSources } from './loaded.ts';

export type LoadGiven = (project: Project, report: Report) => Promise<LoadedSources>;

interface Kept {
  readonly content: string;
  readonly table: LoadedTable;
}

/** Loads projects made by `givenProject`, all of one project. What was made of the one before is removed. */
export function givenLoader(database: Database): LoadGiven {
  const kept = new Map<string, Kept>();
  const ready = database.whenOpen(cleaningMacros.join(';\n'));
  return async (project, report) => {
    const { customers, events, lookups } = project;
    const sources = new Map([
      ['customers', customers.source],
      ...[...events, ...lookups].map(({ name, source }) => [name.name, source] as const),
    ]);
    for (const [name, { content }] of kept)
      if (contentOf(sources.get(name)?.given) !== content) kept.delete(name);
    await ready;
    const standing = [...kept].flatMap(([name, { table }]) => [name, ...(table.over ? [table.over] : [])]);
    await dropOthers(database, standing);
    return loadSources(project, database, report, {
      load: async (plan, loading) => {
        const known = kept.get(plan.name);
        if (known) return known.table;
        const before = loading.problems.count();
        const table = await loadTable(plan, loading);
        if (table && loading.problems.count() === before)
          kept.set(plan.name, { content: contentOf(plan.source.given), table });
        return table;
      },
    });
  };
}

function contentOf(given: unknown): string {
  return JSON.stringify(given ?? null);
}
