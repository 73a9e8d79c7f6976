/** GoogleSQL's reference evaluator: a process of its own, asked by gRPC. */
import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Cell, GoogleType } from './googlesql-values.ts';
import { load, pathOf } from './packages.ts';

export interface GoogleTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: GoogleType }[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface GoogleAnswer {
  readonly columns: readonly { readonly name: string; readonly type: GoogleType }[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface GoogleSql {
  readonly version: string;
  /** The rows of a query over the tables; times without a zone are of the zone where something asks for one. */
  evaluate(sql: string, tables: readonly GoogleTable[], zone?: string): Promise<GoogleAnswer>;
  close(): void;
}

interface Type {
  readonly typeKind: string | number;
}

interface Evaluated {
  readonly content: { readonly tableData: { readonly row: readonly { readonly cell: readonly Cell[] }[] } };
  readonly prepared: { readonly columns: readonly { readonly name: string; readonly type: Type }[] };
}

type Call = (request: object, done: (error: Error | null, answer: unknown) => void) => void;

interface Client {
  init(port: number): void;
  readonly API: Readonly<Record<'evaluateQuery' | 'getLanguageOptions', Call>> & {
    waitForReady(deadline: number, done: (error?: Error) => void): void;
    close(): void;
  };
}

const PACKAGE = '@fivetrandevelopers/zetasql';

/** By number in `public/type.proto`. */
const KINDS: Readonly<Record<number, GoogleType>> = {
  2: 'INT64',
  5: 'BOOL',
  7: 'DOUBLE',
  8: 'STRING',
  10: 'DATE',
  16: 'ARRAY',
  19: 'TIMESTAMP',
  21: 'DATETIME',
  23: 'NUMERIC',
  24: 'BIGNUMERIC',
};

/**
 * Features that BigQuery has not, by number in `public/options.proto`: nanoseconds, what compares and orders arrays and
 * groups by them, lambdas, and what came with the version after.
 */
const hasNot = (feature: number): boolean =>
  [5, 11_006, 12_003, 12_005, 13_004, 13_024].includes(feature) || (feature >= 14_000 && feature < 15_000);

export async function startGoogleSql(): Promise<GoogleSql> {
  const port = await freePort();
  const server = startServer(port);
  const { ZetaSQLClient } = load(PACKAGE) as { readonly ZetaSQLClient: Client };
  ZetaSQLClient.init(port);
  const api = ZetaSQLClient.API;
  const ask = (name: keyof Client['API'] & ('evaluateQuery' | 'getLanguageOptions'), request: object) =>
    new Promise<unknown>((resolve, reject) => {
      api[name](request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  await new Promise<void>((resolve, reject) => {
    api.waitForReady(Date.now() + 30_000, (error) => (error ? reject(error) : resolve()));
  });
  const { enabledLanguageFeatures } = (await ask('getLanguageOptions', { maximumFeatures: true })) as {
    readonly enabledLanguageFeatures: readonly number[];
  };
  const languageOptions = {
    productMode: 'PRODUCT_EXTERNAL',
    enabledLanguageFeatures: enabledLanguageFeatures.filter((feature) => !hasNot(feature)),
  };
  return {
    version: 'GoogleSQL of ZetaSQL 1.13',
    async evaluate(sql, tables, zone = 'America/New_York') {
      const answer = (await ask('evaluateQuery', {
        sql,
        options: { languageOptions, defaultTimezone: zone },
        simpleCatalog: {
          name: 'catalog',
          builtinFunctionOptions: { languageOptions },
          table: tables.map(({ name, columns }) => ({
            name,
            column: columns.map((column) => ({ name: column.name, type: typeOf(column.type) })),
          })),
        },
        tableContent: Object.fromEntries(
          tables.map(({ name, rows }) => [name, { tableData: { row: rows.map((cell) => ({ cell })) } }]),
        ),
      })) as Evaluated;
      return {
        columns: answer.prepared.columns.map(({ name, type }) => ({
          name,
          type: KINDS[Number(type.typeKind)]!,
        })),
        rows: answer.content.tableData.row.map(({ cell }) => cell),
      };
    },
    close() {
      api.close();
      server.kill('SIGKILL');
    },
  };
}

function typeOf(type: GoogleType): object {
  return type === 'ARRAY'
    ? { typeKind: 'TYPE_ARRAY', arrayType: { elementType: { typeKind: 'TYPE_STRING' } } }
    : { typeKind: `TYPE_${type}` };
}

function startServer(port: number): ChildProcess {
  const arm = process.arch.startsWith('arm') ? '_arm' : '';
  const program = `remote_server${arm}${process.platform === 'darwin' ? '' : '.so'}`;
  const path = join(dirname(pathOf(PACKAGE)), 'zetasql', program);
  const server = spawn(path, ['localhost', String(port)], { stdio: 'ignore' });
  process.once('exit', () => server.kill('SIGKILL'));
  return server;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
