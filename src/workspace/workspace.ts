import { dirname } from 'node:path';
import { contextOf } from '../check/check.ts';
import type { Checking as Names } from '../check/context.ts';
import type { Busy, Database } from '../database/database.ts';
import { lazyDatabase } from '../database/lazy-database.ts';
import type { Asked } from '../definitions/asked.ts';
import { type DefinitionFile, readDefinitionFiles } from '../definitions/definition-files.ts';
import { expandTemplates } from '../definitions/expand.ts';
import { type Collector, collector } from '../diagnostics/collect.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { type Engine, whileBusy } from '../engines/engine.ts';
import { connectEngine } from '../engines/index.ts';
import { enginePaths, loadEngineTable, refuseMade } from '../engines/tables.ts';
import type { NamedModel } from '../features/named-model.ts';
import type { LockWait } from '../history/attach.ts';
import { historyFiles } from '../history/paths.ts';
import type { SegmentSyntax } from '../language/segment.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Schema } from '../model/schema.ts';
import type { Definitions, Segment } from '../model/segment.ts';
import { leavesWithin, placedLeavesWithin } from '../model/walk.ts';
import type { MovementLeaf } from '../plan/input.ts';
import type { LoadedFile } from '../plan/plan.ts';
import { findProject } from '../project/find.ts';
import type { Project } from '../project/project.ts';
import { openProject } from '../sources/inspect.ts';
import { loadSources } from '../sources/load.ts';
import type { LoadedSources, SourceFacts } from '../sources/loaded.ts';
import type { Stamp } from '../sources/stamp.ts';
import type { Dialect } from '../sql/dialect.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { type ChosenAsOf, chooseAsOf } from './as-of.ts';
import { refuseUnmade, weigh, withSyntaxErrors } from './asked.ts';
import { bindOrThrow, type Checkable, type Checked, channelsOf, checkAt, checkRecipes } from './checked.ts';
import { consentFindings } from './consent-words.ts';
import { type Edited, editing } from './edited.ts';
import { type Former, formerDisk, formerPath, readFormerProject } from './former.ts';
import { cachingOf, type Keeping, timeBefore } from './keeping.ts';
import { createMadeTables } from './made-tables.ts';
import { loadMovements } from './movements.ts';
import type { WorkspaceOptions } from './options.ts';
import { checkPatterns } from './patterns.ts';
import { loadLists } from './value-lists.ts';
import { checkVerbatim } from './verbatim.ts';

/** An engine, and by which names it has the relations of the schema. */
export interface OpenEngine extends Engine {
  readonly paths: ReadonlyMap<string, string>;
}

export interface Workspace {
  readonly project: Project;
  readonly database: Database;
  /** What the database speaks. */
  readonly dialect: Dialect;
  /** What has the tables, where they are not in the database. */
  readonly engine: OpenEngine | undefined;
  readonly schema: Schema;
  readonly facts: readonly SourceFacts[];
  /** Absolute paths that the engine still reads, whatever else it is locked out of. */
  readonly openFiles: readonly string[];
  /** Of the data files of each relation, as they were read. */
  readonly stamps: ReadonlyMap<string, readonly Stamp[]>;
  /** Where what was found out about files is kept; undefined when nothing is. */
  readonly cacheFolder: string | undefined;
  /** Where values of customers are kept between runs, and what they depend on; undefined when none are. */
  readonly keeping: Keeping | undefined;
  readonly asOf: AsOf;
  readonly asOfFrom: ChosenAsOf['from'];
  readonly definitions: Definitions;
  /** The segments as they are written, with parameters put in. */
  readonly written: readonly SegmentSyntax[];
  readonly models: readonly NamedModel[];
  /** What names mean here, to bind what is asked outside the definitions; `report` gets what is wrong with that. */
  readonly names: (report: Report) => Names;
  /** The files that conditions name, by `fileKey`. */
  readonly lists: ReadonlyMap<string, LoadedFile>;
  /** Where the file that a definition names is read. */
  readonly heldPath: (path: string) => string;
  readonly lockWait: LockWait;
  /** The recorded people that movements look back to (`PlanInput.recorded`), read when first asked for. */
  recorded(): Promise<(leaf: MovementLeaf) => string>;
  readonly files: readonly DefinitionFile[];
  /** Everything found while reading and checking; `errors` of files that nothing asked for are warnings here. */
  readonly diagnostics: readonly Diagnostic[];
  /** Enabled segments of the files on the command line, by name in byte order. */
  readonly asked: readonly Segment[];
  /** What stands in the data files, before tables are made of others and columns computed. */
  readonly fileSchema: Schema;
  /** The same definitions, with other parameters or over other data. Close only the first. */
  variant(variant: Variant): Promise<Workspace>;
  /** The definitions while they are edited: bound and compared, without a look at values, SQL and files. */
  edited(files: readonly DefinitionFile[]): Promise<Edited>;
  /** The same data at another as-of: definitions are checked again, nothing is loaded again. Close only the first. */
  at(asOf: AsOf): Workspace;
  close(): void;
}

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

