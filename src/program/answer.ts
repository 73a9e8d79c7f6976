/** The answer of a command, in one place: where it goes is read and refused first, then it is told and written. */
import { type Answer, type EngineRows, inEngine } from '../analyses/answer.ts';
import { refuseWrong } from '../definitions/reach.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import { counted } from '../model/count.ts';
import type { Figure } from '../model/figure.ts';
import type { Table } from '../model/table.ts';
import { isWithoutUtf8 } from '../output/ascii.ts';
import { type Destination, fileInFolder, resolveDestination } from '../output/destination.ts';
import { type Excel, excelOf } from '../output/excel.ts';
import type { Look, TextFormat } from '../output/format.ts';
import { plainPaint } from '../output/paint.ts';
import { type Chunks, harmless } from '../output/streams.ts';
import { type CopyParquet, printTable, saveTable } from '../output/write-table.ts';
import type { OptionValues } from './command.ts';
import type { Context } from './context.ts';
import { isCopied, type Lists, listChunks, listTable, saveLists } from './lists.ts';
import type { outputOptions } from './options.ts';
import { refuseWarnings, reportOpened, type Session, type SessionOptions, withWorkspace } from './session.ts';

export type AnswerOptions = Partial<OptionValues<typeof outputOptions>> & {
  /** An answer that has warnings is refused. */
  readonly strict?: boolean;
};

export interface Opened {
  readonly destination: Destination;
  /** How its reader is equipped. */
  readonly look: Look;
  /** Tells what there is to say of the answer, and writes it. */
  readonly give: (answer: Answer, currency?: string) => Promise<void>;
  /** Writes a table of which there is nothing to say; into a folder, as a file of that name. */
  readonly write: (table: Table, name?: string) => Promise<void>;
}

export interface Question extends Session {
  readonly destination: Destination;
  /** Throws a `Failure` (2) with the errors of the project, and of the definitions that these lead to. */
  readonly refuse: (segments: readonly string[]) => void;
}

interface Asking {
  readonly name: string;
  readonly files?: readonly string[];
  /** Says what is worth knowing of the data, where that is not the answer itself. */
  readonly opened?: typeof reportOpened;
}

/**
 * Opens where the answer goes and then the project with the definition files, says what is worth knowing of the data,
 * asks, and gives what comes. `name` is the command's, for titles and files in folders.
 */
export async function answerQuestion(
  context: Context,
  options: AnswerOptions & SessionOptions,
  { name, files = [], opened = reportOpened }: Asking,
  ask: (question: Question) => Promise<Answer>,
): Promise<void> {
  const { destination, give } = await openAnswer(context, options, name);
  await withWorkspace(context, options, files, async (session) => {
    const { workspace } = session;
    opened(context, workspace);
    const refuse = (segments: readonly string[]): void => {
      const reached = segments.length === 0 ? [''] : segments;
      refuseWrong(reached, workspace);
    };
    await give(await ask({ ...session, destination, refuse }), workspace.project.currency);
  });
}

/**
 * Reads where and how the answer is wanted, before any work: throws `Failure` (2) when that cannot be.
 * `name` is the command's, for titles and files in folders.
 */
export async function openAnswer(context: Context, options: AnswerOptions, name: string): Promise<Opened> {
  const { stdout, cwd } = context;
  const excel = options.excel === undefined ? undefined : excelOf(options.excel);
  const destination = await resolveDestination({
    out: options.out,
    format: options.format ?? (excel && options.out === undefined ? 'csv' : undefined),
    cwd,
    isTerminal: stdout.isTerminal,
  });
  const way: Way = { context, destination, excel, rows: options.rows, paged: options.page ?? false };
  return {
    destination,
    look: look(name, way),
    give: async (answer, currency) => {
      if (options.strict) refuseWarnings(answer.notes ?? []);
      const { before, after } = toTell(answer, way);
      for (const note of before) context.report(note);
      await writeAnswer(answer, answer.name ?? name, currency === undefined ? way : { ...way, currency });
      for (const note of after) context.report(note);
    },
    write: (table, title = name) => writeTable(table, title, way),
  };
}

interface Way {
  readonly context: Context;
  readonly destination: Destination;
  readonly excel: Excel | undefined;
  /** Only so many of the first rows. */
  readonly rows: number | undefined;
  /** On a terminal: through the pager. */
  readonly paged: boolean;
  /** What money is in. */
  readonly currency?: string;
  readonly figures?: readonly Figure[];
}

/** What is odd stands before the rows; what they are of stands behind them, where the eye is left. */
function toTell({ notes = [], legend = [], sql }: Answer, { context, destination }: Way) {
  if (sql !== undefined) context.detail(sql);
  const isRead = context.objects || (destination.kind === 'stdout' && destination.format.reader === 'person');
  const all = isRead ? [...notes, ...legend] : notes;
  const isOdd = ({ severity }: Diagnostic): boolean => severity !== 'info';
  return { before: all.filter(isOdd), after: all.filter((note) => !isOdd(note)) };
}

