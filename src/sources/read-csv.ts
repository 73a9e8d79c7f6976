/** CSV files of one table → one raw table of text. The dialect is pinned, so that no row is lost in silence. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { CsvFile } from './csv-file.ts';
import { type Dialect, findEncoding, readDialect } from './dialect.ts';
import { canUnpack, readHead, transcode } from './encoding.ts';
import type { DataFile } from './files.ts';
import type { Problems } from './problems.ts';
import { fileColumn, type RawTable } from './raw.ts';
import { findRows } from './row-numbers.ts';
import type { TableContext } from './table-context.ts';
import { readUnreadable, reportUnreadable, type UnreadableRow } from './unreadable.ts';

export async function readCsv(
  files: readonly DataFile[],
  context: TableContext,
): Promise<RawTable | undefined> {
  const prepared: CsvFile[] = [];
  for (const file of files) {
    const csv = await prepareFile(file, context);
    if (csv) prepared.push(csv);
  }
  if (prepared.length < files.length || !sameColumns(prepared, context.problems)) return undefined;
  const relation = `source_${context.name}_raw`;
  const rejects = `source_${context.name}_rejects`;
  const loaded = await loadFiles(prepared, relation, rejects, context);
  const unreadable = await readUnreadable(loaded, rejects, context.database);
  reportUnreadable(unreadable, context);
  return {
    relation,
    kind: 'table',
    columns: prepared[0]!.dialect.header.map((name) => ({ name, type: 'VARCHAR', guess: 'anything' })),
    files,
    placeOf: (rowids) => placeRows(rowids, loaded, relation, unreadable, context.database),
    unreadable: unreadable.length,
  };
}

async function prepareFile(file: DataFile, context: TableContext): Promise<CsvFile | undefined> {
  const { source, database, problems } = context;
  const head = await readHead(file, database).catch((error: Error) =>
    reportUnreadableFile(file, error, problems),
  );
  if (!head) return undefined;
  const encoding = findEncoding(head, source.encoding);
  if (typeof encoding !== 'string') return reportEncoding(file, encoding.problem, problems);
  const dialect = readDialect(head, encoding, source.delimiter ?? file.delimiter);
  if (!reportHeader(file, dialect, problems)) return undefined;
  const { path, compression } = file;
  if (encoding === 'utf-8') return { file, path, compression, dialect };
  if (!canUnpack(file)) return reportEncoding(file, `it is packed by zstd and not UTF-8`, problems);
  return { file, path: await transcode(file, encoding, database), compression: 'none', dialect };
}

/** A packed file that is broken, or one that may not be read. */
function reportUnreadableFile({ name }: DataFile, error: Error, problems: Problems): undefined {
  const reason = (error as NodeJS.ErrnoException).code === 'EACCES' ? 'no permission' : error.message;
  const message = `\`${name}\` cannot be read: ${reason}`;
  problems.fail({ code: 'unreadable-file', message, place: { file: name } });
}

function reportEncoding({ name }: DataFile, problem: string, problems: Problems): undefined {
  const help = ['say what it is, as in `encoding: windows-1250`, or save it as UTF-8'];
  const message = `\`${name}\` cannot be read as text: ${problem}`;
  problems.fail({ code: 'encoding', message, help, place: { file: name } });
}

/** The engine does not tell names apart by case. */
function reportHeader({ name }: DataFile, { header }: Dialect, problems: Problems): boolean {
  const first = new Map<string, number>();
  let complete = true;
  for (const [index, column] of header.entries()) {
    const earlier = first.get(column.toLowerCase());
    first.set(column.toLowerCase(), index);
    if (earlier === undefined) continue;
    complete = false;
    problems.fail({
      code: 'duplicate-column',
      message: `\`${name}\` names two columns \`${column}\`: column ${earlier + 1} and column ${index + 1}`,
      help: ['rename one of them in the header (upper and lower case are one name)'],
      place: { file: name, row: 1, column },
    });
  }
  return complete;
}

