/** BigQuery's dialect on GoogleSQL's evaluator, over rows that it is handed with each query. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type BigqueryService, SECRET, serveBigquery } from './bigquery-http.ts';
import type { Place } from './drivers.ts';
import type { Engine, SourceTable } from './engine.ts';
import type { Fit } from './exported.ts';
import { type GoogleTable, startGoogleSql } from './googlesql.ts';
import { cellOf, type GoogleType, googleType, textOf } from './googlesql-values.ts';
import { hasPackage } from './packages.ts';

const [PROJECT, DATASET] = ['shop-of-tests', 'shop'];

export async function openBigquery(): Promise<Engine | undefined> {
  if (!hasPackage('@fivetrandevelopers/zetasql')) return undefined;
  const evaluator = await startGoogleSql();
  const tables = new Map<string, GoogleTable>();
  const loaded = new Map<string, SourceTable>();
  const delays = new Map<string, number>();
  const folder = mkdtempSync(join(tmpdir(), 'segment-bigquery-'));
  let service: BigqueryService | undefined;
  return {
    name: 'bigquery',
    dialect: 'bigquery',
    version: evaluator.version,
    isSmall: true,
    async load(table) {
      loaded.set(table.name, table);
      tables.set(
        table.name,
        tableOf(table, () => undefined),
      );
    },
    async keys(sql) {
      const read = [...tables.values()].filter(({ name }) => sql.includes(name));
      const { columns, rows } = await evaluator.evaluate(sql, read);
      const unnameable = columns.find(({ name }) => UNNAMEABLE.test(name));
      if (unnameable) throw new Error(`BigQuery has no column \`${unnameable.name}\``);
      return rows.map(([segment, key]) => [String(textOf(segment!)), String(textOf(key!))]);
    },
    place,
    async close() {
      await service?.close();
      evaluator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  /** Times of visits are instants. */
  async function place(): Promise<Place> {
    const visits = loaded.get('visits')!;
    tables.set(
      'visits',
      tableOf(visits, ({ name }) => (name === 'seen_at' ? 'TIMESTAMP' : undefined)),
    );
    service = await serveBigquery(evaluator, { project: PROJECT, dataset: DATASET, tables, delays });
    const { port: own, isReading, end } = service;
    const address = (port: number, secret = SECRET) => ({
      ENGINE_URL: `http://127.0.0.1:${port}`,
      GOOGLE_APPLICATION_CREDENTIALS: credentials(own, secret),
    });
    return {
      type: 'bigquery',
      entry: `, project: ${PROJECT}, database: ${DATASET}`,
      address,
      refused: address(own, `not ${SECRET}`),
      target: { host: '127.0.0.1', port: own },
      slow: {
        async make() {
          tables.set('slow', { ...tables.get('orders')!, name: 'slow' });
          delays.set('slow', 2000);
        },
        isActive: async () => isReading('slow'),
        ends: [[async () => end('slow'), /the query was ended there/]],
      },
    };
  }

  /** A file of an identity that is exchanged for the right to ask: https://google.aip.dev/auth/4117 */
  function credentials(port: number, secret: string): string {
    const [token, file] = ['token', 'credentials.json'].map((name) =>
      join(folder, `${secret === SECRET ? 'right' : 'wrong'}-${name}`),
    ) as [string, string];
    writeFileSync(token, secret);
    const account = {
      type: 'external_account',
      audience:
        '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/tests/providers/tests',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `http://127.0.0.1:${port}/token`,
      credential_source: { file: token },
    };
    writeFileSync(file, JSON.stringify(account));
    return file;
  }
}

/** https://cloud.google.com/bigquery/docs/schemas#flexible-column-names, which the evaluator does not look at. */
const UNNAMEABLE = /[!"$()*,./;?@[\\\]^`{}~]/;

const SHORT: Readonly<Partial<Record<Fit, GoogleType>>> = { 'whole numbers': 'INT64', days: 'DATE' };

type Typing = (column: SourceTable['columns'][number]) => GoogleType | undefined;

function tableOf({ name, columns: given, csv }: SourceTable, typing: Typing): GoogleTable {
  const columns = given.map((column) => ({
    name: column.name,
    type:
      typing(column) ??
      (column.fits === undefined ? googleType(column.type) : (SHORT[column.fits] ?? googleType(column.type))),
  }));
  // What is missing is written as it stands, and text of the same letters in quotes.
  const lines = parse(readFileSync(csv), {
    cast: (value, { quoting }) => (!quoting && value === '\\N' ? null : value),
  }) as (string | null)[][];
  return {
    name,
    columns,
    rows: lines.map((cells) => columns.map(({ type }, index) => cellOf(cells[index]!, type))),
  };
}
