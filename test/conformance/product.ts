/** What the product says of a project: its members, its SQL, and the rows of the relations that the SQL reads. */
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Database } from '../../src/database/database.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import { makeJoined } from '../../src/evaluation/joined.ts';
import { listsOf } from '../../src/evaluation/membership.ts';
import { lookingAt, planRelation } from '../../src/evaluation/relation.ts';
import { runSql } from '../../src/evaluation/run-sql.ts';
import { type Table, tablesOf } from '../../src/model/schema.ts';
import type { Segment } from '../../src/model/segment.ts';
import type { Dialect } from '../../src/sql/dialect.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { runBundle } from '../program/bundle.ts';
import type { SourceTable } from './engine.ts';
import { type ExportedColumn, emptiedList, type Fit, fitOf, paddedText } from './exported.ts';
import type { GivenProject } from './projects.ts';

const NOW = '2026-07-01T12:00:00Z';

/** `segment,key` of each row; undefined where the project is refused. */
export async function membersOf({ folder, words }: GivenProject): Promise<readonly string[] | undefined> {
  const given = ['run', ...words, '--format', 'csv', '--no-cache', '--threads', '1', '--quiet'];
  const { code, out } = await runBundle(given, { cwd: folder, now: NOW });
  // 1 is an alert.
  if (code > 1) return undefined;
  const [, ...rows] = parse(out, { bom: true }) as string[][];
  return rows.map(([segment, key]) => `${segment},${key}`).sort();
}

/** What an engine needs of a project. */
export interface Opened {
  readonly tables: readonly SourceTable[];
  /** Those whose lists are written. */
  readonly segments: readonly string[];
  /** The SQL of the segments that the dialect can say, if any, and why it refuses the others; of all unless named. */
  readonly sqlOf: (dialect: Dialect, names?: readonly string[]) => Promise<Said>;
}

export interface Said {
  readonly sql?: string;
  readonly segments: ReadonlySet<string>;
  readonly refused: readonly string[];
}

/** Opens the project, and writes every relation that stands in it to files of its folder. */
export async function withProject<Result>(
  { folder, files, asOf, parameters }: GivenProject,
  use: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const workspace = await openWorkspace({
    cwd: folder,
    env: {},
    now: NOW,
    project: undefined,
    data: undefined,
    asOf,
    parameters,
    memoryLimit: undefined,
    threads: 1,
    files,
  });
  try {
    const written = workspace.asked.filter(({ output }) => output);
    const { plan } = await planRelation(workspace, listsOf(written));
    await makeJoined(workspace, plan.joined, lookingAt(workspace));
    const tables = await writeTables(workspace, folder);
    const segments = written.map(({ name }) => name);
    const asked = (names: readonly string[]) => written.filter(({ name }) => names.includes(name));
    return await use({
      tables,
      segments,
      sqlOf: (dialect, names = segments) => sqlIn(dialect, workspace, asked(names)),
    });
  } finally {
    workspace.close();
  }
}

async function sqlIn(dialect: Dialect, workspace: Workspace, segments: readonly Segment[]): Promise<Said> {
  if (segments.length === 0) return { segments: new Set(), refused: [] };
  try {
    const sql = await runSql(workspace, segments, dialect, '0');
    return { sql, segments: new Set(segments.map((segment) => segment.name)), refused: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const refused = error.diagnostics.map(({ message }) => message);
    const names = new Set(refused.map((message) => /^`([^`]+)` cannot be said/.exec(message)?.[1]));
    const rest = segments.filter((segment) => !names.has(segment.name));
    if (rest.length === segments.length) throw error;
    const said = await sqlIn(dialect, workspace, rest);
    return { ...said, refused: [...refused, ...said.refused] };
  }
}

async function writeTables(
  { database, fileSchema }: Workspace,
  folder: string,
): Promise<readonly SourceTable[]> {
  chmodSync(folder, 0o755); // The server reads as another user.
  const names = await database.rows(
    `SELECT table_name FROM duckdb_tables() WHERE NOT internal UNION SELECT view_name FROM duckdb_views() WHERE NOT internal`,
  );
  const written: SourceTable[] = [];
  for (const [place, [given]] of names.entries()) {
    const name = String(given);
    const own = tablesOf(fileSchema).find(({ relation }) => relation === name);
    const columns = await columnsOf(database, name, own);
    const [csv, parquet] = ['csv', 'parquet'].map((format) => `relation-${place}.${format}`) as [
      string,
      string,
    ];
    const inner = (file: string): string => join(database.folder, file);
    const from = quoted(`exported ${name}`);
    const kept = columns.map((column, index) => `${asExported(column, index)} AS ${quoted(column.name)}`);
    await database.run(
      `CREATE OR REPLACE TEMP TABLE ${from} AS SELECT ${kept.join(', ')} FROM ${quoted(name)}`,
    );
    const items = columns.map(
      ({ name: column, type }) => `${textOf(quoted(column), type)} AS ${quoted(column)}`,
    );
    await database.run(
      `COPY (SELECT ${items.join(', ')} FROM ${from}) TO '${inner(csv)}' (FORMAT csv, HEADER false, NULLSTR '\\N')`,
    );
    await database.run(`COPY ${from} TO '${inner(parquet)}' (FORMAT parquet)`);
    await database.run(`DROP TABLE ${from}`);
    const digest = createHash('sha256')
      .update(readFileSync(inner(csv)))
      .update(JSON.stringify(columns))
      .digest('hex');
    for (const file of [csv, parquet]) {
      copyFileSync(inner(file), join(folder, file));
      chmodSync(join(folder, file), 0o644);
      rmSync(inner(file));
    }
    written.push({
      name,
      columns,
      isGiven: own !== undefined,
      digest,
      csv: join(folder, csv),
      parquet: join(folder, parquet),
    });
  }
  return written;
}

async function columnsOf(
  database: Database,
  relation: string,
  own: Table | undefined,
): Promise<readonly ExportedColumn[]> {
  const instants = (own?.columns ?? []).flatMap((each) => (each.clock === 'utc' ? [each.name] : []));
  const columns = (await database.columns(`SELECT * FROM ${quoted(relation)}`)).map(({ name, type }) => ({
    name,
    type: instants.includes(name) ? 'TIMESTAMP WITH TIME ZONE' : type,
  }));
  const known = new Set(own?.columns.map(({ name }) => name));
  const facts = columns.flatMap(({ name, type }) => [
    `count(*) = count(${quoted(name)})`,
    known.has(name) ? fitOf(quoted(name), type) : 'NULL',
  ]);
  const [found = []] = await database.rows(`SELECT ${facts.join(', ')} FROM ${quoted(relation)}`);
  return columns.map((column, index) => {
    const [isFull, fits] = found.slice(2 * index, 2 * index + 2);
    return {
      ...column,
      isOwn: known.has(column.name),
      isFull: isFull === true,
      ...(fits ? { fits: fits as Fit } : {}),
    };
  });
}

function asExported({ name, type, isOwn }: ExportedColumn, place: number): string {
  if (!isOwn) return quoted(name);
  if (type === 'VARCHAR') return paddedText(quoted(name), place);
  return type === 'VARCHAR[]' ? emptiedList(quoted(name), place) : quoted(name);
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function textOf(column: string, type: string): string {
  if (!type.endsWith('[]')) return `CAST(${column} AS VARCHAR)`;
  return `'{' || array_to_string(list_transform(${column}, lambda item: CAST(to_json(item) AS VARCHAR)), ',') || '}'`;
}
