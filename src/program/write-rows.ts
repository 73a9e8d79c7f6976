/** The rows of a query as a command's answer, whatever their number: they never become values here. */
import type { Database } from '../database/database.ts';
import { type Destination, fileInFolder, resolveDestination } from '../output/destination.ts';
import { excelOf } from '../output/excel.ts';
import { openAnswer, sayPart } from './answer.ts';
import type { OptionValues } from './command.ts';
import type { Context } from './context.ts';
import { isCopied, type Lists, listChunks, listTable, saveLists } from './lists.ts';
import type { outputOptions } from './options.ts';

export interface Rows {
  /** Of the file, where the answer goes into a folder. */
  readonly title: string;
  readonly key: string;
  readonly names: readonly string[];
  readonly sql: string;
  /** How many the query gives. */
  readonly rows: number;
}

/** Writes them where and how the options say. Throws as `openAnswer` and its `write` do. */
export async function writeRows(
  context: Context,
  options: OptionValues<typeof outputOptions>,
  database: Database,
  { title, key, names, sql, rows }: Rows,
): Promise<void> {
  const excel = options.excel === undefined ? undefined : excelOf(options.excel);
  const destination = await resolveDestination({
    out: options.out,
    format: options.format ?? (excel && options.out === undefined ? 'csv' : undefined),
    cwd: context.cwd,
    isTerminal: context.stdout.isTerminal,
  });
  const wanted = Math.min(rows, options.rows ?? rows);
  const query = wanted < rows ? `(${sql}\nLIMIT ${wanted})` : `(${sql})`;
  const lists: Lists = { names, queries: [{ sql: query, rows: wanted }] };
  const style = { format: destination.format, excel };
  if (!isCopied(style)) {
    const answer = await openAnswer(context, { ...options, rows: undefined }, title);
    await answer.write(await listTable(database, lists, key), title);
    return sayPart(context, wanted, rows);
  }
  if (destination.kind === 'stdout') await context.stdout.write(listChunks(database, lists, style));
  else await saveLists(database, lists, style, await pathOf(destination, title));
  sayPart(context, wanted, rows);
}

async function pathOf(destination: Exclude<Destination, { kind: 'stdout' }>, title: string): Promise<string> {
  return destination.kind === 'file' ? destination.path : fileInFolder(destination, title);
}
