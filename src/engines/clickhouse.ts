/** The door to ClickHouse, through `@clickhouse/client`. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import { makeTable } from '../database/relation.ts';
import { Failure } from '../diagnostics/failure.ts';
import type { ServerAddress } from '../project/project.ts';
import { tablePath } from '../sql/dialect.ts';
import { clickhouse } from '../sql/dialects/clickhouse.ts';
import { hostOf, loadDriver } from './driver.ts';
import type { Engine, EngineColumn } from './engine.ts';
import {
  codeOf,
  endedThere,
  forbidden,
  isUnreachable,
  lostConnection,
  refusedUser,
  stoppedBy,
  stoppedQuery,
  unreachable,
  unworkable,
} from './failures.ts';
import { PATIENCE } from './patience.ts';

interface Client {
  query(query: object): Promise<{ json(): Promise<unknown> }>;
  exec(query: object): Promise<{ readonly stream: Readable }>;
  command(query: object): Promise<unknown>;
  close(): Promise<void>;
}

interface Driver {
  readonly createClient: (config: object) => Client;
}

const A_DAY = 86_400_000;

export async function connectClickhouse(entry: ServerAddress, folder: string): Promise<Engine> {
  const { createClient } = loadDriver<Driver>('@clickhouse/client', entry.type, folder);
  const place = `ClickHouse at ${hostOf(entry.url)}`;
  const client = createClient({
    url: entry.url,
    ...(entry.database === undefined ? {} : { database: entry.database }),
    application: 'segment',
    request_timeout: A_DAY,
    // A query is read before its own SETTINGS are, so its length is a setting of the connection.
    clickhouse_settings: {
      output_format_parquet_string_as_string: 1,
      output_format_json_quote_decimals: 1,
      max_query_size: '0',
    },
    log: { level: 127 },
  });
  const guarded = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => {
      const isForeign = codeOf(error) === '394' && !isCancelled;
      throw isForeign ? endedThere(place) : failureOf(error, place);
    });
  let isCancelled = false;
  // Temporary tables are those of a session, which answers one query at a time.
  let session: string | undefined;
  const inSession = () => (session === undefined ? {} : { session_id: session });
  const running = new Set<string>();
  const named = async <Result>(work: (query_id: string) => Promise<Result>): Promise<Result> => {
    const id = randomUUID();
    running.add(id);
    return guarded(work(id)).finally(() => running.delete(id));
  };
  const rows = (query: string): Promise<readonly (readonly unknown[])[]> =>
    named(async (query_id) => {
      const answer = await client.query({
        query,
        query_id,
        format: 'JSONCompactEachRow',
        ...inSession(),
      });
      return (await answer.json()) as readonly (readonly unknown[])[];
    });
  const execute = (query: string): Promise<void> =>
    named(async (query_id) => {
      await client.command({ query, query_id, ...inSession() });
    });
  await firstAnswer(client, place);
  return {
    type: entry.type,
    place,
    dialect: clickhouse,
    describe: async (table) => {
      const found = await describeTable(rows, tablePath(table, clickhouse));
      return found?.flatMap(([name, type]) => columnOf(name!, type!));
    },
    rows: async (sql) =>
      (await rows(sql)).map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
    fetch: (sql, into, relation) =>
      named((query_id) => fetchRows({ client, ids: { query_id, ...inSession() }, sql, into, relation })),
    execute,
    receive: async ({ name, columns, rows: sent }) => {
      session ??= randomUUID();
      const table = clickhouse.identifier(name);
      const items = columns.map(
        (each) => `${clickhouse.identifier(each.name)} ${clickhouse.type(each.type)}`,
      );
      await execute(`CREATE TEMPORARY TABLE ${table} (${items.join(', ')})`);
      for await (const lines of sent)
        await execute(`INSERT INTO ${table} FORMAT JSONCompactEachRow\n${lines.join('\n')}`);
    },
    async cancel() {
      isCancelled = true;
      for (const id of running)
        await client.command({ query: `KILL QUERY WHERE query_id = '${id}' ASYNC` }).catch(() => undefined);
    },
    close: () => client.close(),
  };
}

/** Queries take as long as they take, but the first answer has to come. */
async function firstAnswer(client: Client, place: string): Promise<void> {
  const abort_signal = AbortSignal.timeout(PATIENCE);
  const asked = { query: 'SELECT 1', format: 'JSONCompactEachRow', abort_signal };
  try {
    await (await client.query(asked)).json();
  } catch (error) {
    throw abort_signal.aborted ? unreachable(place) : failureOf(error, place);
  }
}

