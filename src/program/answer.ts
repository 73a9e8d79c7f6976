/** The answer of a command that gives a table: `--format`, `--out`, `--rows` and `--excel` in one place. */

import { failure } from '../diagnostics/failure.ts';
import type { Table } from '../model/table.ts';
import { type Destination, fileInFolder, resolveDestination } from '../output/destination.ts';
import { type Excel, excelOf } from '../output/excel.ts';
import type { Look } from '../output/format.ts';
import { plainPaint } from '../output/paint.ts';
import { type CopyParquet, printTable, saveTable } from '../output/write-table.ts';
import type { OptionValues } from './command.ts';
import type { Context } from './context.ts';
import type { outputOptions } from './options.ts';

export interface Answer {
  readonly destination: Destination;
  /** Writes the table; into a folder, as a file of that name (the command's, when none is given). */
  readonly write: (table: Table, name?: string) => Promise<void>;
}

/**
 * Reads where and how the answer is wanted, before any work: throws `Failure` (2) when that cannot be.
 * `name` is the command's, for titles and files in folders.
 */
export async function openAnswer(
  context: Context,
  options: Partial<OptionValues<typeof outputOptions>>,
  name: string,
): Promise<Answer> {
  const { stdout, cwd } = context;
  const excel = options.excel === undefined ? undefined : excelOf(options.excel);
  const destination = await resolveDestination({
    out: options.out,
    format: options.format ?? (excel && options.out === undefined ? 'csv' : undefined),
    cwd,
    isTerminal: stdout.isTerminal,
  });
  return {
    destination,
    write: async (table, title = name) => {
      const shown = firstRows(table, options.rows);
      await writeTo(destination, shown, look(context, destination, title, excel), context);
      sayPart(context, shown.rows.length, table.rows.length);
    },
  };
}

/** A list in a file is delivered: part of it would pass for the whole. Throws `Failure` (2). */
export function refusePartOfList({ kind }: Destination, rows: number | undefined): void {
  if (rows === undefined || kind === 'stdout') return;
  throw failure(2, 'rows', '`--rows` shows the first rows, and a list in a file is whole', [
    'leave `--out` out to see some rows; `limit` and `sample` of a definition make a list shorter',
  ]);
}

/** Says how much of the answer is shown where that is not all. */
export function sayPart(context: Context, shown: number, all: number): void {
  if (shown < all) context.say(`the first ${grouped(shown)} of ${grouped(all)} rows, as \`--rows\` says`);
}

function grouped(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}

async function writeTo(destination: Destination, table: Table, how: Look, context: Context): Promise<void> {
  const { format } = destination;
  if (destination.kind === 'stdout') return printTable(table, format, how, context.stdout, copyParquet);
  const path =
    destination.kind === 'file' ? destination.path : await fileInFolder(destination, how.title ?? 'table');
  return saveTable(table, format, how, path, copyParquet);
}

function look(context: Context, destination: Destination, title: string, excel: Excel | undefined): Look {
  const { paint, columns } = context.stdout;
  const seen = destination.kind === 'stdout';
  return {
    paint: seen ? paint : plainPaint,
    ...(seen && columns !== undefined ? { columns } : {}),
    ...(excel ? { excel } : {}),
    title,
  };
}

function firstRows(table: Table, rows: number | undefined): Table {
  return rows === undefined ? table : { ...table, rows: table.rows.slice(0, rows) };
}

/** An engine of its own, opened for the one file: whatever made the table may be closed already. */
const copyParquet: CopyParquet = async (query, path) => {
  const { openDatabase } = await import('../database/database.ts');
  const database = await openDatabase({ threads: 1 });
  try {
    await database.copy(query, path, { format: 'parquet' });
  } finally {
    database.close();
  }
};
