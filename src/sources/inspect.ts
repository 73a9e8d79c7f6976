/** A look into a folder: which files are tables, and what the first rows of their columns look like. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { quotePaths } from '../database/quote.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { type FolderColumn, type FolderTable, projectOfFolder } from '../project/convention.ts';
import { type FindOptions, findProject, readProjectFile } from '../project/find.ts';
import type { Project } from '../project/project.ts';
import { unpackHead } from './copies.ts';
import { findEncoding, readDialect } from './dialect.ts';
import { decodeHead } from './encoding.ts';
import { type DataFile, formatOf } from './files.ts';
import { firstRecords } from './heads.ts';

/**
 * The project that the options lead to: a project file, or a folder read by convention. What is wrong with
 * the file goes to `report`; undefined when that leaves no project. Throws a `Failure` with exit code 2 when
 * there is none to be found.
 */
export async function openProject(
  options: FindOptions,
  openDatabase: () => Promise<Database>,
  report: Report,
): Promise<Project | undefined> {
  const found = findProject(options);
  if (found.kind === 'file') return readProjectFile(found, options.env, report);
  const tables = await inspectFolder(found.path, await openDatabase());
  return projectOfFolder(tables, found.name, options.cwd, report);
}

/** The tables of a folder, by name; files that hold no table are passed over. */
export async function inspectFolder(folder: string, database: Database): Promise<readonly FolderTable[]> {
  const tables: FolderTable[] = [];
  for (const name of readdirSync(folder).sort()) {
    const format = formatOf(name);
    const path = join(folder, name);
    if (!format || name.startsWith('.') || name.endsWith('.txt')) continue;
    const facts = statSync(path);
    if (!facts.isFile() || facts.size === 0) continue;
    const columns = await inspectFile({ path, name, bytes: facts.size, ...format }, database);
    if (columns.length > 0) tables.push({ name: name.replace(/(\.[A-Za-z]+){1,2}$/, ''), path, columns });
  }
  return tables;
}

/** The columns of a file; none when it cannot be read, which loading it would tell. */
async function inspectFile(file: DataFile, database: Database): Promise<readonly FolderColumn[]> {
  if (file.format === 'csv') return inspectCsv(file);
  const read = file.format === 'parquet' ? 'read_parquet' : 'read_json';
  const query = `FROM ${read}(${quotePaths([file.path])}, hive_partitioning = false)`;
  if (await database.attempt(`${query} LIMIT 0`)) return [];
  return (await database.columns(query)).map(({ name, type }) => ({ name, looks: looksOfType(type) }));
}

const SAMPLED_RECORDS = 100;

async function inspectCsv(file: DataFile): Promise<readonly FolderColumn[]> {
  const head = await unpackHead(file).catch(() => Buffer.alloc(0));
  const encoding = findEncoding(head, undefined);
  const known = typeof encoding === 'string' ? encoding : 'windows-1252';
  const { header, delimiter, isTold } = readDialect(head, known, file.delimiter);
  const records = firstRecords(decodeHead(head, known), delimiter, SAMPLED_RECORDS + 1);
  const rows = records.slice(isTold ? 2 : 1);
  return header.map((name, index) => ({
    name,
    looks: looksOfValues(rows.map((row) => row[index]?.trim() ?? '')),
  }));
}

function looksOfType(type: string): FolderColumn['looks'] {
  if (/^(DATE|TIMESTAMP)/.test(type)) return 'time';
  return /INT|^(DECIMAL|DOUBLE|FLOAT)/.test(type) ? 'number' : 'text';
}

function looksOfValues(values: readonly string[]): FolderColumn['looks'] {
  const present = values.filter((value) => value !== '');
  if (present.length === 0) return 'text';
  if (present.every((value) => /^-?\d+([.,]\d+)?$/.test(value))) return 'number';
  const time = /^(\d{4}[-/]\d{2}[-/]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})([T ]\d{1,2}:\d{2}|$)/;
  return present.every((value) => time.test(value)) ? 'time' : 'text';
}
