/**
 * PostgreSQL 18 as PGlite has it, within this process and asked through its socket. It has one thread and one session,
 * which outlives connections, and takes one connection at a time: whoever asks waits until the one before is closed.
 */
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { load } from './packages.ts';
import {
  connectPg,
  copying,
  keysOf,
  quoted,
  RIGHTS,
  shortened,
  tableOf,
  versionOf,
} from './postgres-tables.ts';

interface Database {
  exec(sql: string): Promise<unknown>;
  query<Row>(
    sql: string,
    values: readonly [],
    options: { readonly blob: Blob } | { readonly rowMode: 'array' },
  ): Promise<{ readonly rows: readonly Row[] }>;
  close(): Promise<void>;
}

interface Server {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A zone and a form of dates that are not ours, as a connection would find them at its start. */
const AS_FOUND = "RESET ALL; SET timezone = 'America/New_York'; SET datestyle = 'SQL, DMY'";

/** Of the project's tables: by the rules of a language, where its own order is that of bytes. */
const COLLATION = ' COLLATE "und-x-icu"';

export async function openPglite(): Promise<Engine> {
  const { PGlite } = load('@electric-sql/pglite') as {
    readonly PGlite: { create(): Promise<Database> };
  };
  const { PGLiteSocketServer } = load('@electric-sql/pglite-socket') as {
    readonly PGLiteSocketServer: new (options: object) => Server;
  };
  const database = await PGlite.create();
  const folder = mkdtempSync(join(tmpdir(), 'segment-pglite-'));
  const socket = join(folder, '.s.PGSQL.5432');
  const server = new PGLiteSocketServer({ db: database, path: socket });
  await server.start();
  const client = await connectPg({ host: folder, user: 'postgres', database: 'postgres' });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await client.end();
    isOpen = false;
  };
  return {
    name: 'postgres-18',
    dialect: 'postgres',
    version: await versionOf(client),
    async load(table) {
      await database.exec(
        `${AS_FOUND}; SET datestyle = ISO, YMD; SET timezone = 'UTC'; ${tableOf(table, table.isGiven ? COLLATION : '')}`,
      );
      await database.query(copying(table, "'/dev/blob'"), [], { blob: await openAsBlob(table.csv) });
      for (const statement of shortened(table)) await database.exec(statement);
      await database.exec(`ANALYZE ${quoted(table.name)}; ${AS_FOUND}`);
    },
    keys: (sql) => keysOf(client, sql),
    /** Its own connection makes room for the program's: what is asked between two of them goes by the engine itself. */
    async place() {
      await close();
      return {
        type: 'postgres',
        address: (port) => ({ ENGINE_URL: `postgres://postgres@127.0.0.1:${port}/postgres` }),
        target: { path: socket },
        tables: {
          // What the program set would still be in force.
          run: async (sql) => {
            await database.exec(AS_FOUND);
            await database.exec(sql);
          },
          keys: async (sql) =>
            (await database.query<readonly [string, string]>(sql, [], { rowMode: 'array' })).rows,
          other: 'CREATE TABLE other (segment text)',
          rights: RIGHTS,
        },
      };
    },
    async close() {
      await close();
      await server.stop();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
