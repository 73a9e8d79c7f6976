/** CSV files of one table, read by the engine as one raw table while every byte of them is looked at. */
import { rmSync } from 'node:fs';
import { type EngineError, failureOf } from '../database/engine-failure.ts';
import { literalPath, quoteIdentifier, quoteText } from '../database/quote.ts';
import { digestedChunks, fileChunks } from './chunks.ts';
import { foldName } from './columns-of-files.ts';
import type { CsvFile } from './csv-file.ts';
import { type CsvScan, scanCsv } from './csv-scan.ts';

import { FILE_NAME, fileNameSql, saysFile } from './file-column.ts';
import { type QuickColumns, suggestColumns } from './quick.ts';
import { parquetStatistics } from './ranges.ts';
import { FILE_COLUMN, type FileStatistics } from './raw.ts';
import { openStraight, straightPath, writeStatement } from './straight.ts';
import type { TableContext } from './table-context.ts';

/** The files of a table, and the columns that any of them has. */
export interface CsvTable {
  readonly relation: string;
  readonly files: readonly CsvFile[];
  readonly columns: readonly string[];
}

export interface ReadTable {
  /** What the engine made, of each file. */
  readonly rows: readonly number[];
  /** Columns that are read as their cells look. */
  readonly quick: QuickColumns;
  /** Where the rows were written to, in place of a table. */
  readonly straight?: { readonly path: string; readonly statistics: FileStatistics };
}

/** What is read is undefined where the engine cannot read the files, or not all of them are plain. */
export async function readTable(
  table: CsvTable,
  context: TableContext,
): Promise<{ readonly read?: ReadTable; readonly scans: readonly CsvScan[] }> {
  let quick = suggestColumns(table.columns, table.files[0]!, context);
  const [first, scans] = await Promise.all([
    createTable(table, quick, context),
    Promise.all(table.files.map((csv) => scanFile(csv, quick, context))),
  ]);
  if (first === 'unreadable' || !scans.every(({ isPlain }) => isPlain)) return { scans };
  let made: Made = first as Made;
  const misfits = misfitNames(table.files, scans);
  if (misfits.size > 0) {
    quick = new Map([...quick].filter(([name]) => !misfits.has(foldName(name))));
    made = await createTable(table, quick, context);
  }
  // No look tells that the 30th of February is none, nor of which column it is.
  if (made === 'not of its type') {
    quick = new Map([...quick].filter(([, { raw }]) => !raw.known));
    made = await createTable(table, quick, context);
  }
  if (typeof made === 'object') {
    await openStraight(table.relation, made.path, context.database);
    const statistics = await parquetStatistics([made.path], context);
    return { scans, read: { rows: [statistics.rows], quick, straight: { ...made, statistics } } };
  }
  return made === 'made' ? { scans, read: { rows: await countRows(table, context), quick } } : { scans };
}

function scanFile(
  { path, dialect }: CsvFile,
  quick: QuickColumns,
  { forCache }: TableContext,
): Promise<CsvScan> {
  const looks = new Map([...quick].map(([name, { look }]) => [foldName(name), look]));
  return scanCsv(
    forCache ? digestedChunks(path, (sha256) => forCache.digested(path, sha256)) : fileChunks(path),
    dialect.delimiter,
    dialect.header.map((name) => looks.get(foldName(name))),
  );
}

function misfitNames(files: readonly CsvFile[], scans: readonly CsvScan[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(({ dialect }, index) =>
      [...scans[index]!.misfits].map((place) => foldName(dialect.header[place]!)),
    ),
  );
}

type Made = 'made' | { readonly path: string } | 'not of its type' | 'unreadable';

async function createTable(
  { relation, files, columns }: CsvTable,
  quick: QuickColumns,
  context: TableContext,
): Promise<Made> {
  const rows = files
    .map((csv, index) => selectOf(csv, index, { files, columns, quick }, context))
    .join(' UNION ALL ');
  const { attempt } = context.database;
  const path = straightPath(files.length, columns, quick, context);
  if (path !== undefined) {
    const error = await attempt(writeStatement(`(${rows})`, path));
    if (error?.kind !== 'IO') return refusalOf(error) ?? { path };
    // What has no room there may have some in memory.
    rmSync(path, { force: true });
  }
  return (
    refusalOf(await attempt(`CREATE OR REPLACE TABLE ${quoteIdentifier(relation)} AS ${rows}`)) ?? 'made'
  );
}

/** What the error says of the rows; undefined where there is none. */
function refusalOf(error: EngineError | undefined): 'not of its type' | 'unreadable' | undefined {
  if (!error) return undefined;
  if (error.kind === 'Conversion') return 'not of its type';
  if (error.kind === 'Invalid Input') return 'unreadable';
  throw failureOf(error);
}

async function countRows(
  { relation, files }: CsvTable,
  { database }: TableContext,
): Promise<readonly number[]> {
  const file = files.length > 1 ? FILE_COLUMN : '0';
  const rows = await database.rows(
    `SELECT ${file} AS file, count(*) FROM ${quoteIdentifier(relation)} GROUP BY file`,
  );
  const counts = new Map(rows.map(([index, count]) => [Number(index), Number(count)]));
  return files.map((_, index) => counts.get(index) ?? 0);
}

function selectOf(
  csv: CsvFile,
  index: number,
  { files, columns, quick }: Omit<CsvTable, 'relation'> & Pick<ReadTable, 'quick'>,
  context: TableContext,
): string {
  const own = new Map(csv.dialect.header.map((name) => [foldName(name), quoteIdentifier(name)]));
  const values = columns.map((name) => {
    const cell = own.get(foldName(name));
    const column = quick.get(name);
    const missing = `CAST(NULL AS ${column?.raw.type ?? 'VARCHAR'})`;
    const value = cell ? (column?.read(cell) ?? `source_text(${cell})`) : missing;
    return `${value} AS ${quoteIdentifier(name)}`;
  });
  const ours = [
    ...(hasFileName(files, context) ? [`${fileNameSql(csv.file)} AS ${FILE_NAME}`] : []),
    ...(files.length > 1 ? [`CAST(${index} AS INTEGER) AS ${FILE_COLUMN}`] : []),
  ];
  return `SELECT ${[...values, ...ours].join(', ')} FROM ${readFunction(csv)}`;
}

/** Where the files have such a column themselves, that is the one. */
export function hasFileName(files: readonly CsvFile[], { source }: TableContext): boolean {
  return saysFile(source) && !files.some(({ dialect }) => dialect.header.includes(FILE_NAME));
}

function readFunction({ path, dialect }: CsvFile): string {
  const columns = dialect.header.map((name) => `${quoteIdentifier(name)}: 'VARCHAR'`);
  return `read_csv(${quoteText(literalPath(path))}, auto_detect = false, delim = ${quoteText(dialect.delimiter)}, quote = '"',
    escape = '"', header = true, skip = 0, hive_partitioning = false, columns = {${columns.join(', ')}})`;
}
