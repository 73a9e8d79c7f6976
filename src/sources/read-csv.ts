/** CSV files of one table → one raw table of text. Rows read are counted against the file itself. */
import { failureOf } from '../database/engine-failure.ts';
import { literalPath, quoteIdentifier, quoteText } from '../database/quote.ts';
import { failure } from '../diagnostics/failure.ts';
import { foldName, uniteColumns } from './columns-of-files.ts';
import { type CsvFile, prepareFile, reportNoHeader } from './csv-file.ts';
import { type CarefulCopy, copyCarefully, findRows, type UnreadableRow } from './csv-rows.ts';
import { type CsvScan, scanCsv } from './csv-scan.ts';
import { fileName, fileNameColumn, fileNameSql, saysFile } from './file-column.ts';
import type { DataFile } from './files.ts';
import type { Problems } from './problems.ts';
import { misfitColumn, type QuickColumns, refusedColumns, suggestColumns } from './quick.ts';
import { fileColumn, type RawTable, type RowPlace } from './raw.ts';
import type { TableContext } from './table-context.ts';
import { unpackedBytes } from './unpack.ts';
import { reportUnreadable } from './unreadable.ts';

export async function readCsv(
  files: readonly DataFile[],
  context: TableContext,
): Promise<RawTable | undefined> {
  const prepared: CsvFile[] = [];
  for (const file of files) {
    const csv = await prepareFile(file, context);
    if (csv) prepared.push(csv);
  }
  const united =
    prepared.length < files.length
      ? undefined
      : uniteColumns(
          prepared.map(({ file, dialect }) => ({ file, columns: dialect.header })),
          context,
        );
  if (!united) return undefined;
  const relation = `source_${context.name}_raw`;
  const loaded = await loadFiles({ files: prepared, columns: united }, relation, context);
  if (!loaded) return undefined;
  const { rows, unreadable, quick } = loaded;
  reportUnreadable(unreadable, context);
  return {
    relation,
    kind: 'table',
    columns: [
      ...united.map((name) => quick.get(name)?.raw ?? { name, type: 'VARCHAR', guess: 'anything' as const }),
      ...(hasFileName(prepared, context) ? [fileNameColumn] : []),
    ],
    files,
    placeOf: (rowids) => placeRows(rowids, prepared, rows),
    rows: rows.reduce((sum, each) => sum + each, 0) + unreadable.length,
    unreadable: unreadable.length,
  };
}

interface ReadTable {
  /** Of each file. */
  readonly rows: readonly number[];
  /** Columns that have a type already. */
  readonly quick: QuickColumns;
}

interface Loaded extends ReadTable {
  readonly unreadable: readonly UnreadableRow[];
}

/** The engine reads the files while every byte is looked at; where the two do not agree, with care. */
/** The files of a table, and the columns that any of them has. */
interface CsvTable {
  readonly files: readonly CsvFile[];
  readonly columns: readonly string[];
}

async function loadFiles(
  { files, columns }: CsvTable,
  relation: string,
  context: TableContext,
): Promise<Loaded | undefined> {
  const quick = suggestColumns(columns, files[0]!, context);
  const [table, scans] = await Promise.all([
    createTable({ files, columns, quick }, relation, context),
    Promise.all(files.map(scanFile)),
  ]);
  const expected = files.map((csv, index) => rowsOf(csv, scans[index]!));
  const isSure = files.map((csv, index) => scans[index]!.isPlain && !csv.dialect.isTold && !isFramed(csv));
  if (table && isSure.every(Boolean) && isSame(table.rows, expected)) return { ...table, unreadable: [] };
  const doubtful = isSure.every(Boolean) ? files : files.filter((_, index) => !isSure[index]);
  return loadCarefully({ files, columns }, doubtful, expected, relation, context);
}

/** Whether rows stand above the header or below the data. */
function isFramed({ dialect }: CsvFile): boolean {
  return dialect.skipRows > 0 || dialect.skipLast > 0;
}

function scanFile({ path, dialect }: CsvFile): Promise<CsvScan> {
  return scanCsv(unpackedBytes({ path, compression: 'none' }), dialect.delimiter);
}

function rowsOf({ dialect }: CsvFile, { records, emptyLines }: CsvScan): number {
  return records - 1 + (dialect.header.length === 1 ? emptyLines : 0);
}

function isSame(some: readonly number[], others: readonly number[]): boolean {
  return some.every((count, index) => count === others[index]);
}

async function loadCarefully(
  { files, columns }: CsvTable,
  doubtful: readonly CsvFile[],
  scanned: readonly number[],
  relation: string,
  context: TableContext,
): Promise<Loaded | undefined> {
  const { database } = context;
  const copies = new Map<CsvFile, CarefulCopy>();
  for (const csv of doubtful) copies.set(csv, await copyCarefully(csv, database));
  if (reportHeaders(copies, context.problems)) return undefined;
  const expected = files.map((csv, index) => copies.get(csv)?.rows ?? scanned[index]!);
  const quick = suggestColumns(columns, files[0]!, context);
  const table = await createTable(
    { files: files.map((csv) => copies.get(csv)?.csv ?? csv), columns, quick },
    relation,
    context,
  );
  const unreadable = [...copies.values()].flatMap((copy) => copy.unreadable);
  if (table && isSame(table.rows, expected)) return { ...table, unreadable };
  if (doubtful.length < files.length)
    return loadCarefully({ files, columns }, files, scanned, relation, context);
  throw unaccounted(files[0]!.file.name, table?.rows, expected);
}

