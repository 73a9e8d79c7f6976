/** CSV files of one table → one raw table of text. Rows read are counted against the file itself. */
import type { Database } from '../database/database.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import { uniteColumns } from './columns-of-files.ts';
import { type CsvFile, prepareFile, reportNoHeader } from './csv-file.ts';
import { type CarefulCopy, copyCarefully, findRows, type UnreadableRow } from './csv-rows.ts';
import type { CsvScan } from './csv-scan.ts';
import { type CsvTable, hasFileName, type ReadTable, readTable } from './csv-table.ts';
import { fileNameColumn } from './file-column.ts';
import type { DataFile } from './files.ts';
import type { Problems } from './problems.ts';
import { textColumn } from './quick.ts';
import type { RawTable, RowPlace } from './raw.ts';
import { dropRaw } from './straight.ts';
import { counted, type TableContext } from './table-context.ts';
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
  const table = { relation: `source_${context.name}_raw`, files: prepared, columns: united };
  const loaded = await loadFiles(table, await copyFramed(prepared, context), context);
  if (!loaded) return undefined;
  const { rows, unreadable, quick, straight } = loaded;
  reportUnreadable(unreadable, context);
  return {
    relation: table.relation,
    kind: 'table',
    columns: [
      ...united.map((name) => quick.get(name)?.raw ?? textColumn(name)),
      ...(hasFileName(prepared, context) ? [fileNameColumn] : []),
    ],
    files,
    placeOf: (rowids) => placeRows(rowids, prepared, rows),
    rows: rows.reduce((sum, each) => sum + each, 0) + unreadable.length,
    unreadable: unreadable.length,
    ...(straight ? { straight: straight.path, statistics: { ...straight.statistics, isClean: true } } : {}),
  };
}

interface Loaded extends ReadTable {
  readonly unreadable: readonly UnreadableRow[];
}

type Copies = ReadonlyMap<CsvFile, CarefulCopy>;

/** Of files that no engine reads as they stand: rows are above the header or below the data. */
async function copyFramed(files: readonly CsvFile[], { database, report }: TableContext): Promise<Copies> {
  const framed = files.filter(
    ({ dialect }) => dialect.isTold || dialect.skipRows > 0 || dialect.skipLast > 0,
  );
  for (const csv of framed) reportFrame(csv, report);
  return copyEach(framed, database);
}

/** Rows that the project says are none of the table's. */
function reportFrame({ file, dialect: { skipRows, skipLast } }: CsvFile, report: Report): void {
  if (skipRows + skipLast === 0) return;
  const parts = [
    ...(skipRows > 0 ? [`${counted(skipRows, 'row')} above the header (\`skip_rows\`)`] : []),
    ...(skipLast > 0 ? [`${counted(skipLast, 'row')} below the data (\`skip_last\`)`] : []),
  ];
  const verb = skipRows + skipLast === 1 ? 'is' : 'are';
  const message = `${parts.join(' and ')} of \`${file.name}\` ${verb} passed over`;
  report({ severity: 'note', code: 'rows-around', message, place: { file: file.name } });
}

async function copyEach(files: readonly CsvFile[], database: Database): Promise<Copies> {
  const copies = new Map<CsvFile, CarefulCopy>();
  for (const csv of files) copies.set(csv, await copyCarefully(csv, database));
  return copies;
}

/** Where the engine and the look at every byte do not agree, files are copied with care. */
async function loadFiles(
  table: CsvTable,
  copies: Copies,
  context: TableContext,
): Promise<Loaded | undefined> {
  if (reportHeaders(copies, context.problems)) return undefined;
  const { files } = table;
  const readable = files.map((csv) => copies.get(csv)?.csv ?? csv);
  const { read, scans } = await readTable({ ...table, files: readable }, context);
  const expected = files.map((csv, index) => copies.get(csv)?.rows ?? dataRows(csv, scans[index]!));
  if (read && isSame(read.rows, expected)) {
    return { ...read, unreadable: [...copies.values()].flatMap((copy) => copy.unreadable) };
  }
  if (read?.straight)
    await dropRaw({ ...table, kind: 'view', straight: read.straight.path }, context.database);
  const open = files.filter((csv) => !copies.has(csv));
  if (open.length === 0) throw unaccounted(files[0]!.file.name, read?.rows, expected);
  const odd = open.filter((csv) => !scans[files.indexOf(csv)]!.isPlain);
  const more = await copyEach(odd.length > 0 ? odd : open, context.database);
  return loadFiles(table, new Map([...copies, ...more]), context);
}

function dataRows({ dialect }: CsvFile, { records, emptyLines }: CsvScan): number {
  return records - 1 + (dialect.header.length === 1 ? emptyLines : 0);
}

function isSame(some: readonly number[], others: readonly number[]): boolean {
  return some.every((count, index) => count === others[index]);
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
