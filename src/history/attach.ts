/** Attaching the history file under the engine's own lock, waiting for whoever holds it. */
import type { Database } from '../database/database.ts';
import type { EngineError } from '../database/engine-failure.ts';
import { attachHeld, type LockWait } from '../database/held-file.ts';
import { type Failure, failure } from '../diagnostics/failure.ts';

export type { LockWait };

/** Attaches the existing file as `history`; throws a `Failure` (75, 2 or 3) when it cannot. */
export async function attachHistory(
  database: Database,
  path: string,
  access: 'read-only' | 'read-write',
  wait: LockWait,
): Promise<void> {
  const attached = await attachHeld(database, { path, as: 'history', access }, wait);
  if (attached.kind === 'failed') throw unreadable(path, attached.error);
  if (attached.kind === 'held') throw locked(path, attached.holder);
}

function locked(path: string, holder: string): Failure {
  return failure(75, 'history-locked', `the history \`${path}\` is held by ${holder}`, [
    'try again when it is done, or wait longer with `--lock-wait 300`',
  ]);
}

function unreadable(path: string, error: EngineError): Failure {
  if (/version number/i.test(error.message)) return tooNew(path);
  if (/not a valid DuckDB database|corrupt|could not read enough bytes|checksum/i.test(error.message)) {
    return failure(3, 'history-damaged', `the history \`${path}\` is damaged, or not a history at all`, [
      'put back a copy of it, or move it away and record the past again with `segment backfill`',
    ]);
  }
  const detail = error.message.split('\n', 1)[0];
  return failure(3, 'history-unreadable', `the history \`${path}\` cannot be opened: ${detail}`);
}

/** The refusal of a file that this version cannot know how to read. */
export function tooNew(path: string): Failure {
  return failure(
    2,
    'history-too-new',
    `the history \`${path}\` was written by a newer version of \`segment\``,
    ['update `segment`, or name another file under `history` in the project file'],
  );
}
