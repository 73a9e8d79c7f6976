/** The door to PostgreSQL, through `pg`. */
import type { Database } from '../database/database.ts';
import type { Failure } from '../diagnostics/failure.ts';
import type { ServerAddress } from '../project/project.ts';
import { tablePath } from '../sql/dialect.ts';
import { postgres } from '../sql/dialects/postgres.ts';
import { hostOf, loadDriver } from './driver.ts';
import type { Engine, EngineColumn, SentTable } from './engine.ts';
import {
  codeOf,
  endedThere,
  forbidden,
  isUnreachable,
  lostConnection,
  refusedUser,
  stopped,
  stoppedBy,
  stoppedQuery,
  unreachable,
  unworkable,
} from './failures.ts';
import { PATIENCE } from './patience.ts';
import { LIST, noteScales, type RowsColumn, rowsFile } from './rows-file.ts';

type Row = readonly (string | null)[];

interface Answer {
  readonly rows: readonly Row[];
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

interface Client {
  readonly processID: number | null;
  connect(): Promise<unknown>;
  query(query: {
    readonly text: string;
    readonly values?: readonly string[];
    readonly rowMode: 'array';
  }): Promise<Answer>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: unknown) => void): void;
}

interface Driver {
  readonly Client: new (config: object) => Client;
}

/** Nothing depends on how the session would be set by itself, and nothing is written. */
const SESSION =
  "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET extra_float_digits = 1; SET default_transaction_read_only = on";

const ROWS_AT_ONCE = 10_000;

export async function connectPostgres(entry: ServerAddress, folder: string): Promise<Engine> {
  const { Client } = loadDriver<Driver>('pg', entry.type, folder);
  const place = `PostgreSQL at ${hostOf(entry.url)}`;
  const open = async (): Promise<Client> => {
    const client = new Client({
      connectionString: entry.url,
      ...(entry.database === undefined ? {} : { database: entry.database }),
      application_name: 'segment',
      connectionTimeoutMillis: PATIENCE,
      types: { getTypeParser: () => (value: string) => value },
    });
    // A connection that ends between two queries fails the next one.
    client.on('error', () => undefined);
    await client.connect().catch((error: unknown) => {
      throw connectFailure(error, place);
    });
    return client;
  };
  const client = await open();
  let isCancelled = false;
  const ask: Ask = (text, ...values) =>
    client.query({ text, values, rowMode: 'array' }).catch((error: unknown) => {
      const isForeign = codeOf(error) === '57014' && !isCancelled;
      const failed = isForeign ? endedThere(place) : queryFailure(error, place);
      failed.cause = error;
      throw failed;
    });
  for (const statement of SESSION.split('; ')) await ask(statement);
  return {
    type: entry.type,
    place,
    dialect: postgres,
    describe: async (table) => {
      const { rows } = await ask(DESCRIBE, tablePath(table, postgres));
      return rows.length === 0 ? undefined : rows.flatMap(columnOf);
    },
    rows: async (sql) => (await ask(sql)).rows,
    fetch: (sql, into, relation) => fetchRows(ask, sql, into, relation),
    execute: (sql) => writing(ask, place, 'make the table', () => ask(sql)),
    receive: (table) => writing(ask, place, 'make temporary tables', () => receiveTable(ask, table)),
    cancel: async () => {
      isCancelled = true;
      const other = await open();
      await other.query({ text: `SELECT pg_cancel_backend(${Number(client.processID)})`, rowMode: 'array' });
      await other.end();
    },
    close: () => client.end(),
  };
}

const DESCRIBE = `SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute
  WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`;

const types: readonly (readonly [RegExp, Omit<EngineColumn, 'name' | 'nullable'>])[] = [
  [/^(smallint|integer|bigint)$/, { type: 'integer' }],
  [/^(real|double precision)$/, { type: 'float' }],
  [/^(text|character varying|character|uuid|citext|name)(\(\d+\))?$/, { type: 'text' }],
  [/^boolean$/, { type: 'boolean' }],
  [/^date$/, { type: 'date' }],
  [/^timestamp(\(\d\))? without time zone$/, { type: 'time', clock: 'local' }],
  [/^timestamp(\(\d\))? with time zone$/, { type: 'time', clock: 'utc' }],
  [/^(text|character varying)(\(\d+\))?\[\]$/, { type: 'list' }],
];

/** Digits after the point of a number that has no limit. */
const UNLIMITED_SCALE = 12;

function columnOf([name, type, notNull]: Row): readonly EngineColumn[] {
  const nullable = notNull !== 't';
  const decimal = /^numeric(?:\(\d+,(\d+)\))?$/.exec(type!);
  if (decimal)
    return [{ name: name!, type: 'decimal', scale: Number(decimal[1] ?? UNLIMITED_SCALE), nullable }];
  const known = types.find(([pattern]) => pattern.test(type!))?.[1];
  return known ? [{ name: name!, ...known, nullable }] : [];
}

