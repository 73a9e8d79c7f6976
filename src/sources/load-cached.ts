/** One table of a project, from the source cache where that holds it, else from its files. */
import type { Load, SourceCache } from './cache.ts';
import { findFiles } from './files.ts';
import { type LoadedTable, type Loading, loadTable, type TablePlan } from './load-table.ts';
import { gatherProblems } from './problems.ts';

/** As `loadTable`, which also says what is wrong with the files. */
export async function loadCached(
  plan: TablePlan,
  loading: Loading,
  cache: SourceCache | undefined,
): Promise<LoadedTable | undefined> {
  const unsaid = gatherProblems();
  const files = cache ? await findFiles(plan.source, loading.folder, unsaid) : [];
  const paths = [...new Set(files.map(({ path }) => path))];
  if (!cache || paths.length === 0 || unsaid.count() > 0) return loadTable(plan, loading);
  const load: Load = (database, report) => loadTable(plan, { ...loading, database, report });
  return (await cache.restore(plan, paths, load)) ?? cache.fill(plan, paths, load);
}
