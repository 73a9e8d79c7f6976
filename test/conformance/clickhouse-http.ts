/**
 * The HTTP interface that clients of ClickHouse speak to, over the engine in this process: queries one after the other,
 * by one user. A query that is to be ended is answered as the server would; the engine itself works it out to its end.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Session {
  queryAsync(sql: string): Promise<{ bytes(): Uint8Array }>;
}

export interface HttpInterface {
  readonly port: number;
  /** Whether a query that names the table is asked and not answered. */
  isReading(table: string): boolean;
  close(): Promise<void>;
}

interface Running {
  readonly body: string;
  readonly end: (error: Error) => void;
}

export const USER = 'segment';
export const PASSWORD = 'a password of tests';

/** Parameters of a request that are no settings. */
const OWN = ['query', 'query_id', 'database', 'session_id', 'default_format', 'role', 'wait_end_of_query'];
/** What is in force where a request does not say otherwise: the session is one. */
const UNLESS_SAID = { max_query_size: '262144' };

export async function serveClickhouse(session: Session): Promise<HttpInterface> {
  const running = new Map<string, Running>();
  let last: Promise<unknown> = Promise.resolve();
  const evaluate = async (url: URL, body: string): Promise<Uint8Array> => {
    const said = [...url.searchParams].filter(([name]) => !OWN.includes(name));
    for (const [name, value] of Object.entries({ ...UNLESS_SAID, ...Object.fromEntries(said) }))
      await session.queryAsync(`SET ${name} = '${value}'`);
    const database = url.searchParams.get('database');
    if (database) await session.queryAsync(`USE \`${database}\``);
    return (await session.queryAsync(`${url.searchParams.get('query') ?? ''}${body}`)).bytes();
  };
  const answer = (url: URL, body: string): Promise<Uint8Array> => {
    const [, killed] = /^KILL QUERY WHERE query_id = '([\w-]+)' ASYNC$/.exec(body.trim()) ?? [];
    if (killed !== undefined) {
      running
        .get(killed)
        ?.end(new Error('Code: 394. DB::Exception: Query was cancelled. (QUERY_WAS_CANCELLED)'));
      return Promise.resolve(new Uint8Array());
    }
    const work = last.then(() => evaluate(url, body));
    last = work.catch(() => undefined);
    const id = url.searchParams.get('query_id') ?? '';
    return new Promise<Uint8Array>((resolve, reject) => {
      running.set(id, { body, end: reject });
      work.then(resolve, reject);
    }).finally(() => running.delete(id));
  };
  const server = createServer((request, response) => {
    read(request).then(async (body) => {
      if (request.headers.authorization !== LOGIN) refuse(response, 403, REFUSED);
      else
        await answer(new URL(request.url!, 'http://localhost'), body).then(
          (bytes) => response.end(Buffer.from(bytes)),
          (error: unknown) => refuse(response, 500, String((error as Error).message)),
        );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    isReading: (table) => [...running.values()].some(({ body }) => body.includes(table)),
    close: () => new Promise((done) => void server.close(() => done())),
  };
}

const LOGIN = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
const REFUSED = `Code: 516. DB::Exception: ${USER}: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)`;

function refuse(response: ServerResponse, status: number, message: string): void {
  const code = /Code: (\d+)/.exec(message)?.[1] ?? '0';
  response.writeHead(status, { 'X-ClickHouse-Exception-Code': code }).end(message);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
