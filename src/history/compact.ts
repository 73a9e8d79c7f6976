import { chmodSync, renameSync, rmSync } from 'node:fs';
import { quoteText } from '../database/quote.ts';
import type { History } from './history.ts';
import { compactOf } from './paths.ts';

/**
 * Writes the history anew and closes it: what was deleted is then gone from the disk too, where the engine
 * by itself only marks it as free. The name changes hands while we hold the lock.
 */
export async function compactHistory(history: History): Promise<void> {
  const { database, path } = history;
  const draft = compactOf(path);
  rmSync(draft, { force: true });
  rmSync(`${draft}.wal`, { force: true });
  await database.run(`ATTACH ${quoteText(draft)} AS history_compact (TYPE duckdb)`);
  chmodSync(draft, 0o600);
  await database.run('COPY FROM DATABASE history TO history_compact');
  await database.run('CHECKPOINT history_compact');
  await database.run('DETACH history_compact');
  await database.run('CHECKPOINT history');
  renameSync(draft, path);
  await database.run('DETACH history');
}
