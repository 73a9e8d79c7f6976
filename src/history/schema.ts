import type { Database } from '../database/database.ts';
import { failure } from '../diagnostics/failure.ts';
import { tooNew } from './attach.ts';

/** What turns a file of version n (its place in the list) into one of version n + 1. Only ever add to it. */
const migrations: readonly (readonly string[])[] = [
  [
    'CREATE TABLE history.main.about (version INTEGER)',
    'INSERT INTO history.main.about VALUES (0)',
    `CREATE TABLE history.main.run (
       run INTEGER, as_of TIMESTAMPTZ, as_of_date DATE, zone VARCHAR, recorded_at TIMESTAMPTZ,
       data VARCHAR, tool VARCHAR)`,
    `CREATE TABLE history.main.snapshot (
       snapshot INTEGER, run INTEGER, segment VARCHAR, as_of TIMESTAMPTZ, definition VARCHAR,
       customers BIGINT, entered BIGINT, "left" BIGINT, is_whole BOOLEAN)`,
    'CREATE TABLE history.main.customer (customer INTEGER, key VARCHAR)',
    'CREATE TABLE history.main.change (snapshot INTEGER, customer INTEGER, step TINYINT)',
    'CREATE TABLE history.main.whole (snapshot INTEGER, customer INTEGER)',
  ],
  ['ALTER TABLE history.main.snapshot ADD COLUMN split VARCHAR'],
];

/** The version of the files that are written now. */
const currentVersion = migrations.length;

/** Brings the attached history up to date in one transaction; leaves a current one alone. */
export async function migrate(database: Database): Promise<void> {
  const version = await readVersion(database);
  if (version === undefined || version >= currentVersion) return;
  await inTransaction(database, async () => {
    for (const statement of migrations.slice(version).flat()) await database.run(statement);
    await database.run(`UPDATE history.main.about SET version = ${currentVersion}`);
  });
}

/** Whether the attached file needs no migration. Lets go of the file and throws when it is newer than this program or no history. */
export async function checkVersion(history: {
  readonly database: Database;
  readonly path: string;
}): Promise<boolean> {
  const version = await readVersion(history.database);
  if (version !== undefined && version <= currentVersion) return version === currentVersion;
  await history.database.run('DETACH history');
  if (version !== undefined) throw tooNew(history.path);
  throw failure(3, 'not-a-history', `\`${history.path}\` is a database, but not a history of \`segment\``, [
    'name another file under `history` in the project file',
  ]);
}

/** Runs the work in one transaction: all of it happens, or nothing. */
export async function inTransaction<Result>(
  database: Database,
  work: () => Promise<Result>,
): Promise<Result> {
  await database.run('BEGIN');
  try {
    const result = await work();
    await database.run('COMMIT');
    return result;
  } catch (error) {
    await database.attempt('ROLLBACK');
    throw error;
  }
}

/** 0 for an empty database, undefined for somebody else's. */
async function readVersion(database: Database): Promise<number | undefined> {
  const tables = await database.rows(
    `SELECT table_name FROM duckdb_tables() WHERE database_name = 'history'
     UNION ALL SELECT view_name FROM duckdb_views() WHERE database_name = 'history' AND NOT internal`,
  );
  if (tables.length === 0) return 0;
  const names = tables.map(([name]) => name);
  if (!names.includes('about') || !names.includes('snapshot')) return undefined;
  const [row] = await database.rows('SELECT version FROM history.main.about');
  return typeof row?.[0] === 'number' ? row[0] : undefined;
}
