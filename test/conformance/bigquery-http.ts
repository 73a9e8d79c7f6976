/**
 * The part of BigQuery's REST interface that its client uses, over tables that GoogleSQL's evaluator reads: jobs that are
 * asked for, waited for page by page and ended; tables that are described; and who may ask.
 * https://cloud.google.com/bigquery/docs/reference/rest/v2
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GoogleAnswer, GoogleSql, GoogleTable } from './googlesql.ts';
import { type Cell, type GoogleType, textOf } from './googlesql-values.ts';

export interface BigqueryService {
  readonly port: number;
  /** Whether a job that reads the table is asked for, and neither done nor ended. */
  isReading(table: string): boolean;
  /** Ends the jobs that do. */
  end(table: string): void;
  close(): Promise<void>;
}

export interface ServedTables {
  readonly project: string;
  readonly dataset: string;
  readonly tables: ReadonlyMap<string, GoogleTable>;
  /** How long reading the table takes before its rows are there. */
  readonly delays: ReadonlyMap<string, number>;
}

/** What is exchanged for the right to ask. */
export const SECRET = 'a password of tests';
const ACCESS = 'the right of tests to ask';

/** Fewer rows than are asked for at once, as answers of many bytes have. */
const ROWS_OF_A_PAGE = 500;
/** How long an answer is waited for before it is said that there is none yet. */
const PATIENCE = 400;

interface Job {
  readonly sql: string;
  answer?: GoogleAnswer;
  error?: ServiceError;
  readonly done: Promise<void>;
}

class ServiceError extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string, message: string) {
    super(message);
    [this.code, this.reason] = [code, reason];
  }
}

export async function serveBigquery(evaluator: GoogleSql, served: ServedTables): Promise<BigqueryService> {
  const jobs = new Map<string, Job>();

  function insert({ configuration, jobReference }: JobRequest): object {
    const { query, defaultDataset, connectionProperties = [] } = configuration.query;
    if (jobs.has(jobReference.jobId))
      throw new ServiceError(409, 'duplicate', `Already Exists: Job ${jobReference.jobId}`);
    if (defaultDataset?.datasetId !== served.dataset)
      throw new ServiceError(400, 'invalid', 'Table must be qualified with a dataset (e.g. dataset.table).');
    const zone = connectionProperties.find(({ key }) => key === 'time_zone')?.value;
    const job: Job = { sql: query, done: Promise.resolve() };
    jobs.set(jobReference.jobId, Object.assign(job, { done: evaluate(job, zone) }));
    return { jobReference, configuration, status: { state: 'RUNNING' } };
  }

  async function evaluate(job: Job, zone: string | undefined): Promise<void> {
    const read = [...served.tables.values()].filter(({ name }) => job.sql.includes(name));
    for (const { name } of read) await pause(served.delays.get(name) ?? 0);
    if (job.error) return;
    try {
      job.answer = await evaluator.evaluate(job.sql, read, zone);
    } catch (error) {
      job.error ??= new ServiceError(400, 'invalidQuery', (error as { readonly details: string }).details);
    }
  }

  async function results(id: string, query: URLSearchParams): Promise<object> {
    const job = jobs.get(id);
    if (!job) throw new ServiceError(404, 'notFound', `Not found: Job ${id}`);
    await Promise.race([job.done, pause(PATIENCE)]);
    if (job.error) throw job.error;
    const jobReference = { projectId: served.project, jobId: id };
    if (!job.answer) return { jobReference, jobComplete: false };
    const { columns, rows } = job.answer;
    const from = Number(query.get('pageToken') ?? 0);
    const to = from + Math.min(ROWS_OF_A_PAGE, Number(query.get('maxResults') ?? ROWS_OF_A_PAGE));
    return {
      jobReference,
      jobComplete: true,
      totalRows: String(rows.length),
      schema: { fields: columns.map(({ name, type }) => fieldOf(name, type)) },
      rows: rows.slice(from, to).map((cells) => ({ f: cells.map((cell) => ({ v: cellValue(cell) })) })),
      ...(to < rows.length ? { pageToken: String(to) } : {}),
    };
  }

  function cancel(id: string): object {
    const job = jobs.get(id);
    if (job && !job.answer)
      job.error ??= new ServiceError(
        400,
        'stopped',
        'Job execution was cancelled: User requested cancellation',
      );
    return { job: { jobReference: { projectId: served.project, jobId: id } } };
  }

  function describe(dataset: string, name: string): object {
    const table = dataset === served.dataset ? served.tables.get(name) : undefined;
    if (!table)
      throw new ServiceError(404, 'notFound', `Not found: Table ${served.project}:${dataset}.${name}`);
    return { schema: { fields: table.columns.map((column) => fieldOf(column.name, column.type)) } };
  }

  async function answer(method: string, url: URL, body: string): Promise<object> {
    const path = url.pathname.replace(`/bigquery/v2/projects/${served.project}/`, '').split('/');
    const [kind, id = '', , inner = ''] = path.map(decodeURIComponent);
    if (method === 'POST' && kind === 'jobs' && path.length === 1) return insert(JSON.parse(body));
    if (method === 'POST' && kind === 'jobs' && path[2] === 'cancel') return cancel(id);
    if (method === 'GET' && kind === 'queries') return results(id, url.searchParams);
    if (method === 'GET' && kind === 'datasets' && path[2] === 'tables') return describe(id, inner);
    throw new ServiceError(404, 'notFound', `Not found: ${method} ${url.pathname}`);
  }

  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const url = new URL(request.url!, 'http://localhost');
      if (url.pathname === '/token') return exchange(body, response);
      try {
        if (request.headers.authorization !== `Bearer ${ACCESS}`)
          throw new ServiceError(401, 'authError', 'Invalid Credentials');
        send(response, 200, await answer(request.method!, url, body));
      } catch (error) {
        const { code, reason, message } = error as ServiceError;
        send(response, code, { error: { code, message, errors: [{ reason, message }] } });
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    isReading: (table) =>
      [...jobs.values()].some(({ sql, answer, error }) => sql.includes(table) && !answer && !error),
    end(table) {
      for (const [id, { sql }] of jobs) if (sql.includes(table)) cancel(id);
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface JobRequest {
  readonly jobReference: { readonly jobId: string };
  readonly configuration: {
    readonly query: {
      readonly query: string;
      readonly defaultDataset?: { readonly datasetId: string };
      readonly connectionProperties?: readonly { readonly key: string; readonly value: string }[];
    };
  };
}

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds).unref());

/** https://www.rfc-editor.org/rfc/rfc8693 */
function exchange(body: string, response: ServerResponse): void {
  if (new URLSearchParams(body).get('subject_token') === SECRET)
    send(response, 200, {
      access_token: ACCESS,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: 3600,
    });
  else send(response, 400, { error: 'invalid_grant', error_description: 'The token is not right.' });
}

const FIELDS: Readonly<Partial<Record<GoogleType, string>>> = {
  INT64: 'INTEGER',
  DOUBLE: 'FLOAT',
  BOOL: 'BOOLEAN',
};

const fieldOf = (name: string, type: GoogleType): object =>
  type === 'ARRAY'
    ? { name, type: 'STRING', mode: 'REPEATED' }
    : { name, type: FIELDS[type] ?? type, mode: 'NULLABLE' };

const cellValue = (cell: Cell): unknown =>
  cell.arrayValue ? cell.arrayValue.element.map((item) => ({ v: textOf(item) })) : textOf(cell);

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
