/** What the cache keeps of a relation, its rows or the views that it is made of, and the relation made of that again. */
import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { Failure } from '../diagnostics/failure.ts';
import { rowsFile } from './cache-folder.ts';
import type { LoadedTable, TablePlan } from './load-table.ts';
import { type Stamp, stampsOf } from './stamp.ts';

export interface Kept {
  /** The rows as they were written; absent when the relation is a view of the files. */
  readonly rows?: Stamp;
  /** Statements that make the relation. */
  readonly statements: readonly string[];
}

export interface KeptTable extends Kept {
  readonly table: LoadedTable;
}

/** Below so many rows a file of small blocks is a fraction of the size. */
const smallTable = 50_000;

/** Writes the relation, sorted, to the folder. Throws what the engine or the system says. */
export async function keepRows(plan: TablePlan, work: string, database: Database): Promise<Kept> {
  const name = quoteIdentifier(plan.name);
  const path = join(work, rowsFile);
  const target = quoteIdentifier(`cache_${plan.name}_made`);
  const order = plan.clustered.map(quoteIdentifier).join(', ');
  const [[rows] = []] = await database.rows(`SELECT count(*) FROM ${name}`);
  const blocks = Number(rows) < smallTable ? ', BLOCK_SIZE 16384' : '';
  const statements = [
    `ATTACH ${quoteText(path)} AS ${target} (STORAGE_VERSION 'latest'${blocks})`,
    `CREATE TABLE ${target}.kept AS FROM ${name} ORDER BY ${order}`,
    `CHECKPOINT ${target}`,
  ];
  try {
    for (const statement of statements) await database.run(statement);
  } finally {
    await database.attempt(`DETACH DATABASE IF EXISTS ${target}`);
  }
  const [stamp] = stampsOf([path]);
  return { rows: stamp!, statements: [`CREATE VIEW ${name} AS FROM ${alias(plan)}.kept`] };
}

/** The relation is a view: what makes it is kept. */
export async function viewsOf(plan: TablePlan, database: Database): Promise<Kept> {
  const views = await database.rows(
    `SELECT sql FROM duckdb_views() WHERE view_name IN (${quoteText(`source_${plan.name}_raw`)}, ${quoteText(plan.name)})
     ORDER BY view_oid`,
  );
  return { statements: views.map(([sql]) => String(sql)) };
}

/** From here on the kept rows are read, which are sorted and take no memory. */
export async function takeRows(
  plan: TablePlan,
  kept: KeptTable,
  place: string,
  database: Database,
): Promise<LoadedTable> {
  if (!kept.rows) return kept.table;
  const name = quoteIdentifier(plan.name);
  if (await database.attempt(attachStatement(plan, join(place, rowsFile)))) return kept.table;
  await database.run(`DROP TABLE ${name}`);
  await database.run(kept.statements.join(';\n'));
  return keptTable(kept, place);
}

/**
 * Makes the relation again; false where what was kept is damaged. An engine that runs already notices that now, one
 * that does not, when it is woken: then `damaged` is the failure for what it says.
 */
export async function makeRelation(
  plan: TablePlan,
  { rows, statements }: Kept,
  place: string,
  database: Database,
  damaged: (message: string) => Failure,
): Promise<boolean> {
  const attach = rows ? [attachStatement(plan, join(place, rowsFile))] : [];
  try {
    await database.whenOpen([...attach, ...statements].join(';\n'), ({ message }) => damaged(message));
    return true;
  } catch {
    // Another run may have renewed the entry at this moment, and some of the statements may have run.
    await database.attempt(`DROP VIEW IF EXISTS ${quoteIdentifier(plan.name)}`);
    if (rows) await database.attempt(`DETACH DATABASE IF EXISTS ${alias(plan)}`);
    else await database.attempt(`DROP VIEW IF EXISTS ${quoteIdentifier(`source_${plan.name}_raw`)}`);
    return false;
  }
}

function alias({ name }: TablePlan): string {
  return quoteIdentifier(`cache_${name}`);
}

function attachStatement(plan: TablePlan, path: string): string {
  return `ATTACH ${quoteText(path)} AS ${alias(plan)} (READ_ONLY)`;
}

/** The table, read from what was kept at the place. */
export function keptTable({ table, rows }: KeptTable, place: string): LoadedTable {
  if (!rows) return table;
  return {
    ...table,
    facts: { ...table.facts, cachedBytes: Number(rows.bytes) },
    openFiles: [join(place, rowsFile)],
  };
}
