/** Commands that need the rows themselves, where the tables are in another engine. */
import { failure } from '../diagnostics/failure.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Throws a `Failure` (2) that names the command, what it reads, and where that stays. */
export function refuseElsewhere({ engine }: Workspace, command: string, reads: string): void {
  if (!engine) return;
  throw failure(2, 'not-on-engine', `\`segment ${command}\` reads ${reads}, which stay in ${engine.place}`, [
    'a part of them, exported, can be looked at here: by a project file that names the files',
  ]);
}
