/** Parquet, whose files have types of their own. */
import { quoteIdentifier, quotePaths } from '../database/quote.ts';
import { FILES_APART } from '../model/file-order.ts';
import { type NamedColumns, uniteColumns } from './columns-of-files.ts';
import { saysFile, withFileColumns } from './file-column.ts';
import type { DataFile } from './files.ts';
import { parquetStatistics } from './ranges.ts';
import { ORDER_COLUMN, type RawTable, type RowPlace } from './raw.ts';
import type { TableContext } from './table-context.ts';

/** Parquet stays a view, so that only the columns in use are ever read. */
export async function readParquet(
  files: readonly DataFile[],
  context: TableContext,
): Promise<RawTable | undefined> {
  const relation = `source_${context.name}_raw`;
  const paths = quotePaths(files.map(({ path }) => path));
  const read = (more: string): string =>
    `read_parquet(${paths}, union_by_name = ${files.length > 1}, hive_partitioning = false${more})`;
  const wanted = { name: saysFile(context.source), number: false, order: context.isOrdered ?? false };
  const places = files.map((file) => ({ file, path: file.path }));
  const from = withFileColumns(read, places, wanted);
  if (!(await sameParquetColumns(files, context))) return undefined;
  const statement = `CREATE VIEW ${quoteIdentifier(relation)} AS ${from}`;
  if (!(await runOrReport(statement, files, context))) return undefined;
  const columns = await context.database.columns(`FROM ${quoteIdentifier(relation)}`);
  const statistics = await parquetStatistics(
    files.map(({ path }) => path),
    context,
  );
  return {
    relation,
    kind: 'view',
    columns: columns
      .filter(({ name }) => name !== ORDER_COLUMN)
      .map(({ name, type }) => ({ name, type, guess: 'nothing' })),
    files,
    statistics,
    counted: withFileColumns(read, places, { ...wanted, order: true }),
    placeOf: async (orders) => orders.map((order) => rowInFiles(order, files)),
    rows: statistics.rows,
    unreadable: 0,
  };
}

/** Rows have no header: the first is row 1. */
function rowInFiles(order: number, files: readonly DataFile[]): RowPlace {
  return { file: files[Math.floor(order / FILES_APART)]!.name, row: (order % FILES_APART) + 1 };
}

/** With several files, a column that one of them lacks is missing there, and said. */
async function sameParquetColumns(files: readonly DataFile[], context: TableContext): Promise<boolean> {
  if (files.length === 1) return true;
  const read: NamedColumns[] = [];
  for (const file of files) {
    const from = `FROM read_parquet(${quotePaths([file.path])}, hive_partitioning = false)`;
    const error = await context.database.attempt(`${from} LIMIT 0`);
    if (!error) read.push({ file, columns: (await context.database.columns(from)).map(({ name }) => name) });
  }
  return read.length === 0 || uniteColumns(read, context) !== undefined;
}

async function runOrReport(
  statement: string,
  files: readonly DataFile[],
  context: TableContext,
): Promise<boolean> {
  const error = await context.database.attempt(statement);
  if (!error) return true;
  const file = files.find(({ path }) => error.message.includes(path)) ?? files[0]!;
  context.problems.fail({
    code: 'unreadable-parquet',
    message: `\`${file.name}\` cannot be read as Parquet`,
    help: ['is the file complete, and Parquet indeed?'],
    place: { file: file.name },
  });
  return false;
}
