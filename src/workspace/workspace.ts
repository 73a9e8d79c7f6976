/** One project, open: what is asked of it, and what has been read. */
import type { Checking as Names } from '../check/context.ts';
import type { Database } from '../database/database.ts';
import type { DefinitionFile } from '../definitions/definition-files.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { Engine } from '../engines/engine.ts';
import type { NamedModel } from '../features/named-model.ts';
import type { LockWait } from '../history/attach.ts';
import type { SegmentSyntax } from '../language/segment.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Schema } from '../model/schema.ts';
import type { Definitions, Segment } from '../model/segment.ts';
import type { MovementLeaf } from '../plan/input.ts';
import type { LoadedFile } from '../plan/plan.ts';
import type { Project } from '../project/project.ts';
import type { LoadedSources, SourceFacts } from '../sources/loaded.ts';
import type { Stamp } from '../sources/stamp.ts';
import type { Dialect } from '../sql/dialect.ts';
import type { ChosenAsOf } from './as-of.ts';
import type { Edited } from './edited.ts';
import type { Keeping } from './keeping.ts';

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

/** What has been read: the project, its data and its definitions as they are written. */
export type Read = Pick<
  Workspace,
  'project' | 'database' | 'engine' | 'files' | 'asOf' | 'asOfFrom' | 'cacheFolder' | 'keeping'
> & {
  readonly own: LoadedSources;
};

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
