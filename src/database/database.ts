/** The only door to DuckDB. The package is imported when a database is opened, and not before. */
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import type { Failure } from '../diagnostics/failure.ts';
import type { NumberColumns } from '../model/number-columns.ts';
import type { Cell, TableRow } from '../model/table.ts';
import { type CopyOptions, copyStatement, type ResultColumn } from './copy.ts';
import { type EngineError, engineFailure, readEngineError } from './engine-failure.ts';
import { missingEngine } from './missing-engine.ts';
import { type Chunks, loadNumbers, readNumbers } from './numbers.ts';
import { makePrivateFolder, removePrivateFolder } from './private-folder.ts';
import { literalPath, quoteTexts } from './quote.ts';

export interface DatabaseOptions {
  readonly threads?: number;
  /** `2GB`, as the engine reads it. */
  readonly memoryLimit?: string;
  /** A database file; in memory when absent. */
  readonly path?: string;
  readonly access?: 'read-only' | 'read-write';
  /** A private folder made already, which `close` removes. */
  readonly folder?: string;
  /** Called when the engine begins to work; gives what to call, and to wait for, when it has done so. */
  readonly busy?: Busy;
}

export type Busy = () => () => Promise<void>;

/** What a locked database may still touch. Folders are allowed with everything below them. */
export interface Allowed {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** Every method throws a `Failure` with exit code 3 when the engine refuses, except `attempt`. */
export interface Database {
  /** Runs statements without looking at their rows. */
  run(sql: string): Promise<void>;
  /** All rows of a query, as plain cells (see `plainCell`). */
  rows(sql: string): Promise<readonly TableRow[]>;
  /** All rows of a query, each by column name. */
  objects(sql: string): Promise<readonly Readonly<Record<string, Cell>>[]>;
  /** The rows of a query in batches of some thousands, read while the engine works. */
  batches(sql: string): AsyncIterable<readonly TableRow[]>;
  /** All rows of a query whose columns are all DOUBLE. */
  numbers(sql: string): Promise<NumberColumns>;
  /** Makes a temporary relation of DOUBLE columns. */
  load(relation: string, columns: NumberColumns): Promise<void>;
  /** Names and types of a query's columns. Binds the query and does not run it. */
  columns(sql: string): Promise<readonly ResultColumn[]>;
  /** Writes a query's rows to a file (conventions in `copy.ts`), replacing it. */
  copy(query: string, path: string, options: CopyOptions): Promise<void>;
  /** Runs statements and gives the engine's own error back instead of throwing it. */
  attempt(sql: string): Promise<EngineError | undefined>;
  /**
   * Runs statements now, or as the first ones of an engine that is not running yet (`lazy-database.ts`). Throws
   * what `failed` makes of the engine's error, at the latest from the query that wakes the engine.
   */
  whenOpen(sql: string, failed?: (error: EngineError) => Failure): Promise<void>;
  /** The share done of the running query, 0 to 1, where the engine can tell. */
  progress(): number | undefined;
  /** Ends the running query; it fails with the code `interrupted`. */
  interrupt(): void;
  /** From now on no file outside these, no network and no other setting. Existing views keep working on allowed files. */
  lockDown(allowed: Allowed): Promise<void>;
  /** A folder of this process alone, removed at `close`. */
  readonly folder: string;
  /** To be done at `close`. */
  whenClosed(action: () => void): void;
  close(): void;
}

/** Opens a database with the settings every command relies on: UTC, no downloads, a private folder to spill to. */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const { DuckDBInstance, plainCell, ...chunks } = await loadEngine();
  const folder = options.folder ?? makePrivateFolder();
  try {
    const instance = await DuckDBInstance.create(options.path ?? ':memory:', settings(options, folder));
    const connection = await instance.connect();
    for (const statement of sessionSettings) await connection.run(statement);
    return database({ instance, connection, folder, plainCell, chunks, busy: options.busy ?? unwatched });
  } catch (error) {
    removePrivateFolder(folder);
    throw engineFailure(error);
  }
}

async function loadEngine(): Promise<typeof import('./engine.ts')> {
  try {
    return await import('./engine.ts');
  } catch (error) {
    throw missingEngine(error, `${process.platform}-${process.arch}`) ?? error;
  }
}

function settings(options: DatabaseOptions, folder: string): Record<string, string> {
  return {
    temp_directory: folder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    errors_as_json: 'true',
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.access === 'read-only' ? { access_mode: 'READ_ONLY' } : {}),
  };
}