/** No such table, database. */
const unknownCodes = ['60', '81'];
/** Unknown columns, functions, tables and databases; what it has not; a type that does not fit a function. */
const nameCodes = [...unknownCodes, '47', '46', '48', '43'];

async function describeTable(
  rows: (sql: string) => Promise<readonly (readonly unknown[])[]>,
  table: string,
): Promise<readonly (readonly string[])[] | undefined> {
  try {
    return (await rows(`DESCRIBE TABLE ${table}`)).map((row) => row.map(String));
  } catch (error) {
    if (error instanceof Failure && unknownCodes.includes(codeOf(error.cause))) return undefined;
    throw error;
  }
}

const types: readonly (readonly [RegExp, Omit<EngineColumn, 'name' | 'nullable'>])[] = [
  [/^U?Int\d+$/, { type: 'integer' }],
  [/^(Float32|Float64)$/, { type: 'float' }],
  [/^(String|FixedString\(\d+\)|UUID|Enum(8|16)\(.*\))$/, { type: 'text' }],
  [/^Bool$/, { type: 'boolean' }],
  [/^(Date|Date32)$/, { type: 'date' }],
  [/^(DateTime|DateTime64)(\(.*\))?$/, { type: 'time', clock: 'utc' }],
  [/^Array\((LowCardinality\()?String\)?\)$/, { type: 'list' }],
];

/** `LowCardinality(Nullable(String))` is text that may be missing; empty text is missing anywhere. */
function columnOf(name: string, written: string): readonly EngineColumn[] {
  const type = written
    .replace(/^SimpleAggregateFunction\(\w+, (.*)\)$/, '$1')
    .replace(/^LowCardinality\((.*)\)$/, '$1');
  const plain = type.replace(/^Nullable\((.*)\)$/, '$1');
  const decimal = /^Decimal\(\d+, (\d+)\)$/.exec(plain);
  const known = types.find(([pattern]) => pattern.test(plain))?.[1];
  const nullable = plain !== type || known?.type === 'text' || known?.type === 'list';
  if (decimal) return [{ name, type: 'decimal', scale: Number(decimal[1]), nullable }];
  return known ? [{ name, ...known, nullable }] : [];
}

interface Fetched {
  readonly client: Client;
  readonly ids: { readonly query_id: string; readonly session_id?: string };
  readonly sql: string;
  readonly into: Database;
  readonly relation: string;
}

/** As Parquet, whose end says whether it is whole. */
async function fetchRows({ client, ids, sql, into, relation }: Fetched): Promise<void> {
  const path = join(into.folder, `${relation}.rows.parquet`);
  try {
    const { stream } = await client.exec({ query: `${sql}\nFORMAT Parquet`, ...ids });
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
    const read = `read_parquet(${quoteText(path)})`;
    if (await into.attempt(`FROM ${read} LIMIT 0`)) throw new Error(ENDED);
    const columns = await into.columns(`FROM ${read}`);
    const items = columns.map(({ name, type }) => {
      const column = quoteIdentifier(name);
      return type.startsWith('TIMESTAMP') ? `CAST(${column} AS TIMESTAMP) AS ${column}` : column;
    });
    await makeTable(into, relation, `SELECT ${items.join(', ')} FROM ${read}`);
  } finally {
    await rm(path, { force: true });
  }
}

const ENDED = 'the answer ended before its end';

/** By the number of the error: https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp */
function failureOf(error: unknown, place: string): Failure {
  if (error instanceof Failure) return error;
  const failed = sentenceOf(error, place);
  failed.cause = error;
  return failed;
}

function sentenceOf(error: unknown, place: string): Failure {
  const code = codeOf(error);
  const message = String((error as Error).message);
  if (['516', '193', '194', '192'].includes(code)) return refusedUser(place);
  if (code === '394') return stoppedQuery();
  if (code === '497') return forbidden(place);
  if (message === ENDED || /aborted|socket hang up|ECONNRESET|terminated/.test(message))
    return lostConnection(place);
  if (isUnreachable(error)) return unreachable(place);
  if (['407', '69', '6', '27', '38', '41', '53', '70'].includes(code)) return unworkable(place);
  return stoppedBy(place, { code, message, isOfNames: nameCodes.includes(code) });
}
