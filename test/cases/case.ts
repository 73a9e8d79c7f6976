/**
 * A golden case: a folder with definitions and what must come of them. Its files stand beside those of
 * `_project` and win over files of the same name there. Lines such as `# as-of: 2026-03-29` or
 * `# param: days=7d` in the first of its definition files are options of the run.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect } from 'vitest';
import { sortDiagnostics } from '../../src/diagnostics/collect.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import { plain, renderDiagnostic } from '../../src/diagnostics/render.ts';
import { makeJoined } from '../../src/evaluation/joined.ts';
import { listsOf } from '../../src/evaluation/membership.ts';
import { lookingAt, planRelation } from '../../src/evaluation/relation.ts';
import { runSql } from '../../src/evaluation/run-sql.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { duckdb } from '../../src/sql/dialects/duckdb.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { runBundle } from '../program/bundle.ts';

const NOW = '2026-07-01T12:00:00Z';

export interface Case {
  /** `operators/eq`. */
  readonly name: string;
  readonly folder: string;
}

export interface Outcome {
  /** What the case's files must hold, by file name. */
  readonly files: ReadonlyMap<string, string>;
}

/** Files that a run writes; all others of a case are given. */
export const WRITTEN = /^(diagnostics\.txt|plan\.txt|query\.sql|members\.csv)$/;

export function listCases(root: string): readonly Case[] {
  const folders = (path: string): readonly string[] =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== '_project')
      .map((entry) => entry.name)
      .sort();
  return folders(root).flatMap((topic) =>
    folders(join(root, topic)).map((name) => ({
      name: `${topic}/${name}`,
      folder: join(root, topic, name),
    })),
  );
}

/** Lays the case's own files over the shared project, in a folder that is there already. */
export function layOut({ folder }: Case, project: string, target: string): void {
  for (const from of [project, folder]) {
    for (const file of readdirSync(from)) {
      if (!WRITTEN.test(file)) writeFileSync(join(target, file), readFileSync(join(from, file)));
    }
  }
}

/** Every YAML file of the case but the project's is asked for. */
export function definitionFiles(folder: string): readonly string[] {
  const names = readdirSync(folder).filter(
    (name) => name.endsWith('.yaml') && name !== 'segment.config.yaml',
  );
  return names.sort();
}

/** Opens the project, checks, plans, binds and runs the printed SQL. */
export async function runCase(folder: string): Promise<Outcome> {
  const files = definitionFiles(folder);
  const { asOf, parameters } = optionsOf(readFileSync(join(folder, files[0]!), 'utf8'));
  const words = [
    ...files,
    ...(asOf === undefined ? [] : ['--as-of', asOf]),
    ...parameters.flatMap((parameter) => ['--param', parameter]),
  ];
  try {
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
      return await outcomeOf(workspace, await shippedMembers(words, folder));
    } finally {
      workspace.close();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return refusal(error.diagnostics);
  }
}

function optionsOf(text: string): {
  readonly asOf: string | undefined;
  readonly parameters: readonly string[];
} {
  const lines = text.split('\n').flatMap((line) => /^# (as-of|param): (.+)$/.exec(line)?.slice(1) ?? []);
  const pairs = lines.flatMap((word, index) => (index % 2 === 0 ? [[word, lines[index + 1]!] as const] : []));
  return {
    asOf: pairs.find(([word]) => word === 'as-of')?.[1],
    parameters: pairs.flatMap(([word, value]) => (word === 'param' ? [value] : [])),
  };
}

async function outcomeOf(workspace: Workspace, members: string): Promise<Outcome> {
  const diagnostics = workspace.diagnostics.filter(({ severity, span }) => severity !== 'note' || span);
  if (diagnostics.some(({ severity }) => severity === 'error')) return refusal(diagnostics);
  const { plan } = await planRelation(workspace, listsOf(workspace.asked));
  await makeJoined(workspace, plan.joined, lookingAt(workspace));
  const query = await runSql(workspace, workspace.asked, duckdb, '0');
  expect(keysOf(await queryMembers(query, workspace))).toEqual(expect.arrayContaining([...keysOf(members)]));
  return {
    files: new Map([
      ...textOf(diagnostics),
      ['plan.txt', planText(plan, workspace)],
      ['query.sql', query],
      ['members.csv', members],
    ]),
  };
}

function refusal(diagnostics: readonly Diagnostic[]): Outcome {
  return { files: new Map(textOf(diagnostics)) };
}

function textOf(diagnostics: readonly Diagnostic[]): readonly (readonly [string, string])[] {
  if (diagnostics.length === 0) return [];
  const texts = sortDiagnostics(diagnostics).map(
    (diagnostic) => `[${diagnostic.code}] ${renderDiagnostic(diagnostic, plain)}`,
  );
  return [['diagnostics.txt', `${texts.join('\n\n')}\n`]];
}

function planText({ passes, tables }: Plan, { asked }: Workspace): string {
  const lines = [
    ...passes.map(({ table, pass, features }) => `${pass} of ${table}: ${features}`),
    `tables: ${tables.map(({ name }) => name).join(', ')}`,
    `segments: ${asked.map(({ name }) => name).join(', ')}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Whom the program that is shipped writes; nothing where it refuses. */
async function shippedMembers(words: readonly string[], cwd: string): Promise<string> {
  const { out } = await runBundle(['run', ...words, '--format', 'csv', '--no-cache', '--threads', '1'], {
    cwd,
    now: NOW,
  });
  return textOfRows(parse(out, { bom: true }) as string[][]);
}

/** Binds the query, then runs it: text alone would accept any nonsense. */
async function queryMembers(query: string, { database }: Workspace): Promise<string> {
  const text = query.replace(/;\n$/, '');
  await database.rows(`EXPLAIN ${text}`);
  const names = (await database.rows(`DESCRIBE ${text}`)).map(([name]) => String(name));
  const rows = await database.rows(text);
  return textOfRows([names, ...rows]);
}

/** The segment and the key of each row. */
function keysOf(csv: string): readonly string[] {
  return csv.split('\n').map((line) => line.split(',').slice(0, 2).join(','));
}

function textOfRows(rows: readonly (readonly unknown[])[]): string {
  return `${rows.map((row) => row.map(cellOf).join(',')).join('\n')}\n`;
}

function cellOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

/** Makes the case's folder hold exactly what came of it. */
export function bless({ folder }: Case, { files }: Outcome): void {
  for (const file of readdirSync(folder)) if (WRITTEN.test(file)) rmSync(join(folder, file));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}

/** What the case's folder says must come of it. */
export function expected({ folder }: Case): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((file) => WRITTEN.test(file));
  return new Map(names.map((name) => [basename(name), readFileSync(join(folder, name), 'utf8')]));
}

/** Whom a person expects, from `name: x  # → c1 c2` in the definitions. */
export function expectedByHand({ folder }: Case): ReadonlyMap<string, string> {
  const text = definitionFiles(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const lines = text.matchAll(/^.*\bname: ([a-z0-9_-]+).*# →(.*)$/gm);
  return new Map([...lines].map(([, name, keys]) => [name!, keys!.trim()]));
}

/** The keys that the query found, by segment. */
export function foundMembers({ files }: Outcome): ReadonlyMap<string, string> {
  const rows = (files.get('members.csv') ?? '').split('\n').slice(1, -1);
  const found = new Map<string, string>();
  for (const row of rows) {
    const [name, key] = row.split(',');
    found.set(name!, [found.get(name!), key].filter((part) => part !== undefined).join(' '));
  }
  return found;
}
