import { rmSync } from 'node:fs';
import type { Database } from '../database/database.ts';
import { quoteText } from '../database/quote.ts';
import { giveName, keepPrivate, makeFolder } from './files.ts';
import { draftOf } from './paths.ts';
import { migrate } from './schema.ts';

/**
 * Makes an empty history, complete before it has its name, so that nobody ever opens half a file. When
 * another process makes it first, theirs stays.
 */
export async function createHistory(database: Database, path: string): Promise<void> {
  makeFolder(path);
  const draft = draftOf(path);
  rmSync(draft, { force: true });
  await database.run(`ATTACH ${quoteText(draft)} AS history (TYPE duckdb)`);
  try {
    keepPrivate(draft);
    await migrate(database);
    await database.run('CHECKPOINT history');
  } finally {
    await database.run('DETACH history');
  }
  giveName(draft, path);
}
