/** Attaching the history file under the engine's own lock, waiting for whoever holds it. */
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import type { EngineError } from '../database/engine-failure.ts';
import { quoteText } from '../database/quote.ts';
import { type Failure, failure } from '../diagnostics/failure.ts';

export interface LockWait {
  readonly lockWaitSeconds: number;
  /** Called once, when there is somebody to wait for: `process 4711 (/usr/bin/node)`. */
  readonly onWait?: (holder: string) => void;
}

const stepMilliseconds = 50;

/** Attaches the existing file as `history`; throws a `Failure` (75, 2 or 3) when it cannot. */
export async function attachHistory(
  database: Database,
  path: string,
  access: 'read-only' | 'read-write',
  wait: LockWait,
): Promise<void> {
  const statement = `ATTACH ${quoteText(path)} AS history${access === 'read-only' ? ' (READ_ONLY)' : ''}`;
  for (let waited = 0; ; waited += stepMilliseconds) {
    const error = await attachOnce(database, path, statement);
    if (error === undefined) return;
    if (error === 'replaced') continue;
    const holder = lockHolder(error);
    if (holder === undefined) throw unreadable(path, error);
    if (waited >= wait.lockWaitSeconds * 1000) throw locked(path, holder);
    if (waited === 0) wait.onWait?.(holder);
    await sleep(stepMilliseconds);
  }
}

/** A file that was replaced (see `compact.ts`) while we reached for its lock is not the history any more. */
async function attachOnce(
  database: Database,
  path: string,
  statement: string,
): Promise<EngineError | 'replaced' | undefined> {
  const before = fileNumber(path);
  const error = await database.attempt(statement);
  if (error !== undefined || fileNumber(path) === before) return error;
  await database.run('DETACH history');
  return 'replaced';
}

function fileNumber(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}

/** Who holds the lock, or undefined when the error is another one. */
function lockHolder(error: EngineError): string | undefined {
  if (!/could not set lock|being used by another process/i.test(error.message)) return undefined;
  const holder = /lock is held in (.*?) ?\(PID (\d+)\)/.exec(error.message);
  return holder === null ? 'another process' : `process ${holder[2]} (${holder[1]})`;
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
