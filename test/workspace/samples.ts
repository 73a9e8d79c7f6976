/** The repository's own project as of the end of June 2026, with all starters and the gallery asked for, or other files. */
import { join } from 'node:path';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

export function openSamples(
  threads = 1,
  files: readonly string[] = ['segments/**/*.yaml'],
  project?: string,
): Promise<Workspace> {
  return openWorkspace({
    cwd: join(import.meta.dirname, '../..'),
    env: {},
    now: '2026-07-01T00:00:00Z',
    project,
    data: undefined,
    asOf: '2026-06-30',
    parameters: [],
    memoryLimit: undefined,
    threads,
    files,
  });
}
