import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { quoteText } from './quote.ts';
import { makeTable } from './relation.ts';

/** Makes the rows of a query in one database a temporary relation of another, through files of this process alone. */
export async function carryTable(from: Database, query: string, into: Database, name: string): Promise<void> {
  const [left, right] = [from, into].map(({ folder }) => join(folder, `${name}.parquet`));
  await from.copy(query, left!, { format: 'parquet' });
  if (left !== right) await copyFile(left!, right!);
  await makeTable(into, name, `FROM read_parquet(${quoteText(right!)})`);
  await Promise.all([rm(left!, { force: true }), rm(right!, { force: true })]);
}
