/** The door to BigQuery, through `@google-cloud/bigquery`. Who asks is what the environment says to Google's libraries. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import type { BigqueryAddress } from '../project/project.ts';
import { bigquery } from '../sql/dialects/bigquery.ts';
import { hostOf, loadDriver } from './driver.ts';
import type { Engine, EngineColumn } from './engine.ts';
import {
  codeOf,
  forbidden,
  isUnreachable,
  lostConnection,
  refusedUser,
  stoppedBy,
  stoppedQuery,
  unreachable,
  unworkable,
} from './failures.ts';
import { noteScales, type RowsColumn, rowsFile } from './rows-file.ts';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly mode?: string;
  /** Of a decimal. */
  readonly scale?: string;
}

type Value = string | null | readonly { readonly v: string }[];

interface Page {
  readonly jobComplete?: boolean;
  readonly schema?: { readonly fields?: readonly Field[] };
  readonly rows?: readonly { readonly f: readonly { readonly v: Value }[] }[];
}

interface Job {
  getQueryResults(options: object): Promise<readonly [unknown, object | null, Page]>;
  cancel(): Promise<unknown>;
}

interface Client {
  createQueryJob(options: object): Promise<unknown>;
  job(id: string, options: object): Job;
  dataset(
    id: string,
    options: object,
  ): {
    table(id: string): {
      getMetadata(): Promise<readonly [{ readonly schema?: { readonly fields?: readonly Field[] } }]>;
    };
  };
}

interface Driver {
  readonly BigQuery: new (options: object) => Client;
}

const ROWS_AT_ONCE = 10_000;

/** A page of the answer as it comes: the first says which columns there are. */
type EachPage = (rows: readonly (readonly (string | null)[])[], fields: readonly Field[]) => Promise<void>;

export async function connectBigquery(entry: BigqueryAddress, folder: string): Promise<Engine> {
  const { BigQuery } = loadDriver<Driver>('@google-cloud/bigquery', entry.type, folder);
  const { url, project, location, database } = entry;
  const place = url === undefined ? 'BigQuery' : `BigQuery at ${hostOf(url)}`;
  const client = new BigQuery({
    ...(url === undefined ? {} : { apiEndpoint: url }),
    ...(project === undefined ? {} : { projectId: project }),
    ...(location === undefined ? {} : { location }),
    userAgent: 'segment',
  });
  const guarded = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => {
      throw failureOf(error, place);
    });
  const at = location === undefined ? {} : { location };
  const running = new Set<Job>();

  /** The job has a name of ours: one that is asked for twice, since the first answer was lost, is one job. */
  async function query(sql: string, each: EachPage): Promise<void> {
    const jobId = `segment_${randomUUID()}`;
    const job = client.job(jobId, at);
    running.add(job);
    try {
      await client.createQueryJob({ query: sql, jobId, ...settingsOf(entry) }).catch((error: unknown) => {
        if (codeOf(error) !== '409') throw error;
      });
      await eachPage(job, each).catch((error: unknown) => {
        throw isUnreachable(error) ? lostConnection(place) : error;
      });
    } finally {
      running.delete(job);
    }
  }

  return {
    type: entry.type,
    place,
    dialect: bigquery,
    describe: (table) => guarded(describeTable(client, table, database)),
    async rows(sql) {
      const found: (readonly (string | null)[])[] = [];
      await guarded(query(sql, async (rows) => void found.push(...rows)));
      return found;
    },
    fetch: (sql, into, relation) => guarded(fetchRows((each) => query(sql, each), into, relation)),
    async cancel() {
      for (const job of running) await job.cancel().catch(() => undefined);
    },
    close: async () => undefined,
  };
}

/** Nothing depends on how the project is set: its zone could be another. */
function settingsOf({ database, project, location }: BigqueryAddress): object {
  return {
    ...(database === undefined
      ? {}
      : {
          defaultDataset: { datasetId: database, ...(project === undefined ? {} : { projectId: project }) },
        }),
    ...(location === undefined ? {} : { location }),
    connectionProperties: [{ key: 'time_zone', value: 'UTC' }],
    labels: { application: 'segment' },
  };
}

async function eachPage(job: Job, each: EachPage): Promise<void> {
  let next: object | null = { maxResults: ROWS_AT_ONCE };
  while (next) {
    const asked: object = { ...next, autoPaginate: false, skipParsing: true };
    const [, following, page]: readonly [unknown, object | null, Page] = await job.getQueryResults(asked);
    const fields = page.schema?.fields ?? [];
    if (page.jobComplete !== false)
      await each(
        (page.rows ?? []).map(({ f }) => f.map(({ v }) => textOf(v))),
        fields,
      );
    next = following;
  }
}

const textOf = (value: Value): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value.map(({ v }) => v));

