/** Tables of a PostgreSQL, whichever it is, filled and asked through the unmodified `pg`. */
import type { SourceTable } from './engine.ts';
import { load } from './packages.ts';

export interface Client {
  connect(): Promise<void>;
  query(sql: string | object): Promise<{ readonly rows: readonly (readonly unknown[])[] }>;
  end(): Promise<void>;
}

export async function connectPg(to: object): Promise<Client> {
  const { Client } = load('pg') as { readonly Client: new (options: object) => Client };
  const client = new Client(to);
  await client.connect();
  return client;
}

export async function rowsOf(client: Client, text: string): Promise<readonly (readonly unknown[])[]> {
  return (await client.query({ text, rowMode: 'array' })).rows;
}

export async function keysOf(client: Client, sql: string): Promise<readonly (readonly [string, string])[]> {
  return (await rowsOf(client, sql)).map(([segment, key]) => [String(segment), String(key)]);
}

export async function versionOf(client: Client): Promise<string> {
  const [[version] = []] = await rowsOf(client, 'SHOW server_version');
  return `PostgreSQL ${String(version)}`;
}

/** What is given in advance is given to each table that is made. */
export const RIGHTS = [
  'CREATE ROLE readers; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO readers',
  `SELECT 'readers', CAST(has_table_privilege('readers', 'lists_there', 'SELECT') AS TEXT)`,
] as const;

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\[\]$/, 'TEXT[]'],
  [/^VARCHAR/, 'TEXT'],
  [/^(BIGINT|UBIGINT|INTEGER|SMALLINT|TINYINT|UINTEGER)$/, 'BIGINT'],
  [/^HUGEINT$/, 'NUMERIC'],
  [/^DECIMAL/, 'NUMERIC'],
  [/^(DOUBLE|FLOAT)$/, 'DOUBLE PRECISION'],
];

const typeOf = (type: string): string => TYPES.find(([pattern]) => pattern.test(type))?.[1] ?? type;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The statements that make the table, in place of one of that name; its text ordered as said, or as the database does. */
export function tableOf({ name, columns }: SourceTable, collation = ''): string {
  const items = columns.map((column) => {
    const type = typeOf(column.type);
    return `${quoted(column.name)} ${type}${type.startsWith('TEXT') ? collation : ''}`;
  });
  return `DROP TABLE IF EXISTS ${quoted(name)}; CREATE TABLE ${quoted(name)} (${items.join(', ')})`;
}

export const copying = ({ name }: SourceTable, file: string): string =>
  `COPY ${quoted(name)} FROM ${file} (FORMAT csv, NULL '\\N')`;

/** Statements that give columns the shorter types that hold all their values. */
export function shortened({ name, columns }: SourceTable): readonly string[] {
  return columns.flatMap(({ name: column, fits }) => {
    const [item, table] = [quoted(column), quoted(name)];
    if (fits === 'whole numbers')
      return [
        `ALTER TABLE ${table} ALTER ${item} TYPE BIGINT USING CAST(NULLIF(BTRIM(${item}, E' \\t\\n\\x0B\\f\\r'), '') AS BIGINT)`,
      ];
    return fits === 'days' ? [`ALTER TABLE ${table} ALTER ${item} TYPE DATE`] : [];
  });
}
