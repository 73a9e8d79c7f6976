/** The column that says of each row which file it is from. */
import { basename } from 'node:path';
import { quoteText, quoteTexts } from '../database/quote.ts';
import { FILES_APART } from '../model/file-order.ts';
import type { SourceEntry } from '../project/project.ts';
import type { DataFile } from './files.ts';
import { FILE_COLUMN, ORDER_COLUMN, type RawColumn } from './raw.ts';

export const FILE_NAME = '_file';

export const fileNameColumn: RawColumn = {
  name: FILE_NAME,
  type: 'VARCHAR',
  guess: 'nothing',
  isClean: true,
};

/** Whether rows say which file they are from: those of several files or of a pattern, and where the project asks. */
export function saysFile({ files, columns, newest }: SourceEntry): boolean {
  return (
    files.length > 1 ||
    files.some(({ name }) => /[*?[\]{}]/.test(name)) ||
    newest?.name === FILE_NAME ||
    columns.some(({ from }) => from.includes(FILE_NAME))
  );
}

/** The name of the file as SQL. */
export function fileNameSql(file: DataFile): string {
  return quoteText(basename(file.name));
}

/** A file as the engine reads it: perhaps a copy of it. */
export interface ReadFile {
  readonly file: DataFile;
  readonly path: string;
}

/**
 * The rows of files that the engine reads by itself, with what the table asks for beside their own columns: the name
 * of their file, its number, and where they stand in all of them.
 */
export function withFileColumns(
  read: (options: string) => string,
  files: readonly ReadFile[],
  wanted: { readonly name: boolean; readonly number: boolean; readonly order: boolean },
): string {
  const { name, number, order } = wanted;
  if (!name && !number && !order) return `FROM ${read('')}`;
  const place = `list_position(${quoteTexts(files.map(({ path }) => path))}, source_path)`;
  const names = quoteTexts(files.map(({ file }) => basename(file.name)));
  const added = [
    ...(name ? [`${names}[${place}] AS ${FILE_NAME}`] : []),
    ...(number ? [`CAST(${place} - 1 AS INTEGER) AS ${FILE_COLUMN}`] : []),
    ...(order ? [`(${place} - 1) * ${FILES_APART} + file_row_number AS ${ORDER_COLUMN}`] : []),
  ];
  const own = ['source_path', ...(order ? ['file_row_number'] : [])].join(', ');
  const options = `, filename = 'source_path'${order ? ', file_row_number = true' : ''}`;
  return `SELECT * EXCLUDE (${own}), ${added.join(', ')} FROM ${read(options)}`;
}
