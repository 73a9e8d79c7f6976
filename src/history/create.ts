import { chmodSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from '../database/database.ts';
import { quoteText } from '../database/quote.ts';
import { failure } from '../diagnostics/failure.ts';
import { migrate } from './schema.ts';

/**
 * Makes an empty history, complete before it has its name, so that nobody ever opens half a file. When
 * another process makes it first, theirs stays.
 */
export async function createHistory(database: Database, path: string): Promise<void> {
  makeFolder(path);
  const draft = `${path}.new-${process.pid}`;
  rmSync(draft, { force: true });
  await database.run(`ATTACH ${quoteText(draft)} AS history`);
  try {
    chmodSync(draft, 0o600);
    await migrate(database);
    await database.run('CHECKPOINT history');
  } finally {
    await database.run('DETACH history');
  }
  giveName(draft, path);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw failure(
      3,
      'history-unwritable',
      `the folder of the history \`${path}\` cannot be made (${reason})`,
    );
  }
}

function giveName(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