function reportHeaders(copies: ReadonlyMap<CsvFile, CarefulCopy>, problems: Problems): boolean {
  const before = problems.count();
  for (const [{ file }, { problem }] of copies) {
    if (problem !== undefined) reportNoHeader(file, problem, problems);
  }
  return problems.count() > before;
}

/** Never seen; a row that nobody can account for is worse than no answer. */
function unaccounted(
  file: string,
  counts: readonly number[] | undefined,
  expected: readonly number[],
): Error {
  const rows = (each: readonly number[] | undefined): number => (each ?? []).reduce((sum, n) => sum + n, 0);
  return failure(
    3,
    'rows-unaccounted',
    `of ${rows(expected)} rows from \`${file}\` on the engine read ${rows(counts)}, so that none is used`,
    ['this is a bug of ours: please report it with the file, or one like it'],
  );
}

/** Where the files have such a column themselves, that is the one. */
function hasFileName(files: readonly CsvFile[], { source }: TableContext): boolean {
  return saysFile(source) && !files.some(({ dialect }) => dialect.header.includes(fileName));
}

/** Undefined where the engine cannot read the files. Columns that are not of the type suggested are read again. */
async function createTable(
  table: CsvTable & Pick<ReadTable, 'quick'>,
  relation: string,
  context: TableContext,
): Promise<ReadTable | undefined> {
  const { database } = context;
  const { files, quick } = table;
  const name = quoteIdentifier(relation);
  const selects = files.map((csv, index) => selectOf(csv, index, table, context));
  const error = await database.attempt(`CREATE OR REPLACE TABLE ${name} AS ${selects.join(' UNION ALL ')}`);
  if (error?.kind === 'Invalid Input') return undefined;
  if (error) throw failureOf(error);
  const refused = quick.size > 0 ? await refusedColumns(quick, relation, database) : [];
  if (refused.length > 0) {
    const rest = new Map([...quick].filter(([column]) => !refused.includes(column)));
    return createTable({ ...table, quick: rest }, relation, context);
  }
  const file = files.length > 1 ? fileColumn : '0';
  const rows = await database.rows(`SELECT ${file} AS file, count(*) FROM ${name} GROUP BY file`);
  const counts = new Map(rows.map(([index, count]) => [Number(index), Number(count)]));
  return { rows: files.map((_, index) => counts.get(index) ?? 0), quick };
}

function selectOf(
  csv: CsvFile,
  index: number,
  { files, columns, quick }: CsvTable & Pick<ReadTable, 'quick'>,
  context: TableContext,
): string {
  const own = new Map(csv.dialect.header.map((name) => [foldName(name), quoteIdentifier(name)]));
  const misfits: string[] = [];
  const values = columns.map((name) => {
    const cell = own.get(foldName(name));
    const column = quick.get(name);
    const read = cell && column?.read(cell);
    if (read) misfits.push(`CASE WHEN ${read.fits} THEN 0 ELSE ${2 ** [...quick.keys()].indexOf(name)} END`);
    const missing = `CAST(NULL AS ${column?.raw.type ?? 'VARCHAR'})`;
    const value = read ? read.value : cell ? `source_text(${cell})` : missing;
    return `${value} AS ${quoteIdentifier(name)}`;
  });
  const ours = [
    ...(hasFileName(files, context) ? [`${fileNameSql(csv.file)} AS ${fileName}`] : []),
    ...(files.length > 1 ? [`CAST(${index} AS INTEGER) AS ${fileColumn}`] : []),
    ...(quick.size > 0 ? [`CAST(${misfits.join(' + ') || '0'} AS BIGINT) AS ${misfitColumn}`] : []),
  ];
  return `SELECT ${[...values, ...ours].join(', ')} FROM ${readFunction(csv)}`;
}

function readFunction({ path, dialect }: CsvFile): string {
  const columns = dialect.header.map((name) => `${quoteIdentifier(name)}: 'VARCHAR'`);
  return `read_csv(${quoteText(literalPath(path))}, auto_detect = false, delim = ${quoteText(dialect.delimiter)}, quote = '"',
    escape = '"', header = true, skip = 0, hive_partitioning = false, columns = {${columns.join(', ')}})`;
}

/** Where rows of the raw table stand in their files. */
async function placeRows(
  rowids: readonly number[],
  files: readonly CsvFile[],
  rows: readonly number[],
): Promise<readonly RowPlace[]> {
  const starts = files.map((_, index) => rows.slice(0, index).reduce((sum, each) => sum + each, 0));
  return Promise.all(
    rowids.map(async (rowid) => {
      const index = starts.findLastIndex((start) => start <= rowid);
      const csv = files[index]!;
      const [row] = await findRows(csv, [rowid - starts[index]!]);
      return { file: csv.file.name, ...(row === undefined ? {} : { row }) };
    }),
  );
}
