/** Parquet and JSON lines: files that have types of their own. */
import { quoteIdentifier, quoteText, quoteTexts } from '../database/quote.ts';
import type { DataFile } from './files.ts';
import { parquetStatistics } from './ranges.ts';
import type { Guess, RawColumn, RawTable } from './raw.ts';
import type { TableContext } from './table-context.ts';

/** Parquet stays a view, so that only the columns in use are ever read. */
export async function readParquet(
  files: readonly DataFile[],
  context: TableContext,
): Promise<RawTable | undefined> {
  const relation = `source_${context.name}_raw`;
  const paths = quoteTexts(files.map(({ path }) => path));
  const from = `read_parquet(${paths}, union_by_name = ${files.length > 1})`;
  if (!(await sameParquetColumns(files, context))) return undefined;
  const statement = `CREATE VIEW ${quoteIdentifier(relation)} AS FROM ${from}`;
  if (!(await runOrReport(statement, files, context))) return undefined;
  const columns = await context.database.columns(`FROM ${quoteIdentifier(relation)}`);
  return {
    relation,
    kind: 'view',
    columns: columns.map(({ name, type }) => ({ name, type, guess: 'nothing' })),
    files,
    statistics: await parquetStatistics(files, context),
    unreadable: 0,
  };
}

/** With several files, a column that one of them lacks would be missing values without a word. */
async function sameParquetColumns(files: readonly DataFile[], context: TableContext): Promise<boolean> {
  if (files.length === 1) return true;
  const before = context.problems.count();
  const columns = await Promise.all(
    files.map(async ({ path }) => {
      const error = await context.database.attempt(`FROM read_parquet(${quoteText(path)}) LIMIT 0`);
      return error ? [] : context.database.columns(`FROM read_parquet(${quoteText(path)})`);
    }),
  );
  const [first = []] = columns;
  for (const [index, { name: file }] of files.entries()) {
    const names = columns[index]!.map(({ name }) => name);
    if (names.length === 0) continue;
    for (const { name } of first.filter((column) => !names.includes(column.name))) {
      context.problems.fail({
        code: 'missing-column',
        message: `\`${file}\` has no column \`${name}\`, and \`${files[0]!.name}\` has`,
        help: ['files of one table have the same columns, in any order'],
        place: { file },
      });
    }
  }
  return context.problems.count() === before;
}

/** JSON lines, or one array of objects, become a table. */
export async function readJson(
  files: readonly DataFile[],
  context: TableContext,
): Promise<RawTable | undefined> {
  const relation = `source_${context.name}_raw`;
  const paths = quoteTexts(files.map(({ path }) => path));
  const options = 'sample_size = -1, maximum_object_size = 67108864, union_by_name = true';
  const probe = `FROM read_json(${paths}, ${options})`;
  const error = await context.database.attempt(`${probe} LIMIT 0`);
  if (error) return reportJson(files, error.message, context);
  const columns = (await context.database.columns(probe)).map(asWritten);
  const types = columns.map(({ name, type }) => `${quoteIdentifier(name)}: ${quoteText(type)}`);
  const load = `CREATE TABLE ${quoteIdentifier(relation)} AS
    FROM read_json(${paths}, ${options}, columns = {${types.join(', ')}})`;
  const failed = await context.database.attempt(load);
  if (failed) return reportJson(files, failed.message, context);
  return { relation, kind: 'table', columns, files, unreadable: 0 };
}

/** Numbers with a point are read as their digits, so that 19.90 is exact; dates and times as their text. */
function asWritten({ name, type }: { readonly name: string; readonly type: string }): RawColumn {
  const guesses: Readonly<Record<string, Guess>> = { DOUBLE: 'numbers', VARCHAR: 'times' };
  const times = /^(DATE|TIME|TIMESTAMP.*|UUID)$/.test(type);
  const guess = times ? 'times' : (guesses[type] ?? 'nothing');
  return guess === 'nothing' ? { name, type, guess } : { name, type: 'VARCHAR', guess };
}

/** The engine quotes the text it could not read: only the place is passed on. */
function reportJson(files: readonly DataFile[], message: string, context: TableContext): undefined {
  const file = files.find(({ path }) => message.includes(path)) ?? files[0]!;
  const line = /line (\d+)/i.exec(message)?.[1];
  context.problems.fail({
    code: 'unreadable-json',
    message: `\`${file.name}\` cannot be read as JSON lines`,
    help: ['each line is one object, `{"customer_id": "7", …}`, or the file is one array of objects'],
    place: { file: file.name, ...(line ? { row: Number(line) } : {}) },
  });
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
