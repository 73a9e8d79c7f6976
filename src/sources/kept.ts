/** What the cache keeps of a relation: its rows, in a database file of their own. */
import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import { rowsFile } from './cache-folder.ts';
import type { LoadedTable, TablePlan } from './load-table.ts';
import { type Stamp, stampsOf } from './stamp.ts';

/** Below so many rows a file of small blocks is a fraction of the size. */
const smallTable = 50_000;

/** Writes the relation, sorted, to the folder. Throws what the engine or the system says. */
export async function keepRows(plan: TablePlan, work: string, database: Database): Promise<Stamp> {
  const name = quoteIdentifier(plan.name);
  const path = join(work, rowsFile);
  const target = quoteIdentifier(`cache_${plan.name}_made`);
  const order = plan.clustered.map(quoteIdentifier).join(', ');
  const [[rows] = []] = await database.rows(`SELECT count(*) FROM ${name}`);
  const blocks = Number(rows) < smallTable ? ', BLOCK_SIZE 16384' : '';
  const statements = [
    `ATTACH ${quoteText(path)} AS ${target} (STORAGE_VERSION 'latest'${blocks})`,
    `CREATE TABLE ${target}.kept AS FROM ${name}${order === '' ? '' : ` ORDER BY ${order}`}`,
    `CHECKPOINT ${target}`,
  ];
  try {
    for (const statement of statements) await database.run(statement);
  } finally {
    await database.attempt(`DETACH DATABASE IF EXISTS ${target}`);
  }
  const [stamp] = stampsOf([path]);
  return stamp!;
}

/** From here on the rows just kept are read, which are sorted and take no memory. */
export async function takeRows(plan: TablePlan, work: string, database: Database): Promise<boolean> {
  if (await database.attempt(attachStatement(plan, work))) return false;
  await database.run(`DROP TABLE ${quoteIdentifier(plan.name)}`);
  await database.run(viewStatement(plan));
  return true;
}

/**
 * The statements that make the relation of the rows kept in the folder. Whoever wrote those may have put a view in
 * their place, which could read anything that the engine is not locked out of.
 */
export function rowsStatements(plan: TablePlan, place: string): readonly string[] {
  const isTable = `SELECT CASE WHEN count(*) = 1 THEN true ELSE error('it holds no table of rows') END FROM duckdb_tables()
    WHERE database_name = ${quoteText(alias(plan))} AND schema_name = 'main' AND table_name = 'kept'`;
  return [attachStatement(plan, place), isTable, viewStatement(plan)];
}

function alias({ name }: TablePlan): string {
  return `cache_${name}`;
}

function attachStatement(plan: TablePlan, place: string): string {
  return `ATTACH ${quoteText(join(place, rowsFile))} AS ${quoteIdentifier(alias(plan))} (READ_ONLY)`;
}

function viewStatement(plan: TablePlan): string {
  return `CREATE VIEW ${quoteIdentifier(plan.name)} AS FROM ${quoteIdentifier(alias(plan))}.main.kept`;
}

/** The table, its rows read from what was kept at the place. */
export function keptTable(table: LoadedTable, rows: Stamp, place: string): LoadedTable {
  return {
    ...table,
    facts: { ...table.facts, cachedBytes: Number(rows.bytes) },
    openFiles: [join(place, rowsFile), join(place, `${rowsFile}.wal`)],
  };
}
