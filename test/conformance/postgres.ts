/** PostgreSQL 15 as Debian has it, started in a folder of its own and ended with the suite. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { connectPg, copying, keysOf, quoted, RIGHTS, rowsOf, tableOf, versionOf } from './postgres-tables.ts';

export interface PostgresServer {
  /** The folder of its socket. */
  readonly host: string;
  readonly user: string;
  stop(): void;
}

const ROOT = '/usr/lib/postgresql';

/** The programs of the newest version that is installed. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(ROOT) ? readdirSync(ROOT).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(ROOT, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** Starts a server without a password that answers on a socket only. It refuses to run as root. */
export function startPostgres(bin: string): PostgresServer {
  const folder = mkdtempSync(join(tmpdir(), 'segment-postgres-'));
  chmodSync(folder, 0o755);
  const asUser = process.getuid?.() === 0;
  if (asUser) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'])));
    chownSync(folder, uid!, gid!);
  }
  const run = (program: string, ...words: readonly string[]): void => {
    const [file, given] = asUser
      ? ['runuser', ['-u', 'postgres', '--', join(bin, program), ...words]]
      : [join(bin, program), words];
    execFileSync(file as string, given as string[], { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
  };
  const data = join(folder, 'data');
  // A collation that is not that of bytes, and a zone that is not UTC: the dialect must not depend on them.
  const icu = ['--locale-provider=icu', '--icu-locale=en-US', '--locale=C.UTF-8'];
  run('initdb', '-D', data, '-U', 'segment', '-A', 'trust', '-E', 'UTF8', '--no-sync', ...icu);
  writeFileSync(join(data, 'pg_hba.conf'), 'local all locked scram-sha-256\nlocal all all trust\n');
  const options = `-c listen_addresses='' -k ${folder} -c fsync=off -c timezone=America/New_York -c datestyle=SQL,DMY`;
  run('pg_ctl', '-D', data, '-w', '-s', '-l', join(folder, 'log'), '-o', options, 'start');
  let isStopped = false;
  const stop = (): void => {
    if (isStopped) return;
    isStopped = true;
    run('pg_ctl', '-D', data, '-s', '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  };
  // Also where the suite fails or is ended.
  process.once('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  return { host: folder, user: 'segment', stop };
}

export async function openPostgres(): Promise<Engine | undefined> {
  const bin = postgresPrograms();
  if (bin === undefined) return undefined;
  const server = startPostgres(bin);
  const client = await connectPg({ host: server.host, user: server.user, database: 'postgres' });
  return {
    name: 'postgres',
    dialect: 'postgres',
    version: await versionOf(client),
    async load(table) {
      await client.query(
        `BEGIN; SET LOCAL datestyle = ISO, YMD; SET LOCAL timezone = 'UTC'; ${tableOf(table)}; ${copying(table, `'${table.csv}'`)};
         ANALYZE ${quoted(table.name)}; COMMIT`,
      );
    },
    keys: (sql) => keysOf(client, sql),
    async place() {
      await client.query(`CREATE ROLE locked LOGIN PASSWORD 'the right one'`);
      const ending = (how: string): string => active.replace('SELECT 1', `SELECT pg_${how}_backend(pid)`);
      const active = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'segment' AND state = 'active' AND query LIKE '%slow%'`;
      return {
        type: 'postgres',
        address: (port) => ({ ENGINE_URL: `postgres://${server.user}@127.0.0.1:${port}/postgres` }),
        refused: {
          ENGINE_URL: `postgres://locked:a%20password%20of%20tests@${encodeURIComponent(server.host)}/postgres`,
        },
        target: { path: join(server.host, '.s.PGSQL.5432') },
        tables: {
          run: (sql) => client.query(sql),
          keys: (sql) => keysOf(client, sql),
          other: 'CREATE TABLE other (segment text)',
          rights: RIGHTS,
        },
        slow: {
          make: () => client.query('CREATE OR REPLACE VIEW slow AS SELECT o.* FROM orders AS o, pg_sleep(2)'),
          isActive: async () => (await rowsOf(client, active)).length > 0,
          ends: [
            [() => client.query(ending('terminate')), /ended before the answer did/],
            [() => client.query(ending('cancel')), /the query was ended there/],
          ],
        },
      };
    },
    async close() {
      await client.end();
      server.stop();
    },
  };
}