/** Where the file that a definition names is read. */
function heldPathOf(former: Former | undefined, project: string): (path: string) => string {
  return (path) => (former ? formerPath(former, project, path) : path);
}

/** What has been read: the project, its data and its definitions as they are written. */
type Read = Pick<
  Workspace,
  'project' | 'database' | 'engine' | 'files' | 'asOf' | 'asOfFrom' | 'cacheFolder' | 'keeping'
> & {
  readonly own: LoadedSources;
};

/** Makes the tables that no file holds, puts parameters in, and checks all of it. */
async function completed(read: Read, options: WorkspaceOptions, found: Collector): Promise<Workspace> {
  const { asOf, ...kept } = read;
  const { project, database, own, files } = read;
  const { facts, openFiles, orders, stamps } = own;
  const { schema } = bindOrThrow({ project, schema: own.schema, orders, asOf }, found.diagnostics);
  if (read.engine) refuseMade(project, read.engine);
  await createMadeTables(schema, checkRecipes({ project, schema, own, asOf }), asOf, {
    database,
    dialect: duckdb,
  });
  const held = heldPathOf(options.former, project.folder);
  const segments = await expandTemplates(files, options, { database, schema, report: found.report, held });
  const select = options.asked?.select ?? [];
  const loaded = { ...kept, dialect: duckdb, schema, facts, openFiles, stamps, select, segments };
  const first = checkAt(loaded, asOf, found.report);
  refuseUnmade(files, first.definitions, found.diagnostics);
  const placed = placedLeavesWithin([first.definitions, first.bound]);
  await checkPatterns(placed, loaded, found.report);
  const leaves = placed.map(({ leaf }) => leaf);
  if (!read.engine) {
    await checkVerbatim(leaves, schema, database, found.report);
    for (const finding of await consentFindings(channelsOf(first), loaded)) found.report(finding);
  }
  const wanted = leavesWithin([first.reached, first.bound]);
  const lists = await loadLists(wanted, schema, { database, dialect: duckdb, held }, found.report);
  const lockWait = options.lockWait ?? { lockWaitSeconds: PATIENCE_SECONDS };
  const variant = variantsOf(read, options);
  const edited = editing(
    (file, report) =>
      expandTemplates([file], { ...options, parameterFile: undefined }, { database, schema, report, held }),
    (files, segments, report) => checkAt({ ...loaded, files, segments }, asOf, report),
  );
  const around = { lists, lockWait, heldPath: held, variant, edited };
  return workspaceOf({ ...loaded, ...around }, asOf, first, found.diagnostics);
}

/** Other data under the same names, or none, and then the same. */
export interface Variant {
  readonly asOf: AsOf;
  /** `name=value`, in place of those of the command line. */
  readonly parameters: readonly string[];
  /** Those that matter, where not all do. */
  readonly files?: readonly DefinitionFile[];
  /** In place of the project's own data. */
  readonly data?: Pick<Read, 'project' | 'database' | 'own'>;
}

function variantsOf(read: Read, options: WorkspaceOptions): Workspace['variant'] {
  return ({ asOf, parameters, files = read.files, data }) => {
    const { asked: _, ...rest } = options;
    // Nothing of it is asked for: other parameters make segments of other names.
    const plain = files.map(({ only, ...file }) => ({ ...file, asked: false }));
    const own = { ...rest, parameters, parameterFile: undefined };
    // Nothing is kept of data that is not the project's own.
    const keeping = data ? undefined : read.keeping;
    return completed({ ...read, ...data, keeping, files: plain, asOf }, own, collector());
  };
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

/** Waiting for another run to let go of the history. */
const PATIENCE_SECONDS = 60;

/** What is the same at every as-of. */
type Loaded = Checkable &
  Pick<
    Workspace,
    | 'database'
    | 'dialect'
    | 'engine'
    | 'facts'
    | 'openFiles'
    | 'stamps'
    | 'cacheFolder'
    | 'keeping'
    | 'asOfFrom'
  >;

function workspaceOf(
  loaded: Loaded & Pick<Workspace, 'lists' | 'lockWait' | 'heldPath' | 'variant' | 'edited'>,
  asOf: AsOf,
  { written, models, definitions, asked, reached }: Checked,
  diagnostics: readonly Diagnostic[],
): Workspace {
  const { segments: _, own: __, select: ___, ...rest } = loaded;
  const { project, database, schema, files, lockWait } = loaded;
  let recorded: ReturnType<Workspace['recorded']> | undefined;
  return {
    ...rest,
    fileSchema: loaded.own.schema,
    written: loaded.segments,
    asOf,
    definitions,
    models,
    names: (report) => contextOf(written, report),
    recorded: () => {
      const input = { database, schema, asOf, definitions, history: project.history, lockWait };
      recorded ??= loadMovements(leavesWithin(reached), input);
      return recorded;
    },
    diagnostics: weigh(diagnostics, asked, { project, files, definitions }),
    asked,
    at: (other) => {
      const found = collector();
      const checked = checkAt(loaded, other, found.report);
      return workspaceOf(loaded, other, checked, found.diagnostics);
    },
    close: () => {
      void rest.engine?.close().catch(() => undefined);
      database.close();
    },
  };
}
