/** What commands do that only need the history: the project is read, its data is not. */

import type { Database } from '../database/database.ts';
import { lazyDatabase } from '../database/lazy-database.ts';
import { collector } from '../diagnostics/collect.ts';
import { Failure } from '../diagnostics/failure.ts';
import type { LockWait } from '../history/attach.ts';
import { historyFiles } from '../history/paths.ts';
import type { Project } from '../project/project.ts';
import { openProject } from '../sources/inspect.ts';
import type { Context } from './context.ts';
import { lockWaitOf, type SessionOptions } from './session.ts';

export interface HistorySession {
  readonly project: Project;
  readonly database: Database;
  readonly lockWait: LockWait;
}

/** Opens the project and an engine, does the work and closes. Throws a `Failure` (2) where there is no project. */
export async function withHistory<Result>(
  context: Context,
  options: SessionOptions,
  work: (session: HistorySession) => Promise<Result>,
): Promise<Result> {
  const { cwd, env } = context;
  const database: Database = lazyDatabase({
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    busy: () => context.onInterrupt(() => database.interrupt()),
  });
  try {
    const found = collector();
    const place = { cwd, env, project: options.project, data: options.data };
    const project = await openProject(place, async () => database, found.report);
    if (!project) throw new Failure(2, found.diagnostics);
    // A history that others wrote may hold views, which could read anything.
    await database.lockDown({ files: historyFiles(project.history), folders: [] });
    return await work({ project, database, lockWait: lockWaitOf(context, options['lock-wait']) });
  } finally {
    database.close();
  }
}
