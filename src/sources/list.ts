/** A file of values that a definition names with `in_file`. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { type Name, plainSource } from '../project/project.ts';
import { cleaningMacros } from './clean.ts';
import { plainPath, readHead, transcodeLines } from './copies.ts';
import { findEncoding } from './dialect.ts';
import { type DataFile, findFiles } from './files.ts';
import { loadTable } from './load-table.ts';
import { gatherProblems } from './problems.ts';

export interface ListFile {
  /** Relative to the folder, or absolute. */
  readonly path: Name;
  /** The absolute folder of the file that names it. */
  readonly folder: string;
  /** The column to take, where the file has columns: a `.txt` holds one value a line. */
  readonly column: Name;
  /** The relation to make. */
  readonly relation: string;
}

/**
 * Makes a relation of one column, `value`: the distinct values of the file as text, cleaned as keys are.
 * Throws a `Failure`, with exit code 2 when the file or its column is not there.
 */
export async function loadList(list: ListFile, database: Database, report: Report): Promise<void> {
  for (const statement of cleaningMacros) await database.run(statement);
  const values = /\.txt$/i.test(list.path.name)
    ? await linesOf(list, database)
    : await columnOf(list, database, report);
  await database.run(
    `CREATE TABLE ${quoteIdentifier(list.relation)} AS
     SELECT DISTINCT value FROM (${values}) WHERE value IS NOT NULL ORDER BY value`,
  );
}

/** The query of a text file's lines. A file of no byte is a list of nobody. */
async function linesOf({ path, folder }: ListFile, database: Database): Promise<string> {
  const problems = gatherProblems();
  const [file] = await findFiles(plainSource([path]), folder, problems);
  if (!file && isEmptyFile(resolve(folder, path.name))) {
    return 'SELECT NULL::VARCHAR AS value WHERE false';
  }
  problems.throwIfAny();
  return `SELECT source_text(line) AS value FROM read_csv(${quoteText(await linesPath(file!, database))},
    auto_detect = false, delim = '\u0001', quote = '', escape = '', header = false, columns = {line: 'VARCHAR'})`;
}

function isEmptyFile(path: string): boolean {
  if (!existsSync(path)) return false;
  const facts = statSync(path);
  return facts.isFile() && facts.size === 0;
}

/** In UTF-8 with plain line ends, which any editor may have left out. */
async function linesPath(file: DataFile, database: Database): Promise<string> {
  const path = await plainPath(file, database);
  const encoding = findEncoding(readHead(path), undefined);
  return transcodeLines(path, typeof encoding === 'string' ? encoding : 'windows-1252', database);
}

async function columnOf(list: ListFile, database: Database, report: Report): Promise<string> {
  const problems = gatherProblems();
  const name = `${list.relation}_file`;
  await loadTable(
    {
      name,
      kind: 'lookup',
      source: plainSource([list.path]),
      wanted: [{ name: list.column, role: 'key', what: 'the values' }],
      required: [],
    },
    { folder: list.folder, zone: 'UTC', database, report, problems, isLocked: true },
  );
  problems.throwIfAny();
  return `SELECT ${quoteIdentifier(list.column.name)} AS value FROM ${quoteIdentifier(name)}`;
}
