/** The HTTP interface that clients of ClickHouse speak to, over the engine in this process: queries one after the other. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Session {
  queryAsync(sql: string): Promise<{ bytes(): Uint8Array }>;
}

export interface HttpInterface {
  readonly url: string;
  close(): Promise<void>;
}

/** Parameters of a request that are no settings. */
const OWN = ['query', 'query_id', 'database', 'session_id', 'default_format', 'role', 'wait_end_of_query'];

export async function serveClickhouse(session: Session): Promise<HttpInterface> {
  let last: Promise<unknown> = Promise.resolve();
  const answer = async (url: URL, body: string): Promise<Uint8Array> => {
    const settings = [...url.searchParams].filter(([name]) => !OWN.includes(name));
    for (const [name, value] of settings) await session.queryAsync(`SET ${name} = '${value}'`);
    const database = url.searchParams.get('database');
    if (database) await session.queryAsync(`USE \`${database}\``);
    return (await session.queryAsync(`${url.searchParams.get('query') ?? ''}${body}`)).bytes();
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://localhost');
      const work = last.then(() => answer(url, Buffer.concat(chunks).toString('utf8')));
      last = work.catch(() => undefined);
      work.then(
        (bytes) => response.end(Buffer.from(bytes)),
        (error: unknown) => {
          const message = String((error as Error).message);
          const code = /Code: (\d+)/.exec(message)?.[1] ?? '0';
          response.writeHead(500, { 'X-ClickHouse-Exception-Code': code }).end(message);
        },
      );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((done) => void server.close(() => done())),
  };
}
