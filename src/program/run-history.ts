/** What a run has to do with the history: it is recorded, or compared with what is there. */
import packageJson from '../../package.json' with { type: 'json' };
import { Failure } from '../diagnostics/failure.ts';
import { type Changes, compareMembership, recordMembership } from '../evaluation/recording.ts';
import { isHistory } from '../history/files.ts';
import { pruneHistory } from '../history/prune.ts';
import type { TablePrint } from '../workspace/fingerprints.ts';
import type { Context } from './context.ts';
import { keepDays } from './keep.ts';
import type { Evaluated } from './run-lists.ts';

export interface Remembered {
  readonly changes: Changes;
  readonly recorded: boolean;
  /** Why it could not be recorded: the lists are written and their alerts raised all the same. */
  readonly failure?: Failure;
}

const nothing: Remembered = { changes: new Map(), recorded: false };

/** Records the run and prunes the history where that is asked for. */
export async function recordWriting(
  { context, workspace, membership }: Evaluated,
  data: readonly TablePrint[],
  keep: string | undefined,
): Promise<Remembered> {
  const { lockWait, project, database, asOf } = workspace;
  try {
    const changes = await recordMembership(workspace, membership, {
      lockWait,
      recordedAt: context.now(),
      toolVersion: packageJson.version,
      data,
    });
    if (keep !== undefined) {
      const days = keepDays(keep, asOf.date);
      const gone = await pruneHistory(database, project.history, { days, date: asOf.date }, lockWait);
      if (gone > 0) context.detail(`history: ${gone} old lists removed`);
    }
    return { changes, recorded: true };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...nothing, failure: error };
  }
}

/** What changed since the newest earlier recorded run; nothing where the history cannot be read now. */
export async function compareWriting(writing: Evaluated): Promise<Remembered> {
  const { context, workspace, membership, segments } = writing;
  try {
    if (!isHistory(workspace.project.history)) return nothing;
    return {
      changes: await compareMembership(workspace, membership, workspace.lockWait),
      recorded: false,
    };
  } catch (error) {
    if (!(error instanceof Failure) || isNeeded(segments)) throw error;
    sayUnknown(context, error);
    return nothing;
  }
}

/** Alerts on change cannot do without the run before. */
export function isNeeded(segments: Evaluated['segments']): boolean {
  return segments.some(({ alerts }) => alerts.change !== undefined);
}

function sayUnknown(context: Context, { message }: Failure): void {
  context.report({
    severity: 'warning',
    code: 'no-history',
    message: `what changed is not known: ${message}`,
  });
}
