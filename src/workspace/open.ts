/** Opens a project: its file, definitions, data and engine. */
import { dirname } from 'node:path';
import type { Busy, Database } from '../database/database.ts';
import { lazyDatabase } from '../database/lazy-database.ts';
import type { Asked } from '../definitions/asked.ts';
import { type DefinitionFile, readDefinitionFiles } from '../definitions/definition-files.ts';
import { type Collector, collector } from '../diagnostics/collect.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { type Engine, whileBusy } from '../engines/engine.ts';
import { connectEngine } from '../engines/index.ts';
import { enginePaths, loadEngineTable } from '../engines/tables.ts';
import { historyFiles } from '../history/paths.ts';
import { findProject } from '../project/find.ts';
import type { Project } from '../project/project.ts';
import { openProject } from '../sources/inspect.ts';
import { loadSources } from '../sources/load.ts';
import { chooseAsOf } from './as-of.ts';
import { withSyntaxErrors } from './asked.ts';
import { completed } from './completed.ts';
import { formerDisk, readFormerProject } from './former.ts';
import { cachingOf, timeBefore } from './keeping.ts';
import type { WorkspaceOptions } from './options.ts';
import type { OpenEngine, Workspace } from './workspace.ts';

/**
 * Opens the project and checks all definitions, reporting what is wrong with any in one go. The caller looks
 * at `diagnostics`: definitions with errors cannot be planned. Throws `Failure` for what ends the work before
 * that (no project, unreadable data).
 */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  let database: Database | undefined;
  let engine: OpenEngine | undefined;
  const connect = async (project: Project): Promise<OpenEngine | undefined> => {
    engine = await engineOf(project, options.busy);
    return engine;
  };
  const open = async (): Promise<Database> => {
    database ??= lazyDatabase({
      ...(options.threads === undefined ? {} : { threads: options.threads }),
      ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
      ...(options.busy ? { busy: options.busy } : {}),
    });
    options.opened?.(database);
    return database;
  };
  try {
    return await openWith(options, open, connect);
  } catch (error) {
    await engine?.close().catch(() => undefined);
    database?.close();
    throw error;
  }
}

async function openWith(
  options: WorkspaceOptions,
  open: () => Promise<Database>,
  connect: (project: Project) => Promise<OpenEngine | undefined>,
): Promise<Workspace> {
  const { env } = options;
  const found = collector();
  const project = await readProjectOf(options, open, found.report);
  if (!project || isWithoutFiles(project)) throw new Failure(2, found.diagnostics);
  const { asOf, from } = chooseAsOf(
    {
      option: options.asOf,
      environment: env['SEGMENT_AS_OF'],
      project: project.asOf?.text,
      now: options.now,
    },
    project.zone,
  );
  const wanted: Asked = { ...options.asked, words: options.files };
  const files = readWanted(project, wanted, options, found);
  const database = await open();
  const engine = await connect(project);
  if (engine) options.opened?.(withCancel(database, engine));
  const caching = engine ? undefined : cachingOf(project, options, found.report);
  const begun = caching && timeBefore(caching.folder);
  const own = await loadSources(project, database, found.report, {
    caching,
    reading: options.reading,
    ...(engine ? { load: (plan, loading) => loadEngineTable(engine, plan, loading) } : {}),
    lock: (openFiles) =>
      database.lockDown({
        files: [...openFiles, ...historyFiles(project.history), ...(options.opens ?? [])],
        folders: options.former ? [options.former.root] : [],
      }),
  }).catch((error: unknown) => {
    throw withSyntaxErrors(error, found.diagnostics, files);
  });
  const keeping: Workspace['keeping'] =
    caching && begun !== undefined
      ? { cache: caching.folder, detail: caching.detail, begun, print: own.print, later: [] }
      : undefined;
  const cacheFolder = caching?.folder;
  const read = { project, database, engine, own, files, asOf, asOfFrom: from, cacheFolder, keeping };
  return completed(read, options, found);
}

async function engineOf(project: Project, busy: Busy | undefined): Promise<OpenEngine | undefined> {
  if (!project.engine) return undefined;
  const engine = await connectEngine(project.engine, project.folder);
  return { ...(busy ? whileBusy(engine, busy) : engine), paths: enginePaths(project) };
}

/** An interrupt ends the query there too. */
function withCancel(database: Database, engine: Engine): Database {
  const interrupt = (): void => {
    void engine.cancel().catch(() => undefined);
    database.interrupt();
  };
  return { ...database, interrupt };
}

async function readProjectOf(
  { cwd, env, project, data, former }: WorkspaceOptions,
  open: () => Promise<Database>,
  report: Report,
): Promise<Project | undefined> {
  const place = { cwd, env, project, data };
  if (!former) return openProject(place, open, report);
  const found = findProject(place);
  return readFormerProject(former, found, dirname(found.path), env, report);
}

/** Where a file cannot be read, what was named may stand in it. */
function readWanted(
  project: Project,
  wanted: Asked,
  { cwd, former }: WorkspaceOptions,
  found: Pick<Collector, 'report' | 'diagnostics'>,
): readonly DefinitionFile[] {
  try {
    const disk = former && formerDisk(former, project.folder);
    return readDefinitionFiles(project, wanted, cwd, found.report, disk);
  } catch (error) {
    throw withSyntaxErrors(error, found.diagnostics, []);
  }
}

/** Where no file of a table can be told, as with a variable that is not set, there is nothing to check names against. */
function isWithoutFiles({ customers, events, lookups }: Project): boolean {
  return [customers, ...events, ...lookups].some(({ source }) => source?.files.length === 0 && !source.table);
}