/** `project.dataset.table`, of which the table alone is needed where a dataset is named. */
async function describeTable(
  client: Client,
  path: string,
  database: string | undefined,
): Promise<readonly EngineColumn[] | undefined> {
  const parts = path.split('.');
  const [table, dataset = database] = [parts.at(-1)!, parts.at(-2)];
  if (dataset === undefined)
    throw failure(2, 'missing-table', `\`${path}\` has no dataset`, [
      'name it there, as `shop.orders`, or for all tables: `database: shop` in `engine`',
    ]);
  const project = parts.slice(0, -2).join('.');
  const of = client.dataset(dataset, project === '' ? {} : { projectId: project });
  try {
    const [{ schema }] = await of.table(table).getMetadata();
    return (schema?.fields ?? []).flatMap(columnOf);
  } catch (error) {
    if (codeOf(error) === '404') return undefined;
    throw error;
  }
}

const types: Readonly<Record<string, Omit<EngineColumn, 'name' | 'nullable'>>> = {
  STRING: { type: 'text' },
  INTEGER: { type: 'integer' },
  INT64: { type: 'integer' },
  FLOAT: { type: 'float' },
  FLOAT64: { type: 'float' },
  NUMERIC: { type: 'decimal', scale: 9 },
  BIGNUMERIC: { type: 'decimal', scale: 12 },
  BOOLEAN: { type: 'boolean' },
  BOOL: { type: 'boolean' },
  DATE: { type: 'date' },
  DATETIME: { type: 'time', clock: 'local' },
  TIMESTAMP: { type: 'time', clock: 'utc' },
};

function columnOf({ name, type, mode, scale }: Field): readonly EngineColumn[] {
  if (mode === 'REPEATED') return type === 'STRING' ? [{ name, type: 'list', nullable: true }] : [];
  const known = types[type];
  if (!known) return [];
  const digits = known.type === 'decimal' && scale !== undefined ? { scale: Number(scale) } : {};
  return [{ name, ...known, ...digits, nullable: mode !== 'REQUIRED' }];
}

/** As the engine of relations writes them; text where there is none. */
const results: Readonly<Record<string, string>> = {
  INTEGER: 'BIGINT',
  INT64: 'BIGINT',
  FLOAT: 'DOUBLE',
  FLOAT64: 'DOUBLE',
  BOOLEAN: 'BOOLEAN',
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  DATETIME: 'TIMESTAMP',
};

const isDecimal = ({ type }: Field): boolean => type === 'NUMERIC' || type === 'BIGNUMERIC';

async function fetchRows(
  query: (each: EachPage) => Promise<void>,
  into: Database,
  relation: string,
): Promise<void> {
  const file = rowsFile(into, relation);
  const scales: number[] = [];
  let columns: readonly Field[] = [];
  try {
    await query(async (rows, fields) => {
      columns = fields;
      noteScales(rows, fields.map(isDecimal), scales);
      await file.write(rows);
    });
    await file.become(
      columns.map((field, index): RowsColumn => {
        const type = isDecimal(field) ? `DECIMAL(38, ${scales[index] ?? 0})` : results[field.type];
        return { name: field.name, type: field.mode === 'REPEATED' ? 'VARCHAR' : (type ?? 'VARCHAR') };
      }),
    );
  } catch (error) {
    await file.drop();
    throw error;
  }
}

const CREDENTIALS =
  '`GOOGLE_APPLICATION_CREDENTIALS` names a file of them; `gcloud auth application-default login` makes one';

interface ApiError {
  readonly message: string;
  readonly errors?: readonly { readonly reason?: string; readonly message?: string }[];
}

/** By the reason of the error: https://cloud.google.com/bigquery/docs/error-messages */
function failureOf(error: unknown, place: string): Failure {
  if (error instanceof Failure) return error;
  const { message: whole, errors: [first = {}] = [] } = error as ApiError;
  const { reason = '', message = String(whole) } = first;
  const code = codeOf(error);
  if (/default credentials|Unable to detect a Project Id|credentials? file|^The file at /.test(message))
    return failure(3, 'engine-login', `there are no credentials, or no \`project\`, for ${place}`, [
      CREDENTIALS,
    ]);
  if (code === '401' || /invalid_(grant|client|token)/.test(`${code} ${message}`))
    return refusedUser(place, CREDENTIALS);
  if (reason === 'stopped') return stoppedQuery();
  if (reason === 'accessDenied' || code === '403') return forbidden(place);
  if (isUnreachable(error)) return unreachable(place);
  if (/aborted|socket hang up|Premature close|terminated/.test(message)) return lostConnection(place);
  // What is wrong with the text of a query has a place in it; what is wrong with a value has none, and may hold it.
  const isOfNames = reason === 'notFound' || / at \[\d+:\d+\]$/.test(message);
  if (reason === 'invalidQuery' && !isOfNames) return unworkable(place);
  return stoppedBy(place, { code: reason || code, message, isOfNames });
}