/** Files of one table have the same columns, in any order. */
function sameColumns(files: readonly CsvFile[], problems: Problems): boolean {
  const expected = files[0]!.dialect.header;
  const before = problems.count();
  for (const { file, dialect } of files) {
    for (const column of expected.filter((name) => !dialect.header.includes(name))) {
      problems.fail({
        code: 'missing-column',
        message: `\`${file.name}\` has no column \`${column}\`, and \`${files[0]!.file.name}\` has`,
        help: ['files of one table have the same columns, in any order'],
        place: { file: file.name, row: 1 },
      });
    }
    for (const column of dialect.header.filter((name) => !expected.includes(name))) {
      problems.fail({
        code: 'missing-column',
        message: `\`${files[0]!.file.name}\` has no column \`${column}\`, and \`${file.name}\` has`,
        help: ['files of one table have the same columns, in any order'],
        place: { file: files[0]!.file.name, row: 1 },
      });
    }
  }
  return problems.count() === before;
}

/** Loads, once more with plain line ends where a file mixes them, which the engine's strict reader refuses. */
async function loadFiles(
  files: readonly CsvFile[],
  relation: string,
  rejects: string,
  { database }: TableContext,
): Promise<readonly CsvFile[]> {
  const refused = await database.attempt(loadStatement(files, relation, rejects));
  if (!refused) return files;
  const plain = await Promise.all(files.map((csv) => withPlainLineEnds(csv, database)));
  await database.run(`DROP TABLE IF EXISTS ${quoteIdentifier(rejects)}`);
  await database.run(`DROP TABLE IF EXISTS ${quoteIdentifier(`${rejects}_scans`)}`);
  await database.run(loadStatement(plain, relation, rejects));
  return plain;
}

/** The file itself where it cannot be copied; the engine then says what is wrong with it. */
async function withPlainLineEnds(csv: CsvFile, database: Database): Promise<CsvFile> {
  if (!canUnpack(csv.file)) return csv;
  return transcode(csv.file, csv.dialect.encoding, database).then(
    (path) => ({ ...csv, path, compression: 'none' }),
    () => csv,
  );
}

function loadStatement(files: readonly CsvFile[], relation: string, rejects: string): string {
  const columns = files[0]!.dialect.header;
  const selects = files.map((csv, index) => {
    const cleaned = columns.map(
      (name) => `source_text(${quoteIdentifier(name)}) AS ${quoteIdentifier(name)}`,
    );
    const number = files.length > 1 ? [`CAST(${index} AS INTEGER) AS ${fileColumn}`] : [];
    return `SELECT ${[...cleaned, ...number].join(', ')} FROM ${readFunction(csv, rejects)}`;
  });
  return `CREATE TABLE ${quoteIdentifier(relation)} AS ${selects.join(' UNION ALL ')}`;
}

function readFunction({ path, compression, dialect }: CsvFile, rejects: string): string {
  const columns = dialect.header.map((name) => `${quoteIdentifier(name)}: 'VARCHAR'`);
  return `read_csv(${quoteText(path)}, auto_detect = false, delim = ${quoteText(dialect.delimiter)}, quote = '"',
    escape = '"', header = true, skip = ${dialect.skip}, compression = '${compression}', store_rejects = true,
    rejects_table = ${quoteText(rejects)}, rejects_scan = ${quoteText(`${rejects}_scans`)}, columns = {${columns.join(', ')}})`;
}

/** Where rows of the raw table stand in their files. */
async function placeRows(
  rowids: readonly number[],
  files: readonly CsvFile[],
  relation: string,
  unreadable: readonly UnreadableRow[],
  database: Database,
): Promise<readonly { readonly file: string; readonly row?: number }[]> {
  const starts = await fileStarts(files, relation, database);
  return Promise.all(
    rowids.map(async (rowid) => {
      const index = starts.findLastIndex((start) => start <= rowid);
      const csv = files[index]!;
      const lost = unreadable.filter(({ file }) => file === csv.file.name).map(({ row }) => row);
      const [row] = await findRows(csv, [rowid - starts[index]!], lost);
      return { file: csv.file.name, ...(row === undefined ? {} : { row }) };
    }),
  );
}

/** The rowid of each file's first row. */
async function fileStarts(
  files: readonly CsvFile[],
  relation: string,
  database: Database,
): Promise<readonly number[]> {
  if (files.length === 1) return [0];
  const counts = new Map(
    (await database.rows(`SELECT ${fileColumn}, count(*) FROM ${quoteIdentifier(relation)} GROUP BY 1`)).map(
      ([file, count]) => [Number(file), Number(count)],
    ),
  );
  let start = 0;
  return files.map((_, index) => {
    const first = start;
    start += counts.get(index) ?? 0;
    return first;
  });
}
