/** Loads a project written as text over files written as text, in a temporary folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Database, openDatabase } from '../../src/database/database.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import type { Column } from '../../src/model/schema.ts';
import type { TableRow } from '../../src/model/table.ts';
import { readProject } from '../../src/project/read.ts';
import { loadSources } from '../../src/sources/load.ts';
import type { LoadedSources } from '../../src/sources/loaded.ts';
import { loadTwice } from './second-load.ts';

export interface Loaded {
  readonly sources: LoadedSources;
  readonly warnings: readonly Diagnostic[];
  /** The rows of a relation, by the columns given, in their order. */
  rows(sql: string): Promise<readonly TableRow[]>;
  column(table: string, name: string): Column;
}

export interface LoadOptions {
  /** Statements run first, in which `{folder}` is the temporary folder. */
  readonly prepare?: readonly string[];
}

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Loads and hands over; what loads has to be there for another command. Everything is removed afterwards. */
export async function loading<Result>(
  project: string,
  files: Files,
  look: (loaded: Loaded) => Promise<Result>,
  options: LoadOptions = {},
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'sources-test-'));
  const database = await openDatabase({ threads: 2 });
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    for (const statement of options.prepare ?? [])
      await database.run(statement.replaceAll('{folder}', folder));
    const found = await look(await loadFrom(project, folder, database));
    await loadTwice(
      readProject({ name: 'segment.config.yaml', text: project }, folder, {}, () => undefined)!,
    );
    return found;
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

async function loadFrom(text: string, folder: string, database: Database): Promise<Loaded> {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void found.push(diagnostic);
  const project = readProject({ name: 'segment.config.yaml', text }, folder, {}, report);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (!project || errors.length > 0) throw new Failure(2, errors);
  const sources = await loadSources(project, database, report);
  const { customers, events, lookups } = sources.schema;
  return {
    sources,
    warnings: found,
    rows: (sql) => database.rows(sql),
    column(table, name) {
      const relation = [customers, ...events, ...lookups].find((candidate) => candidate.name === table);
      return relation!.columns.find((column) => column.name === name)!;
    },
  };
}

/** The diagnostics with which loading fails. */
export async function failing(project: string, files: Files, options: LoadOptions = {}): Promise<Failure> {
  try {
    await loading(project, files, async () => undefined, options);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('loading did not fail');
}