/** Types by their number in `pg_type`. */
const results: Readonly<Record<number, string>> = {
  16: 'BOOLEAN',
  20: 'BIGINT',
  21: 'BIGINT',
  23: 'BIGINT',
  700: 'DOUBLE',
  701: 'DOUBLE',
  1082: 'DATE',
  1114: 'TIMESTAMP',
  1009: LIST,
  1015: LIST,
};

const NUMERIC = 1700;

async function fetchRows(
  ask: (text: string) => Promise<Answer>,
  sql: string,
  into: Database,
  relation: string,
): Promise<void> {
  const file = rowsFile(into, relation);
  try {
    await ask('BEGIN READ ONLY');
    await ask(`DECLARE segment_rows NO SCROLL CURSOR FOR ${sql}`);
    const scales: number[] = [];
    let answer: Answer;
    do {
      answer = await ask(`FETCH ${ROWS_AT_ONCE} FROM segment_rows`);
      const isDecimal = answer.fields.map(({ dataTypeID }) => dataTypeID === NUMERIC);
      noteScales(answer.rows, isDecimal, scales);
      const isList = answer.fields.map(({ dataTypeID }) => results[dataTypeID] === LIST);
      await file.write(
        isList.includes(true) ? answer.rows.map((row) => withLists(row, isList)) : answer.rows,
      );
    } while (answer.rows.length === ROWS_AT_ONCE);
    await ask('COMMIT');
    await file.become(
      answer.fields.map(({ name, dataTypeID }, index): RowsColumn => {
        const type = dataTypeID === NUMERIC ? `DECIMAL(38, ${scales[index] ?? 0})` : results[dataTypeID];
        return { name, type: type ?? 'VARCHAR' };
      }),
    );
  } catch (error) {
    await file.drop();
    await ask('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

const withLists = (row: Row, isList: readonly boolean[]): Row =>
  row.map((cell, index) => (cell !== null && isList[index] ? JSON.stringify(itemsOf(cell)) : cell));

/** Of `{a,"b c",NULL}`: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function itemsOf(written: string): readonly (string | null)[] {
  const items = written.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs);
  return [...items].map(([, quoted, plain]) => {
    if (quoted !== undefined) return quoted.replaceAll(/\\(.)/gs, '$1');
    return plain === 'NULL' ? null : plain!;
  });
}

type Ask = (text: string, ...values: readonly string[]) => Promise<Answer>;

/** Of statements that are sent together, all happen or none; the session writes for their time. */
async function writing(ask: Ask, place: string, what: string, work: () => Promise<unknown>): Promise<void> {
  await ask('SET default_transaction_read_only = off');
  try {
    await work();
  } catch (error) {
    await ask('ROLLBACK').catch(() => undefined);
    throw codeOf((error as Failure).cause) === '42501' ? forbidden(place, what) : error;
  } finally {
    await ask('SET default_transaction_read_only = on').catch(() => undefined);
  }
}

async function receiveTable(ask: Ask, { name, columns, rows }: SentTable): Promise<void> {
  const table = `pg_temp.${postgres.identifier(name)}`;
  const items = columns.map((column) => `${postgres.identifier(column.name)} ${postgres.type(column.type)}`);
  const values = columns.map(({ type }, place) =>
    type === 'text-list'
      ? `CASE JSON_TYPEOF(item -> ${place}) WHEN 'array' THEN ARRAY(SELECT JSON_ARRAY_ELEMENTS_TEXT(item -> ${place})) END`
      : `CAST(item ->> ${place} AS ${postgres.type(type)})`,
  );
  await ask(`CREATE TABLE ${table} (${items.join(', ')})`);
  for await (const lines of rows) {
    const sent = `JSON_ARRAY_ELEMENTS(CAST($1 AS JSON)) AS sent(item)`;
    await ask(`INSERT INTO ${table} SELECT ${values.join(', ')} FROM ${sent}`, `[${lines.join(',')}]`);
  }
  await ask(`ANALYZE ${table}`);
}

function connectFailure(error: unknown, place: string): Failure {
  const code = codeOf(error);
  if (code === '3D000') return stopped(place, 'it has no such database');
  if (code.startsWith('28') || /password|SASL/.test(String((error as Error).message)))
    return refusedUser(place);
  return isUnreachable(error) || /timeout/.test(String((error as Error).message))
    ? unreachable(place)
    : lostConnection(place);
}

/** The first two signs of a code are its class. */
function queryFailure(error: unknown, place: string): Failure {
  const code = codeOf(error);
  const message = String((error as Error).message);
  if (code === '57014') return stoppedQuery();
  if (code === '42501') return forbidden(place);
  if (code.startsWith('57') || code.startsWith('08') || /Connection terminated|not queryable/.test(message))
    return lostConnection(place);
  if (code.startsWith('22')) return unworkable(place);
  if (code === '' || isUnreachable(error)) return lostConnection(place);
  // Syntax, names and privileges; what it cannot do; what hangs on a table, and schemas.
  return stoppedBy(place, { code, message, isOfNames: /^(42|0A|25|2B|3F)/.test(code) });
}