/** Without the first three, the engine reports no progress. */
const sessionSettings = [
  'SET enable_progress_bar = true',
  'SET enable_progress_bar_print = false',
  'SET progress_bar_time = 0',
  "SET TimeZone = 'UTC'",
];

type CellOf = (value: DuckDBValue) => Cell;

interface Opened {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  readonly folder: string;
  /** `value.ts`, which imports the engine. */
  readonly plainCell: CellOf;
  readonly chunks: Chunks;
  readonly busy: Busy;
}

const unwatched: Busy = () => async () => undefined;

function database({ instance, connection, folder, plainCell, chunks, busy }: Opened): Database {
  const closing: (() => void)[] = [];
  const working = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = busy();
    try {
      return await work();
    } finally {
      await done();
    }
  };
  const guarded = <Result>(work: () => Promise<Result>): Promise<Result> =>
    working(work).catch((error: unknown) => {
      throw engineFailure(error);
    });
  return {
    folder,
    whenClosed: (action) => void closing.push(action),
    run: (sql) => guarded(async () => void (await connection.run(sql))),
    attempt: (sql) =>
      working(() => connection.run(sql)).then(
        () => undefined,
        (error: unknown) => readEngineError(error),
      ),
    rows: (sql) => guarded(() => readRows(connection, sql, plainCell)),
    objects: (sql) => guarded(() => readObjects(connection, sql, plainCell)),
    batches: (sql) => readBatches(connection, sql, { plainCell, busy }),
    numbers: (sql) => guarded(() => readNumbers(connection, sql)),
    load: (relation, columns) => guarded(() => loadNumbers(connection, relation, columns, chunks)),
    columns: (sql) => guarded(() => readColumns(connection, sql)),
    copy: (query, path, options) =>
      guarded(async () => {
        const columns = options.columns ?? (await readColumns(connection, query));
        await connection.run(copyStatement(query, columns, path, options));
      }),
    async whenOpen(sql, failed) {
      const error = await working(() => connection.run(sql)).catch((thrown: unknown) => ({ thrown }));
      if (!('thrown' in error)) return;
      throw failed ? failed(readEngineError(error.thrown)) : engineFailure(error.thrown);
    },
    progress: () => readProgress(connection),
    interrupt: () => connection.interrupt(),
    lockDown: (allowed) => guarded(() => lockDown(connection, folder, allowed)),
    close() {
      connection.closeSync();
      instance.closeSync();
      removePrivateFolder(folder);
      for (const action of closing) action();
    },
  };
}

async function readRows(
  connection: DuckDBConnection,
  sql: string,
  plainCell: CellOf,
): Promise<readonly TableRow[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows().map((row) => row.map(plainCell));
}

async function readObjects(
  connection: DuckDBConnection,
  sql: string,
  plainCell: CellOf,
): Promise<readonly Readonly<Record<string, Cell>>[]> {
  const reader = await connection.runAndReadAll(sql);
  const names = reader.columnNames();
  return reader
    .getRows()
    .map((row) => Object.fromEntries(row.map((value, index) => [names[index], plainCell(value)])));
}

async function* readBatches(
  connection: DuckDBConnection,
  sql: string,
  { plainCell, busy }: Pick<Opened, 'plainCell' | 'busy'>,
): AsyncIterable<readonly TableRow[]> {
  const done = busy();
  try {
    const result = await connection.stream(sql);
    for await (const rows of result.yieldRows()) yield rows.map((row) => row.map(plainCell));
  } catch (error) {
    throw engineFailure(error);
  } finally {
    await done();
  }
}

async function readColumns(connection: DuckDBConnection, sql: string): Promise<readonly ResultColumn[]> {
  const statement = await connection.prepare(sql);
  const columns = Array.from({ length: statement.columnCount }, (_, index) => ({
    name: statement.columnName(index),
    type: String(statement.columnType(index)),
  }));
  statement.destroySync();
  return columns;
}

function readProgress(connection: DuckDBConnection): number | undefined {
  const { percentage } = connection.progress;
  return percentage < 0 ? undefined : percentage / 100;
}

async function lockDown(connection: DuckDBConnection, folder: string, allowed: Allowed): Promise<void> {
  // The engine asks for a path as it was written, and again as it was found.
  const paths = new Set(allowed.files.flatMap((path) => [path, literalPath(path)]));
  await connection.run(`SET allowed_paths = ${quoteTexts([...paths])}`);
  await connection.run(`SET allowed_directories = ${quoteTexts([folder, ...allowed.folders])}`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}
