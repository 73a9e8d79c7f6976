/** A small file read whole, all of it text: sets of parameters. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { type Name, plainSource } from '../project/project.ts';
import { buildColumns } from './build.ts';
import { cleaningMacros } from './clean.ts';
import { copyFiles } from './copies.ts';
import { findFiles } from './files.ts';
import { readRaw } from './load-table.ts';
import { gatherProblems } from './problems.ts';
import { mapColumns } from './roles.ts';
import type { TableContext } from './table-context.ts';

export interface TextRows {
  /** The file as the user would name it. */
  readonly file: string;
  readonly columns: readonly string[];
  /** In the file's order; trimmed, NFC, `null` where there is nothing. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * Reads a CSV, Parquet or JSON lines file, up to `most` rows. Throws a `Failure`, with exit code 2 when the
 * file is not there.
 */
export async function readTextRows(
  path: Name,
  folder: string,
  most: number,
  database: Database,
  report: Report,
): Promise<TextRows> {
  const problems = gatherProblems();
  const source = plainSource([path]);
  const files = await findFiles(source, folder, problems);
  problems.throwIfAny();
  for (const statement of cleaningMacros) await database.run(statement);
  const name = 'parameter_sets';
  const context: TableContext = {
    name,
    kind: 'lookup',
    source,
    zone: 'UTC',
    sourceZone: 'UTC',
    database,
    problems,
    report,
  };
  const raw = await readRaw(await copyFiles(files, database), context);
  const wanted = (raw?.columns ?? []).map((column) => ({
    name: { name: column.name },
    role: 'key' as const,
    what: 'a parameter',
  }));
  const mapped = raw && mapColumns(raw, source, wanted, context);
  const built = mapped && (await buildColumns(raw, mapped, context));
  problems.throwIfAny();
  const { columns } = built!;
  const relation = quoteIdentifier(raw!.relation);
  const rows = await database.rows(
    `SELECT ${columns.map(({ sql }) => sql).join(', ')} FROM ${relation} LIMIT ${most}`,
  );
  await database.run(`DROP ${raw!.kind} ${relation}`);
  return {
    file: files[0]!.name,
    columns: columns.map(({ column }) => column.name),
    rows: rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
  };
}
