/** Whether what was read is still what stands in the files. */
import { relative } from 'node:path';
import { Failure } from '../diagnostics/failure.ts';
import type { Project } from '../project/project.ts';
import { changedFile, isStill, type Stamp } from '../sources/stamp.ts';
import type { Workspace } from './workspace.ts';

/** As `refuseChanged`, of those files that are read until the last list is written. */
export function refuseChangedOpen({ stamps, project, openFiles }: Workspace): void {
  refuse(
    [...stamps.values()].flat().filter(({ path }) => openFiles.includes(path)),
    project,
  );
}

/** Throws a `Failure` (3) where a data file changed since it was read. */
export function refuseChanged({ stamps, project }: Pick<Workspace, 'stamps' | 'project'>): void {
  refuse([...stamps.values()].flat(), project);
}

function refuse(stamps: readonly Stamp[], project: Project): void {
  const changed = stamps.filter((stamp) => !isStill(stamp));
  if (changed.length === 0) return;
  const nameOf = (path: string): string => {
    const inside = relative(project.folder, path);
    return inside.startsWith('..') ? path : inside;
  };
  throw new Failure(
    3,
    changed.map(({ path }) => ({ severity: 'error', ...changedFile(nameOf(path)) })),
  );
}
