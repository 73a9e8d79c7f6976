/** The door to BigQuery, through `@google-cloud/bigquery`. Who asks is what the environment says to Google's libraries. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { failure } from '../diagnostics/failure.ts';
import type { BigqueryAddress } from '../project/project.ts';
import { bigquery } from '../sql/dialects/bigquery.ts';
import { columnOf, type Field, isDecimal, resultType } from './bigquery-columns.ts';
import { failureOf } from './bigquery-failures.ts';
import { hostOf, loadDriver } from './driver.ts';
import type { Engine, EngineColumn } from './engine.ts';
import { codeOf, endedThere, isStopped, isUnreachable, lostConnection, unreachable } from './failures.ts';
import { patiently } from './patience.ts';
import { noteScales, rowsFile } from './rows-file.ts';

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
  createQueryJob(options: object): Promise<readonly [Job, ...unknown[]]>;
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
      const failed = failureOf(error, place);
      throw isStopped(failed) && !isCancelled ? endedThere(place) : failed;
    });
  let isCancelled = false;
  const at = location === undefined ? {} : { location };
  const running = new Map<string, Job>();

  /** The job has a name of ours: one that is asked for twice, since the first answer was lost, is one job. */
  async function query(sql: string, each: EachPage): Promise<void> {
    const jobId = `segment_${randomUUID()}`;
    const meant = client.job(jobId, at);
    running.set(jobId, meant);
    try {
      // What comes back knows where the job runs, if the project file does not.
      const job = await client.createQueryJob({ query: sql, jobId, ...settingsOf(entry) }).then(
        ([made]) => made,
        (error: unknown) => {
          if (codeOf(error) === '409') return meant;
          throw error;
        },
      );
      running.set(jobId, job);
      await eachPage(job, each).catch((error: unknown) => {
        throw isUnreachable(error) ? lostConnection(place) : error;
      });
    } finally {
      running.delete(jobId);
    }
  }

  return {
    type: entry.type,
    place,
    dialect: bigquery,
    describe: (table) =>
      guarded(
        patiently(
          () => describeTable(client, table, database),
          () => unreachable(place),
        ),
      ),
    async rows(sql) {
      const found: (readonly (string | null)[])[] = [];
      await guarded(query(sql, async (rows) => void found.push(...rows)));
      return found;
    },
    fetch: (sql, into, relation) => guarded(fetchRows((each) => query(sql, each), into, relation)),
    async cancel() {
      isCancelled = true;
      for (const job of running.values()) await job.cancel().catch(() => undefined);
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
      columns.map((field, index) => ({ name: field.name, type: resultType(field, scales[index] ?? 0) })),
    );
  } catch (error) {
    await file.drop();
    throw error;
  }
}
