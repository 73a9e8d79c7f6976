/** A connection that can be cut: what stands between a client and its server. */
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net';

/** A place that takes connections and never says a word; or none more, after it has said that the user is who it is. */
export async function openSilence(welcome?: Uint8Array): Promise<Pick<CuttableProxy, 'port' | 'close'>> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client.on('error', () => undefined).resume());
    if (welcome) client.once('data', () => client.write(welcome));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of open) socket.destroy();
      return new Promise((done) => void server.close(() => done()));
    },
  };
}

export interface CuttableProxy {
  readonly port: number;
  /** Bytes that the server has sent. */
  sent(): number;
  /** Ends each connection behind so many bytes of the server; all that are open, and the place itself, for 0. */
  cutAfter(bytes: number): void;
  close(): Promise<void>;
}

export async function openProxy(target: NetConnectOpts): Promise<CuttableProxy> {
  const open = new Set<Socket>();
  let [sent, most] = [0, Number.POSITIVE_INFINITY];
  const server = createServer((client) => {
    const upstream = connect(target);
    const end = (): void => {
      client.destroy();
      upstream.destroy();
      open.delete(client);
    };
    open.add(client);
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => {
      const left = most - sent;
      sent += bytes.length;
      client.write(bytes.length < left ? bytes : bytes.subarray(0, Math.max(0, left)));
      if (bytes.length >= left) setTimeout(end, 50);
    });
    for (const socket of [client, upstream]) socket.on('close', end).on('error', end);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const kill = (): Promise<void> => {
    for (const socket of open) socket.resetAndDestroy();
    return new Promise((done) => void server.close(() => done()));
  };
  return {
    port: (server.address() as AddressInfo).port,
    sent: () => sent,
    cutAfter(bytes) {
      [sent, most] = [0, bytes];
      if (bytes === 0) void kill();
    },
    close: kill,
  };
}
