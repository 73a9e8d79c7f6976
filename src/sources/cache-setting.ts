/** What the source cache is given, and what decides under which name a table is kept. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { Database } from '../database/database.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { entryName } from './cache-folder.ts';
import type { LoadedTable, TablePlan } from './load-table.ts';
import type { ForCache } from './table-context.ts';

/** Of the code that reads files, given by the build: other code may make other tables of the same files. */
declare const LOADER_DIGEST: string | undefined;
const loader = typeof LOADER_DIGEST === 'undefined' ? 'unbuilt' : LOADER_DIGEST;

export interface CacheSetting {
  readonly folder: string;
  readonly zone: string;
  readonly database: Database;
  readonly report: Report;
  /** Says what the cache does, for `--verbose`. */
  readonly detail: (line: string) => void;
}

/** Loads the table, by a database that may know the answers already. */
export type Load = (
  database: Database,
  report: Report,
  forCache?: ForCache,
) => Promise<LoadedTable | undefined>;

/** Of all that decides what a table becomes, beside its files. The spans of names are places and not meanings. */
export function fingerprint(plan: TablePlan, { zone }: Pick<CacheSetting, 'zone'>): string {
  const engine = packageJson.dependencies['@duckdb/node-api'];
  const text = JSON.stringify([packageJson.version, engine, loader, zone, plan], (key, value) =>
    key === 'span' ? true : value,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export function entryFolder(plan: TablePlan, setting: CacheSetting): string {
  return join(setting.folder, entryName(plan.name, fingerprint(plan, setting)));
}
