/**
 * Files that one process holds: the engine's own lock on a database file, which the system takes back when the holder
 * ends, however it ends, and which also holds among containers that share a folder and nothing else.
 */
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';
import type { EngineError } from './engine-failure.ts';
import { quoteIdentifier, quoteText } from './quote.ts';

export interface LockWait {
  readonly lockWaitSeconds: number;
  /** Called once, when there is somebody to wait for: `process 4711 (/usr/bin/node)`. */
  readonly onWait?: (holder: string) => void;
}

export interface HeldFile {
  readonly path: string;
  /** The catalog's name. */
  readonly as: string;
  /** Readers hold a file together. */
  readonly access: 'read-only' | 'read-write';
}

export type Attached =
  | { readonly kind: 'attached' }
  | { readonly kind: 'held'; readonly holder: string }
  | { readonly kind: 'failed'; readonly error: EngineError };

const STEP_MILLISECONDS = 50;

/** Attaches the file to the database as soon as nobody else holds it, or the wait is over. */
export async function attachHeld(database: Database, file: HeldFile, wait: LockWait): Promise<Attached> {
  for (let waited = 0; ; waited += STEP_MILLISECONDS) {
    const error = await attachOnce(database, file);
    if (error === undefined) return { kind: 'attached' };
    if (error === 'replaced') continue;
    const holder = lockHolder(error);
    if (holder === undefined) return { kind: 'failed', error };
    if (waited >= wait.lockWaitSeconds * 1000) return { kind: 'held', holder };
    if (waited === 0) wait.onWait?.(holder);
    await sleep(STEP_MILLISECONDS);
  }
}

/** A file that was replaced or removed while we reached for its lock is not the one that others will hold. */
async function attachOnce(
  database: Database,
  { path, as, access }: HeldFile,
): Promise<EngineError | 'replaced' | undefined> {
  const before = fileNumber(path);
  const mode = access === 'read-only' ? ', READ_ONLY' : '';
  // Without its type a file named `.csv` is attached as a view of itself.
  const attach = `ATTACH ${quoteText(path)} AS ${quoteIdentifier(as)} (TYPE duckdb${mode})`;
  const error = await database.attempt(attach);
  if (error !== undefined) return error;
  // One that was not there is made now, and reached for again: only then it is known which file is held.
  if (before !== undefined && fileNumber(path) === before) return undefined;
  await database.run(`DETACH ${quoteIdentifier(as)}`);
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