function writeAnswer({ rows, picture, figures = [] }: Answer, title: string, way: Way): Promise<void> {
  const drawing = { ...way, figures };
  if (picture && way.destination.format.reader === 'person') return writeTable(picture, title, drawing);
  return inEngine(rows) ? writeEngineRows(rows, title, drawing) : writeTable(rows, title, drawing);
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
  if (shown >= all) return;
  const message = `the first ${counted(shown)} of ${counted(all)} rows, as \`--rows\` says`;
  context.say('first-rows', message, { shown, rows: all });
}

async function writeTable(table: Table, title: string, way: Way): Promise<void> {
  const most = mostRows(table.rows.length, way);
  const shown = most < table.rows.length ? { ...table, rows: table.rows.slice(0, most) } : table;
  const isRead = way.destination.format.reader === 'person';
  await writeWhole(isRead ? labelled(shown, way.currency) : shown, title, way);
  sayShown(way, most, table.rows.length);
}

/** Lines of a screenful that are not rows: the head, its rule, what is said below, and the next prompt. */
const AROUND = 6;
const LEAST_ROWS = 10;

/** Rows that are shown: those that are asked for, or on a terminal a screenful, unless they are paged. */
function mostRows(rows: number, { context, destination, rows: asked, paged }: Way): number {
  if (asked !== undefined) return Math.min(rows, asked);
  const { lines } = context.stdout;
  if (destination.kind !== 'stdout' || !destination.format.stops || paged || lines === undefined) return rows;
  return Math.min(rows, Math.max(LEAST_ROWS, lines - AROUND));
}

function sayShown(way: Way, shown: number, all: number): void {
  if (shown >= all) return;
  if (way.rows !== undefined) {
    sayPart(way.context, shown, all);
    return;
  }
  const message = `${counted(shown)} of ${counted(all)} rows: \`--page\` shows all, \`--rows N\` the first N`;
  way.context.say('screenful', message, { shown, rows: all });
}

/** People are told what money is in; the columns of a heat map have no room for it. */
function labelled(table: Table, currency: string | undefined): Table {
  if (currency === undefined) return table;
  const pictured = table.picture?.kind === 'heat-map' ? table.picture.columns : [];
  const columns = table.columns.map(({ name, kind }) =>
    kind === 'money' && !pictured.includes(name) ? { name: `${name} (${currency})`, kind } : { name, kind },
  );
  return { ...table, columns };
}

async function writeWhole(table: Table, title: string, way: Way): Promise<void> {
  const { context, destination } = way;
  const { format } = destination;
  const { stdout } = context;
  if (destination.kind === 'stdout' && way.paged && stdout.isTerminal && format.kind === 'text')
    return stdout.page(pagedText(table, format, look(title, way)));
  if (destination.kind === 'stdout') return printTable(table, format, look(title, way), stdout, copyParquet);
  return saveTable(table, format, look(title, way), await pathOf(destination, title), copyParquet);
}

async function writeEngineRows(
  { database, key, names, query, count }: EngineRows,
  title: string,
  way: Way,
): Promise<void> {
  const { context, destination, excel } = way;
  const wanted = mostRows(count, way);
  const sql = wanted < count ? `(${query}\nLIMIT ${wanted})` : `(${query})`;
  const lists: Lists = { names, queries: [{ sql, rows: wanted }] };
  const style = { format: destination.format, excel };
  if (!isCopied(style)) await writeWhole(await listTable(database, lists, key), title, way);
  else if (destination.kind === 'stdout') await context.stdout.writeData(listChunks(database, lists, style));
  else await saveLists(database, lists, style, await pathOf(destination, title));
  sayShown(way, wanted, count);
}

function pagedText(table: Table, format: TextFormat, look: Look): Chunks {
  const text = format.write(table, look);
  return format.paints ? text : harmless(text);
}

async function pathOf(destination: Exclude<Destination, { kind: 'stdout' }>, title: string): Promise<string> {
  return destination.kind === 'file' ? destination.path : fileInFolder(destination, title);
}

function look(title: string, { context, destination, excel, figures = [] }: Way): Look {
  const { paint, columns } = context.stdout;
  const seen = destination.kind === 'stdout';
  return {
    paint: seen ? paint : plainPaint,
    ...(seen && columns !== undefined ? { columns } : {}),
    ...(figures.length > 0 ? { figures } : {}),
    ...(seen && context.stdout.isTerminal && isWithoutUtf8(context.env) ? { isAscii: true } : {}),
    ...(excel ? { excel } : {}),
    title,
  };
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
